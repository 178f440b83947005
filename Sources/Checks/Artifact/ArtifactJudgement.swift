internal import Artifacts
internal import Model

/// What a kind of step found out about artefacts: facts for `check`, and observations of its own.
struct ArtifactJudgement: Sendable {
    var facts: [String: Evidence.Fact] = [:]
    private(set) var observations: [Observation] = []
    /// In one line, for people.
    var summary = ""

    /// A judgement's own verdict on a file, where nothing is wrong with it.
    mutating func pass(_ property: String, expected: String, actual: String, file: String) {
        observations.append(
            Observation(
                property: property, expected: expected, actual: actual, outcome: .passed,
                location: SourceLocation(file: file, line: 1, column: 1)))
    }

    mutating func add(_ problem: ArtifactProblem, file: String) {
        observations.append(Observation(problem, file: file))
    }

    mutating func add(_ problems: [ArtifactProblem], file: String) {
        for problem in problems { add(problem, file: file) }
    }

    var hasProblems: Bool { observations.contains { $0.outcome != .passed } }

    func result(request: String) -> ProbeResult {
        ProbeResult(
            request: request, response: summary.isEmpty ? nil : summary, finding: .evidence(Evidence(facts: facts)),
            observations: observations)
    }
}

extension Observation {
    init(_ problem: ArtifactProblem, file: String) {
        self.init(
            property: problem.subject, expected: problem.expected, actual: problem.actual,
            outcome: problem.isUnknown ? .errored : .failed, errorClass: "check",
            location: SourceLocation(file: file, line: problem.line, column: problem.column),
            finding: Finding(rule: problem.rule, subject: problem.subject, fix: problem.fix))
    }
}
