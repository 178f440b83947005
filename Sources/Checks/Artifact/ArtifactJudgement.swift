internal import Artifacts
internal import Model

/// What a kind of step found out about artefacts: facts for `check`, and observations of its own.
struct ArtifactJudgement: Sendable {
    /// The step's place in the suite, for what has no place in a file.
    let location: SourceLocation
    var facts: [String: Evidence.Fact] = [:]
    private(set) var observations: [Observation] = []
    /// In one line, for people.
    var summary = ""

    init(location: SourceLocation) { self.location = location }

    /// A judgement's own verdict on a file, where nothing is wrong with it.
    mutating func pass(_ property: String, expected: String, actual: String, file: String) {
        observations.append(
            Observation(
                property: property, expected: expected, actual: actual, outcome: .passed,
                location: SourceLocation(file: file, line: 1, column: 1)))
    }

    mutating func add(_ problem: ArtifactProblem, file: String) {
        observations.append(Observation(problem, file: file, suite: location))
    }

    mutating func add(_ problems: [ArtifactProblem], file: String) {
        for problem in problems { add(problem, file: file) }
    }

    var hasProblems: Bool { observations.contains { $0.outcome != .passed } }

    func result(request: String) -> ProbeResult {
        ProbeResult(
            request: request, response: summary.isEmpty ? nil : summary, subject: request,
            finding: .evidence(Evidence(facts: facts)),
            observations: observations)
    }
}

extension Observation {
    init(_ problem: ArtifactProblem, file: String, suite: SourceLocation) {
        var place = SourceLocation(file: file, line: problem.line, column: problem.column)
        switch problem.place {
        case .artefact: break
        case .file(let other): place.file = other
        case .suite: place = suite
        }
        self.init(
            property: problem.subject, expected: problem.expected, actual: problem.actual,
            outcome: problem.isUnknown ? .errored : .failed, errorClass: "check", location: place,
            finding: Finding(rule: problem.rule, subject: problem.subject, fix: problem.fix))
    }
}
