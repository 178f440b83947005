/// A step that is ready to run: what a check kind makes of its part of a suite.
///
/// It never throws. A target that misbehaves is an observation, and so is whatever else goes wrong.
package protocol StepAction: Sendable {
    var name: String { get }
    /// `http`, `tcp`, `tls`, `command` …
    var kind: String { get }
    var location: SourceLocation { get }
    /// Changes something on the target: refused in a protected environment.
    var isMutating: Bool { get }
    /// Probes how the target defends itself: refused in a protected environment too.
    var isActive: Bool { get }
    /// How often it asks the target at least.
    var leastRequests: Int { get }
    /// An `after` step that also runs when the case has failed.
    var runsAlways: Bool { get }
    /// The variables that the step's texts mention.
    var mentions: Set<String> { get }
    /// What a reader of the verdict has to know about this step, such as "TLS is not verified".
    var notes: [String] { get }

    func run(in context: CaseContext) async -> StepResult
}

extension StepAction {
    package var isActive: Bool { false }
    package var leastRequests: Int { 1 }
}

/// The part of a suite that is not cases of steps: a load profile, config rules.
package protocol SuiteAction: Sendable {
    /// What will be judged, for `--list` and for the plan.
    var units: [PlannedUnit] { get }
    /// What would be sent, in one line: `50 users for 300 s, 2 requests an iteration`.
    var plan: String { get }
    /// How long it will take, as far as the plan tells; for progress only.
    var expectedDuration: Duration { get }
    /// What a reader of the verdict has to know about it, such as "TLS is not verified".
    var notes: [String] { get }

    func run(in context: RunContext) async -> SuiteOutcome
}

extension SuiteAction {
    package var notes: [String] { [] }
}

/// The results of a suite action.
package struct SuiteOutcome: Sendable {
    package var cases: [CaseResult]
    package var load: LoadSummary?
    package var attachments: [Attachment]

    package init(cases: [CaseResult], load: LoadSummary? = nil, attachments: [Attachment] = []) {
        self.cases = cases
        self.load = load
        self.attachments = attachments
    }
}

/// Something that will have an outcome: a case, a threshold or a config rule.
package struct PlannedUnit: Sendable, Equatable {
    package var id: String
    package var name: String
    package var unit: CaseResult.Unit
    package var severity: Severity
    package var tags: [String]
    package var location: SourceLocation

    package init(
        id: String, name: String, unit: CaseResult.Unit, severity: Severity, tags: [String] = [],
        location: SourceLocation
    ) {
        self.id = id
        self.name = name
        self.unit = unit
        self.severity = severity
        self.tags = tags
        self.location = location
    }

    /// The unit's result where it did not come to run.
    package func result(_ outcome: Outcome, reason: String, isForbidden: Bool = false) -> CaseResult {
        CaseResult(
            id: id, name: name, unit: unit, severity: severity, tags: tags, outcome: outcome, reason: reason,
            location: location, isForbidden: isForbidden)
    }
}
