internal import Model

/// Judges one rule by the values of its environment.
struct RuleJudge {
    let specs: [String: KeySpec]
    /// Every key that the suite names.
    let known: Set<String>
    let matcher: ConfigSuite.Matcher

    /// More unknown keys than this are only counted.
    private static let shownKeys = 50

    func observations(of rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        switch rule.subject {
        case .files: return values.files.flatMap { FileJudge.observations(of: $0) }
        case .dialects(let dialects): return settled(DialectJudge.observations(dialects, rule, values), rule, values)
        case .key(let spec): return settled(judge(spec, rule, values), rule, values)
        case .forbidden(let key): return settled(judge(forbidden: key, rule, values), rule, values)
        case .expected(let expectation): return settled(judge(expectation, rule, values), rule, values)
        case .unknownKeys: return settled(judgeUnknownKeys(rule, values), rule, values)
        }
    }

    /// Lets nothing pass on values that are not all that the environment has.
    private func settled(_ observations: [Observation], _ rule: ConfigRule, _ values: EnvironmentValues)
        -> [Observation]
    {
        guard let gap = values.gap, observations.allSatisfy({ $0.outcome == .passed }) else { return observations }
        return [
            Observation(
                property: ConfigRuleName.incompleteSource.rawValue,
                expected: "every file of \(values.name) read in full",
                actual: gap, outcome: .errored, message: "\(rule.unit.id) can't be decided",
                location: rule.unit.location)
        ]
    }

    // MARK: Keys

    private func judge(_ spec: KeySpec, _ rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        guard let entry = values.entries[spec.key] else {
            guard spec.isRequired else {
                return [passed(spec.key, expected: spec.summary, actual: "not set", rule.unit.location)]
            }
            return [missing(spec.key, expected: "\(spec.key) is set, and not empty", rule, values)]
        }
        let subject = RuleSubject(entry: entry, values: values, rule: rule)
        var findings: [Observation] = []
        if subject.isBlank, spec.isRequired || spec.type != .string {
            findings = [
                subject.finding(.emptyValue, expected: "\(spec.key) is \(spec.type.wanted)", "\(spec.key) is empty")
            ]
        } else {
            findings = ValueJudge(spec: spec, subject: subject, matcher: matcher).findings()
        }
        return findings.isEmpty ? subject.accepted(expected: spec.summary) : findings
    }

    private func judge(_ expectation: Expectation, _ rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        let isWithheld = values.isWithheld(expectation.key) || specs[expectation.key]?.isWithheld == true
        let wanted = expectation.predicates.map { $0.wanted(withheld: isWithheld) }.joined(separator: " and ")
        guard let entry = values.entries[expectation.key] else {
            return [missing(expectation.key, expected: "\(expectation.key) is \(wanted)", rule, values)]
        }
        let subject = RuleSubject(entry: entry, values: values, rule: rule)
        let type = specs[expectation.key]?.type ?? .string
        let findings = expectation.predicates.compactMap { predicate -> Observation? in
            let wanted = "\(expectation.key) is \(predicate.wanted(withheld: isWithheld))"
            switch predicate.holds(for: entry.value.reveal(), as: type, matcher) {
            case true: return nil
            case false:
                return subject.finding(
                    .expectation, expected: wanted, "\(expectation.key) is not as expected in \(values.name)")
            case nil: return subject.undecided(predicate, expected: wanted)
            }
        }
        return findings.isEmpty ? subject.accepted(expected: "\(expectation.key) is \(wanted)") : findings
    }

    private func judge(forbidden key: String, _ rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        let expected = "\(key) is not set"
        guard let place = values.entries[key]?.keyLocation ?? values.bareKeys[key] else {
            return [passed(key, expected: expected, actual: "not set", rule.unit.location)]
        }
        return [
            Observation(
                property: ConfigRuleName.forbiddenKey.rawValue, expected: expected, actual: "set", outcome: .failed,
                message: "\(key) must not be set in \(values.name), says \(rule.unit.location)", location: place)
        ]
    }

    private func judgeUnknownKeys(_ rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        // In a file that was read in part, what looks like a key may be a line of somebody's private key.
        guard values.gap == nil else { return [] }
        let unknown = values.entries.values.filter { !known.contains($0.key) }.sorted {
            ($0.keyLocation.file, $0.keyLocation.line, $0.keyLocation.column)
                < ($1.keyLocation.file, $1.keyLocation.line, $1.keyLocation.column)
        }
        guard !unknown.isEmpty else {
            return [
                passed(
                    "keys", expected: "only keys that the suite names", actual: "\(values.entries.count) keys",
                    rule.unit.location)
            ]
        }
        let names = known.sorted()
        var findings = unknown.prefix(Self.shownKeys).map { entry in
            let nearest = NearestName.of(entry.key, among: names).map { ": did you mean '\($0)'?" } ?? ""
            return Observation(
                property: ConfigRuleName.unknownKey.rawValue, expected: "a key that the suite names",
                actual: KeyName.shown(entry.key), outcome: .failed,
                message: "\(KeyName.shown(entry.key)) is not known to \(rule.unit.location.file)\(nearest)",
                location: entry.keyLocation)
        }
        if unknown.count > Self.shownKeys {
            findings.append(
                Observation(
                    property: ConfigRuleName.unknownKey.rawValue, expected: "only keys that the suite names",
                    actual: "\(unknown.count - Self.shownKeys) more unknown keys", outcome: .failed,
                    location: rule.unit.location))
        }
        return findings
    }

    // MARK: Observations

    private func passed(_ property: String, expected: String, actual: String, _ place: SourceLocation) -> Observation {
        Observation(property: property, expected: expected, actual: actual, outcome: .passed, location: place)
    }

    /// A key that is not there: a failure, unless the files were not read in full and may yet hold it.
    private func missing(_ key: String, expected: String, _ rule: ConfigRule, _ values: EnvironmentValues)
        -> Observation
    {
        if let gap = values.gap {
            return Observation(
                property: ConfigRuleName.incompleteSource.rawValue, expected: expected, actual: gap, outcome: .errored,
                message: "\(rule.unit.id) can't be decided", location: rule.unit.location)
        }
        let isBare = values.bareKeys[key] != nil
        return Observation(
            property: ConfigRuleName.missingKey.rawValue, expected: expected,
            actual: isBare ? "named without a value" : "not set", outcome: .failed,
            message: isBare
                ? "\(key) has no value in \(values.fileNames): what an application takes instead is not looked at"
                : "\(key) is missing in \(values.fileNames), but \(rule.unit.location) asks for it",
            location: values.bareKeys[key] ?? rule.unit.location)
    }
}
