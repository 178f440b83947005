internal import Model

/// Judges a rule between environments: which keys they share, and which values.
struct ParityJudge {
    let suite: ConfigSuite
    let judge: RuleJudge
    let rule: ConfigRule
    /// The environments that the rule is about, in its order.
    let environments: [EnvironmentValues]

    /// More findings than this of one rule are only counted.
    static let shownFindings = 50

    func observations(of check: Parity.Check) -> [Observation] {
        let found =
            switch check {
            case .sameKeys(let except): sameKeys(except)
            case .mirror(let except): mirror(except)
            case .mustDiffer(let part): mustDiffer(part)
            case .mustEqual(let part): mustEqual(part)
            }
        guard found.allSatisfy({ $0.outcome == .passed }) else { return capped(found) }
        // What is not known to be different may be the same.
        let gaps = environments.filter { $0.gap != nil }
        guard gaps.isEmpty else {
            return gaps.map {
                .incomplete(
                    rule, $0.name, about: rule.unit.id, expected: "every file of \($0.name) read in full",
                    actual: $0.gap ?? "")
            }
        }
        let names = environments.map(\.name).joined(separator: ", ").clipped(to: 200)
        return found.isEmpty
            ? [.passed(rule.unit.id, expected: rule.unit.name, actual: "so it is in \(names)", rule.unit.location)]
            : found
    }

    private func capped(_ found: [Observation]) -> [Observation] {
        // Failures first: one that is only counted must not be lost among what could not be found out.
        let sorted = found.filter { $0.outcome == .failed } + found.filter { $0.outcome != .failed }
        guard let first = sorted.dropFirst(Self.shownFindings).first else { return found }
        var rest = Observation(
            property: first.property, expected: rule.unit.name,
            actual: "\(found.count - Self.shownFindings) more findings", outcome: first.outcome,
            location: rule.unit.location)
        rest.finding = Finding(rule: rest.property, subject: "\(rule.unit.id) further findings")
        return sorted.prefix(Self.shownFindings) + [rest]
    }

    // MARK: Values

    /// One value, or one part of it, in one environment.
    struct Reading {
        var values: EnvironmentValues
        var entry: ConfigEntry
        /// Decoded; several where a value names several hosts, one empty text where it lacks the part.
        var texts: [String]
    }

    /// Every environment's value, and what keeps one from being compared.
    func readings(_ part: Parity.KeyPart) -> (readings: [Reading], problems: [Observation]) {
        var readings: [Reading] = []
        var problems: [Observation] = []
        for values in environments {
            guard let entry = values.entries[part.key] else {
                let expected = "\(part.key) is set in \(values.name), to be compared"
                problems.append(judge.missing(part.key, expected: expected, rule, values))
                continue
            }
            let subject = RuleSubject(entry: entry, values: values, rule: rule)
            guard entry.unresolved.isEmpty else {
                problems.append(subject.unresolved(expected: "\(part.name) can be compared"))
                continue
            }
            do throws(DSN.Failure) {
                readings.append(Reading(values: values, entry: entry, texts: try texts(of: entry, part)))
            } catch {
                problems.append(
                    subject.finding(
                        .typeMismatch, expected: "\(part.name) can be compared",
                        "\(part.key) can't be taken apart: \(error.reason)",
                        fix: "write it as scheme://user:password@host"))
            }
        }
        return (readings, problems)
    }

    private func texts(of entry: ConfigEntry, _ part: Parity.KeyPart) throws(DSN.Failure) -> [String] {
        let value = entry.value.reveal()
        let type = judge.specs[part.key]?.type ?? .string
        guard let wanted = part.part else {
            // Two spellings of one connection are the same connection.
            guard type == .dsn, let dsn = try? DSN(value) else { return [value] }
            return [
                ([dsn.scheme] + ValuePart.allCases.map { $0.texts(of: dsn).joined(separator: "\u{1}") }).joined(
                    separator: "\u{0}")
            ]
        }
        // What a reference stands for is as different as the references are.
        if suite.isReference(value) { return [value] }
        let texts = wanted.texts(of: try DSN(value, as: type))
        return texts.isEmpty ? [""] : texts
    }

    /// A finding about a value in one environment and its like in another.
    func finding(
        _ name: ConfigRuleName, _ entry: ConfigEntry, in values: EnvironmentValues, and other: Reading?,
        _ part: Parity.KeyPart? = nil, expected: String, actual: String, message: String, note: String, fix: String
    ) -> Observation {
        let key = part?.name ?? KeyName.subject(entry.key)
        let pair = other.map { "\($0.values.name),\(values.name)" } ?? values.name
        return Observation(
            property: name.rawValue, expected: expected, actual: actual, outcome: .failed, message: message,
            location: entry.valueLocation,
            finding: Finding(
                rule: name.rawValue, subject: "\(pair) \(key)", fix: fix,
                excerpt: values.excerpt(of: entry, part: part?.part),
                related: other.map { [.init(location: $0.entry.valueLocation, note: note)] } ?? []))
    }
}
