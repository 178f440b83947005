/// The answer to "may it go out?", with the trace of the rules that decided.
package struct Verdict: Sendable, Codable, Equatable {
    package enum Decision: String, Sendable, Codable {
        case go = "GO"
        case noGo = "NO-GO"
        case inconclusive = "INCONCLUSIVE"
    }

    /// One rule that had a say, and what it saw.
    package struct Reason: Sendable, Codable, Equatable {
        /// The rule's stable name: `blocking-check-failed`, `too-few-checks` …
        package var rule: Rule
        /// The suite and the id of the case, threshold or config rule, where one decided.
        package var subject: String?
        package var name: String?
        package var property: String?
        package var observed: String
        package var limit: String
        package var message: String?
        package var location: SourceLocation?

        package init(
            rule: Rule, subject: String? = nil, name: String? = nil, property: String? = nil, observed: String,
            limit: String, message: String? = nil, location: SourceLocation? = nil
        ) {
            self.rule = rule
            self.subject = subject
            self.name = name
            self.property = property
            self.observed = observed
            self.limit = limit
            self.message = message
            self.location = location
        }
    }

    /// The rules, in the order in which they are applied.
    package enum Rule: String, Sendable, Codable, CaseIterable {
        case blockingCheckFailed = "blocking-check-failed"
        case tooManyFlaky = "too-many-passed-on-retry"
        case blockingCheckErrored = "blocking-check-errored"
        case blockingCheckSkipped = "blocking-check-skipped"
        case incompleteRun = "incomplete-run"
        case tooFewChecks = "too-few-checks"
        case warningCheck = "warning-check"
    }

    package var decision: Decision
    /// What decided; for a GO the warnings that it carries.
    package var reasons: [Reason]
    package var hasWarnings: Bool

    package init(decision: Decision, reasons: [Reason], hasWarnings: Bool) {
        self.decision = decision
        self.reasons = reasons
        self.hasWarnings = hasWarnings
    }
}
