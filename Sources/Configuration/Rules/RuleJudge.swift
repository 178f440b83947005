internal import Model

/// Judges one rule by the values of its environment.
struct RuleJudge {
    let suite: ConfigSuite
    let specs: [String: KeySpec]
    /// Every key that the suite names.
    let known: Set<String>
    let matcher: ConfigSuite.Matcher

    init(_ suite: ConfigSuite, matcher: @escaping ConfigSuite.Matcher) {
        self.suite = suite
        specs = Dictionary(suite.keys.map { ($0.key, $0) }) { first, _ in first }
        known = suite.knownKeys
        self.matcher = matcher
    }

    /// Nothing for the rules that look at more than the values of one environment.
    func observations(of rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        switch rule.subject {
        case .files:
            values.files.flatMap { file in
                FileJudge.observations(of: file).map { $0.tracked(as: "\(values.name) \(file.source.path)") }
            }
        case .dialects(let dialects): settled(DialectJudge.observations(dialects, rule, values), rule, values)
        case .key(let spec): settled(judge(spec, rule, values), rule, values)
        case .forbidden(let key): settled(judge(forbidden: key, rule, values), rule, values)
        case .expected(let expectation): settled(judge(expectation, rule, values), rule, values)
        case .unknownKeys:
            settled(UnknownKeyJudge(known: known).observations(rule, values), rule, values)
        case .canary, .parity: []
        }
    }

    /// Lets nothing pass on values that are not all that the environment has.
    func settled(_ observations: [Observation], _ rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        guard let gap = values.gap, observations.allSatisfy({ $0.outcome == .passed }) else { return observations }
        return [
            .incomplete(
                rule, values.name, about: rule.unit.id, expected: "every file of \(values.name) read in full",
                actual: gap)
        ]
    }

    // MARK: Keys

    private func judge(_ spec: KeySpec, _ rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        let condition = spec.requirement?.conditions[values.name]
        let isRequired = spec.isRequired ? true : condition.map { $0.holds(in: values, matcher) } ?? false
        let since = spec.requirement.map { ", since \($0.text.clipped(to: 120))" } ?? ""
        guard let entry = values.entries[spec.key] else {
            // What isn't set equals nothing.
            if let operand = spec.equals[values.name], isRequired != true {
                let wanted = Expectation.Predicate.equal(operand).wanted(
                    withheld: values.isWithheld(spec.key) || spec.isWithheld)
                return [missing(spec.key, expected: "\(spec.key) is \(wanted)", rule, values)]
            }
            switch isRequired {
            case true: return [missing(spec.key, expected: "\(spec.key) is set, and not empty\(since)", rule, values)]
            case false: return [.passed(spec.key, expected: spec.summary, actual: "not set", rule.unit.location)]
            default: return [undecided(spec, rule, values)]
            }
        }
        let subject = RuleSubject(entry: entry, values: values, rule: rule)
        if subject.isBlank, isRequired != false || spec.type != .string {
            guard isRequired != nil || spec.type != .string else { return [undecided(spec, rule, values)] }
            return [
                subject.finding(
                    .emptyValue, expected: "\(spec.key) is \(spec.type.wanted)\(since)", "\(spec.key) is empty",
                    fix: isRequired == true ? "give it a value" : "give it a value, or remove the line")
            ]
        }
        if spec.isWithheld, suite.isReference(subject.text) {
            let findings = ValueJudge(spec: spec, subject: subject, matcher: matcher).findingsOfReference()
            return findings.isEmpty
                ? subject.accepted(expected: spec.summary, note: "a reference: what it stands for is not judged")
                : findings
        }
        let findings = ValueJudge(spec: spec, subject: subject, matcher: matcher).findings()
        return findings.isEmpty ? subject.accepted(expected: spec.summary) : findings
    }

    /// Whether the key is required can't be told, since a key that its condition speaks of can't be compared.
    private func undecided(_ spec: KeySpec, _ rule: ConfigRule, _ values: EnvironmentValues) -> Observation {
        .incomplete(
            rule, values.name, about: spec.key, expected: "to know whether \(spec.key) is required",
            actual: "the condition can't be decided: \(spec.requirement?.text.clipped(to: 120) ?? "")",
            fix: "give the keys of the condition values that can be compared")
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
                    .expectation, expected: wanted, "\(expectation.key) is not as expected in \(values.name)",
                    fix: "set it to what \(values.name) expects, or change the expectation")
            case nil: return subject.undecided(predicate, expected: wanted)
            }
        }
        return findings.isEmpty ? subject.accepted(expected: "\(expectation.key) is \(wanted)") : findings
    }

    private func judge(forbidden key: String, _ rule: ConfigRule, _ values: EnvironmentValues) -> [Observation] {
        let expected = "\(key) is not set"
        guard let place = values.entries[key]?.keyLocation ?? values.bareKeys[key] else {
            return [.passed(key, expected: expected, actual: "not set", rule.unit.location)]
        }
        return [
            Observation(
                property: ConfigRuleName.forbiddenKey.rawValue, expected: expected, actual: "set", outcome: .failed,
                message: "\(key) must not be set in \(values.name), says \(rule.unit.location)", location: place,
                finding: Finding(
                    rule: ConfigRuleName.forbiddenKey.rawValue, subject: "\(values.name) \(KeyName.subject(key))",
                    fix: "remove the line", excerpt: values.entries[key].flatMap(MaskedLine.excerpt(ofKey:))))
        ]
    }

    /// A key that is not there: a failure, unless the files were not read in full and may yet hold it.
    func missing(_ key: String, expected: String, _ rule: ConfigRule, _ values: EnvironmentValues) -> Observation {
        if let gap = values.gap {
            return .incomplete(rule, values.name, about: key, expected: expected, actual: gap)
        }
        let isBare = values.bareKeys[key] != nil
        return Observation(
            property: ConfigRuleName.missingKey.rawValue, expected: expected,
            actual: isBare ? "named without a value" : "not set", outcome: .failed,
            message: isBare
                ? "\(key) has no value in \(values.fileNames): what an application takes instead is not looked at"
                : "\(key) is missing in \(values.fileNames), but \(rule.unit.location) asks for it",
            location: values.bareKeys[key] ?? rule.unit.location,
            finding: Finding(
                rule: ConfigRuleName.missingKey.rawValue, subject: "\(values.name) \(KeyName.subject(key))",
                fix: isBare ? "give it a value there" : "set it in \(values.files.last?.source.path ?? values.name)"))
    }
}

extension Observation {
    /// With a finding for tools to track, where it is none yet and has not passed.
    fileprivate func tracked(as subject: String) -> Observation {
        guard finding == nil, outcome != .passed else { return self }
        var observation = self
        observation.finding = Finding(rule: property, subject: subject)
        return observation
    }

    static func passed(_ property: String, expected: String, actual: String, _ place: SourceLocation) -> Observation {
        Observation(property: property, expected: expected, actual: actual, outcome: .passed, location: place)
    }

    /// A rule that has no answer, since something of the environment is not known.
    static func incomplete(
        _ rule: ConfigRule, _ environment: String, about subject: String, expected: String, actual: String,
        fix: String = "make right what is wrong with the file itself first"
    ) -> Observation {
        let name = ConfigRuleName.incompleteSource.rawValue
        return Observation(
            property: name, expected: expected, actual: actual, outcome: .errored,
            message: "\(rule.unit.id) can't be decided", location: rule.unit.location,
            finding: Finding(
                rule: name, subject: "\(environment) \(KeyName.subject(subject))",
                fix: fix))
    }
}
