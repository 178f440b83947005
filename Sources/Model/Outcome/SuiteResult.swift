/// All results of one suite, in the order in which the suite declares them.
package struct SuiteResult: Sendable, Codable, Equatable {
    package var name: String
    package var kind: SuiteKindName
    package var file: String
    package var startedAt: Timestamp
    package var durationMs: Double
    package var cases: [CaseResult]
    /// What a performance suite measured.
    package var load: LoadSummary?
    /// The files that the suite left beside the reports; nil when there are none.
    package var attachments: [Attachment]?

    package init(
        name: String, kind: SuiteKindName, file: String, startedAt: Timestamp, durationMs: Double = 0,
        cases: [CaseResult] = [], load: LoadSummary? = nil, attachments: [Attachment]? = nil
    ) {
        self.name = name
        self.kind = kind
        self.file = file
        self.startedAt = startedAt
        self.durationMs = durationMs
        self.cases = cases
        self.load = load
        self.attachments = attachments
    }

    /// The result's place in the run: `smoke/SMOKE-001`. The ids of thresholds begin with their suite's name already.
    package func path(of result: CaseResult) -> String { Self.path(suite: name, result) }

    package static func path(suite: String, _ result: CaseResult) -> String {
        result.id.hasPrefix("\(suite)/") ? result.id : "\(suite)/\(result.id)"
    }

    /// How many results have the outcome.
    package func count(_ outcome: Outcome) -> Int { cases.count { $0.outcome == outcome } }
}
