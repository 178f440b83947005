internal import Model

/// Looks for keys that the suite doesn't name.
struct UnknownKeyJudge {
    /// Every key that the suite names.
    let known: Set<String>

    /// More unknown keys than this are only counted.
    private static let shownKeys = 50
    private static let name = ConfigRuleName.unknownKey.rawValue

    func observations(_ rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        // In a file that was read in part, what looks like a key may be a line of somebody's private key.
        guard values.gap == nil else { return [] }
        let unknown = values.entries.values.filter { !known.contains($0.key) }.sorted {
            ($0.keyLocation.file, $0.keyLocation.line, $0.keyLocation.column)
                < ($1.keyLocation.file, $1.keyLocation.line, $1.keyLocation.column)
        }
        guard !unknown.isEmpty else {
            return [
                .passed(
                    "keys", expected: "only keys that the suite names", actual: "\(values.entries.count) keys",
                    rule.unit.location)
            ]
        }
        let names = known.sorted()
        var findings = unknown.prefix(Self.shownKeys).map { finding($0, names, rule, values) }
        if unknown.count > Self.shownKeys {
            findings.append(
                Observation(
                    property: Self.name, expected: "only keys that the suite names",
                    actual: "\(unknown.count - Self.shownKeys) more unknown keys", outcome: .failed,
                    location: rule.unit.location,
                    finding: Finding(
                        rule: Self.name, subject: "\(values.name) further keys", fix: "name them under 'keys'")
                ))
        }
        return findings
    }

    private func finding(
        _ entry: ConfigEntry, _ names: [String], _ rule: ConfigRule, _ values: EnvironmentValues
    ) -> Observation {
        let nearest = NearestName.of(entry.key, among: names)
        let hint = nearest.map { ": did you mean '\($0)'?" } ?? ""
        return Observation(
            property: Self.name, expected: "a key that the suite names", actual: KeyName.shown(entry.key),
            outcome: .failed,
            message: "\(KeyName.shown(entry.key)) is not known to \(rule.unit.location.file)\(hint)",
            location: entry.keyLocation,
            finding: Finding(
                rule: Self.name, subject: "\(values.name) \(KeyName.subject(entry.key))",
                fix: nearest.map { "call it \($0), or name it under 'keys'" } ?? "name it under 'keys', or remove it",
                excerpt: MaskedLine.excerpt(ofKey: entry)))
    }
}
