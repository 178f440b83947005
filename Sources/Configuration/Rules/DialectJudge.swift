internal import Model

/// Judges whether other programs read the dotenv files of an environment alike.
enum DialectJudge {
    /// More keys than this say nothing new.
    private static let shownFindings = 50

    static func observations(
        _ dialects: [DotenvDialect], _ rule: ConfigRule, _ values: EnvironmentValues
    ) -> [Observation] {
        let names = dialects.map(\.rawValue).joined(separator: ", ")
        let findings = values.files.flatMap { file -> [DialectDivergence.Finding] in
            guard file.source.format == .dotenv else { return [] }
            return DialectDivergence.findings(
                file.bytes, file: file.source.path, declared: file.source.dialect, others: dialects,
                prefix: file.source.prefix)
        }
        let expected = "the same values under \(names)"
        guard !findings.isEmpty else {
            return [
                Observation(
                    property: "dialects", expected: expected, actual: "the same", outcome: .passed,
                    location: rule.unit.location)
            ]
        }
        var observations = findings.prefix(shownFindings).map { finding in
            Observation(
                property: ConfigRuleName.dialectDivergence.rawValue, expected: expected, actual: "different values",
                outcome: .failed, message: finding.message,
                location: finding.location,
                finding: Finding(
                    rule: ConfigRuleName.dialectDivergence.rawValue,
                    subject: "\(values.name) \(finding.key.map(KeyName.shown) ?? "file")", fix: finding.fix))
        }
        if findings.count > shownFindings {
            observations.append(
                Observation(
                    property: ConfigRuleName.dialectDivergence.rawValue, expected: expected,
                    actual: "\(findings.count - shownFindings) more differences", outcome: .failed,
                    location: rule.unit.location))
        }
        return observations
    }
}
