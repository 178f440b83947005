package import Model

/// What a change plan has to say; every part is a value of the suite.
package struct ChangePlanRules: Sendable {
    /// Dotted paths of fields that have to be filled in.
    package var require: [String] = Self.defaultRequire
    package var start = "timeline.planned_start"
    package var end = "timeline.planned_completion"
    package var triggers = "rollback_plan.trigger_conditions"
    /// The mapping that holds the approvals.
    package var approval = "approval"
    package var approvals: [String] = ["technical", "business", "security"]
    /// Whether the check has to run between start and end.
    package var needsWindow = false
    /// The longest window that is believed.
    package var maxWindow = Duration.seconds(7 * 86_400)

    package init() {}

    package static let defaultRequire = [
        "change_request.id", "change_request.title", "requester.name", "description.summary", "scope.systems_affected",
        "rollback_plan.rollback_steps",
    ]
}

/// What was found in a change plan, with everything that is wrong with it.
package struct ChangePlanReport: Sendable {
    package var problems: [ArtifactProblem] = []
    package var start: Timestamp?
    package var end: Timestamp?
    package var triggers = 0
    /// The approvals that are given, by name.
    package var approvals: [String] = []
}
