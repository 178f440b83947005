internal import Model

extension ParityJudge {
    func sameKeys(_ except: Set<String>) -> [Observation] {
        eachKey(except) { key, holder, values in
            let place = holder.entry.keyLocation
            return Observation(
                property: ConfigRuleName.keyParity.rawValue,
                expected: "the same keys in \(environments.map(\.name).joined(separator: ", ").clipped(to: 120))",
                actual: "\(KeyName.shown(key)) is not set in \(values.name)", outcome: .failed,
                message: "\(KeyName.shown(key)) is set in \(holder.values.name), but not in \(values.name)",
                location: place,
                finding: Finding(
                    rule: ConfigRuleName.keyParity.rawValue, subject: "\(values.name) \(KeyName.subject(key))",
                    fix: "set it in \(values.files.last?.source.path ?? values.name), or name it in same_keys.except",
                    excerpt: MaskedLine.excerpt(ofKey: holder.entry)))
        }
    }

    /// Every value is the same, but for what the suite itself declares to differ.
    func mirror(_ except: Set<String>) -> [Observation] {
        let declared = except.union(declaredDifferences)
        let missing = eachKey(declared) { key, holder, values in
            Observation(
                property: ConfigRuleName.mirror.rawValue, expected: "\(values.name) mirrors \(holder.values.name)",
                actual: "\(KeyName.shown(key)) is not set in \(values.name)", outcome: .failed,
                message: "\(KeyName.shown(key)) is set in \(holder.values.name), but not in \(values.name)",
                location: holder.entry.keyLocation,
                finding: Finding(
                    rule: ConfigRuleName.mirror.rawValue, subject: "\(values.name) \(KeyName.subject(key))",
                    fix: "set it in both, or name it in mirror.except", excerpt: MaskedLine.excerpt(ofKey: holder.entry)
                ))
        }
        guard let first = environments.first else { return missing }
        var found = missing
        for (key, entry) in first.entries.sorted(by: { $0.key < $1.key }) where !declared.contains(key) {
            for values in environments.dropFirst() {
                guard let other = values.entries[key] else { continue }
                // Looking for secrets in values takes its time, and nobody sees those beyond the first.
                let isShown = found.count < Self.shownFindings
                if let observation = difference(key, (first, entry), (values, other), isShown: isShown) {
                    found.append(observation)
                }
            }
        }
        return found
    }

    private func difference(
        _ key: String, _ base: (values: EnvironmentValues, entry: ConfigEntry),
        _ other: (values: EnvironmentValues, entry: ConfigEntry), isShown: Bool
    ) -> Observation? {
        for side in [base, other] {
            // Secrets have to differ: must_differ is their rule.
            if side.values.isWithheld(key) { return nil }
            guard side.entry.unresolved.isEmpty else {
                return RuleSubject(entry: side.entry, values: side.values, rule: rule)
                    .unresolved(expected: "\(key) can be compared")
            }
        }
        let type = judge.specs[key]?.type ?? .string
        guard !Self.isEqual(other.entry.value.reveal(), base.entry.value.reveal(), type) else { return nil }
        let reading = Reading(values: base.values, entry: base.entry, texts: [])
        return finding(
            .mirror, other.entry, in: other.values, and: reading,
            expected: "\(isShown ? base.values.shown(base.entry) : "the same"), as in \(base.values.name)",
            actual: isShown ? other.values.shown(other.entry) : "another value",
            message: "\(KeyName.shown(key)) in \(other.values.name) is not what \(base.entry.valueLocation.short) has",
            note: "the other value",
            fix: "make the two the same, or declare the difference: expect it in each environment, or mirror.except")
    }

    /// Keys whose values the suite itself asks to be an environment's own.
    private var declaredDifferences: Set<String> {
        var keys: Set<String> = []
        let names = environments.map(\.name)
        for environment in suite.environments where names.contains(environment.name) {
            keys.formUnion(environment.expectations.map(\.key))
            keys.formUnion(environment.forbidden.map(\.key))
            if let canary = environment.canary { keys.insert(canary.key) }
        }
        for rule in suite.parity.rules {
            if case .mustDiffer(let part) = rule.check { keys.insert(part.key) }
        }
        for spec in suite.keys where Set(names.compactMap { spec.equals[$0]?.text }).count > 1 { keys.insert(spec.key) }
        return keys
    }

    /// Calls `body` for every key that one environment has and another lacks, with the first one that has it.
    private func eachKey(
        _ except: Set<String>, _ body: (String, Reading, EnvironmentValues) -> Observation
    ) -> [Observation] {
        var holders: [String: Reading] = [:]
        for values in environments {
            for (key, entry) in values.entries where holders[key] == nil && !except.contains(key) {
                holders[key] = Reading(values: values, entry: entry, texts: [])
            }
        }
        let sorted = holders.sorted {
            let (left, right) = ($0.value.entry.keyLocation, $1.value.entry.keyLocation)
            return (left.file, left.line, left.column, $0.key) < (right.file, right.line, right.column, $1.key)
        }
        return sorted.flatMap { key, holder in
            // A file that was not read in full may have the key; what it has is not told of then.
            environments.filter {
                $0.entries[key] == nil && $0.bareKeys[key] == nil && $0.gap == nil && holder.values.gap == nil
            }
            .map { body(key, holder, $0) }
        }
    }
}
