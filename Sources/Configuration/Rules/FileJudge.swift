internal import Model

/// Judges a config file itself: there, readable, well formed, no key twice.
enum FileJudge {
    static func observations(of file: EnvironmentValues.File) -> [Observation] {
        let path = file.source.path
        let expected = "\(path) is there and can be read"
        switch file.content {
        case .failure(.missing):
            return [
                Observation(
                    property: ConfigRuleName.missingFile.rawValue, expected: expected, actual: "no such file",
                    outcome: .failed,
                    message: "\(path) is missing, but \(file.source.location) names it", location: file.source.location)
            ]
        case .failure(.unreadable(let reason)):
            return [
                Observation(
                    property: ConfigRuleName.unreadableFile.rawValue, expected: expected,
                    actual: reason.clipped(to: 200).printable,
                    outcome: .errored, message: "\(path) can't be read", location: file.source.location)
            ]
        case .success(let content):
            let findings = content.problems.map { observation(of: $0, file.source) }
            if findings.isEmpty {
                return [
                    Observation(
                        property: path, expected: expected, actual: "\(content.entries.count) keys", outcome: .passed,
                        location: file.source.location)
                ]
            }
            guard content.furtherProblems > 0 else { return findings }
            return findings + [
                Observation(
                    property: ConfigRuleName.parseError.rawValue, expected: expected,
                    actual: "\(content.furtherProblems) more problems", outcome: .failed, location: file.source.location
                )
            ]
        }
    }

    private static func observation(of problem: ConfigProblem, _ source: ConfigSuite.Source) -> Observation {
        let related = problem.otherLocation.map { [Finding.Related(location: $0, note: "first set here")] } ?? []
        return Observation(
            property: problem.rule.rawValue, expected: wanted(problem, source), actual: problem.message,
            outcome: .failed, message: problem.message,
            location: problem.location,
            finding: Finding(
                rule: problem.rule.rawValue, subject: problem.key.map(KeyName.shown) ?? problem.kind.rawValue,
                fix: problem.fix, related: related))
    }

    private static func wanted(_ problem: ConfigProblem, _ source: ConfigSuite.Source) -> String {
        switch problem.rule {
        case .duplicateKey: "each key once"
        case .commandSubstitution: "nothing that a reader might execute"
        default:
            problem.isFatal
                ? "a file that \(source.reader) reads to its end" : "a file that can only be read one way"
        }
    }
}
