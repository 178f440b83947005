/// The result of the smallest thing that is judged: a case, a threshold or a config rule.
package struct CaseResult: Sendable, Codable, Equatable {
    package enum Unit: String, Sendable, Codable {
        case `case`, threshold, rule
    }

    /// Unique within the run: `INT-010`, `load/p95(response) <= 2100ms`.
    package var id: String
    package var name: String
    package var unit: Unit
    package var severity: Severity
    package var tags: [String]
    package var outcome: Outcome
    /// Passed, but only after a step that had failed was tried again.
    package var passedOnRetry: Bool
    package var durationMs: Double
    package var steps: [StepResult]
    /// Why it was skipped or errored, where no observation says so.
    package var reason: String?
    package var location: SourceLocation?
    /// Skipped because the environment forbids it (`protected`): known beforehand, so it doesn't weigh in the verdict.
    package var isForbidden: Bool

    package init(
        id: String, name: String, unit: Unit = .case, severity: Severity = .block, tags: [String] = [],
        outcome: Outcome,
        passedOnRetry: Bool = false, durationMs: Double = 0, steps: [StepResult] = [], reason: String? = nil,
        location: SourceLocation? = nil, isForbidden: Bool = false
    ) {
        self.id = id
        self.name = name
        self.unit = unit
        self.severity = severity
        self.tags = tags
        self.outcome = outcome
        self.passedOnRetry = passedOnRetry
        self.durationMs = durationMs
        self.steps = steps
        self.reason = reason
        self.location = location
        self.isForbidden = isForbidden
    }

    /// Every observation that did not pass, in the order in which it was made.
    package var findings: [Observation] {
        steps.flatMap(\.observations).filter { $0.outcome == .failed || $0.outcome == .errored }
    }

    /// The first finding with the case's own outcome: what decided.
    package var decisive: Observation? { findings.first { $0.outcome == outcome } ?? findings.first }
}
