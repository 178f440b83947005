package import Model

/// The values of some environments side by side, fit to be shown.
package struct ConfigTable: Sendable {
    package enum Cell: Sendable, Equatable {
        case unset
        /// Named without a value: it would come from a process environment.
        case bare(SourceLocation)
        case value(String, SourceLocation)
        /// What is or may be a secret: equal fingerprints are equal values.
        case fingerprint(String, SourceLocation)
    }

    package struct Row: Sendable {
        /// As it may be shown.
        package var key: String
        /// One for each of the table's environments.
        package var cells: [Cell]
        /// False where all say the same, quantities by what they say.
        package var differs: Bool
    }

    package var environments: [String]
    /// In the order of the keys' names.
    package var rows: [Row]
    /// What could not be read, a sentence each: the table is not all there is then.
    package var gaps: [String]
}

extension ConfigSuite {
    /// The values of the environments named, which the suite must have; `contents` as for `evaluate`.
    package func table(
        of names: [String], _ contents: [String: Result<[UInt8], ConfigFileFailure>], fingerprint: (Secret) -> String
    ) -> ConfigTable {
        let specs = Dictionary(keys.map { ($0.key, $0) }) { first, _ in first }
        var all = environments.map { EnvironmentValues($0, keys: specs, contents: contents) }
        let hidden = all.reduce(into: Set<Secret>()) { $0.formUnion($1.secrets) }
        for index in all.indices { all[index].hidden = hidden }
        let chosen = names.compactMap { name in all.first { $0.name == name } }
        let keys = Set(chosen.flatMap { $0.entries.keys }).union(chosen.flatMap { $0.bareKeys.keys })
        let rows = keys.sorted().map { key in
            // Where one environment's value is withheld, the other's is too: it may be as good as the same.
            let isHidden = chosen.contains { isWithheld(key, specs[key], $0) }
            return ConfigTable.Row(
                key: KeyName.subject(key), cells: chosen.map { cell(key, $0, isWithheld: isHidden, fingerprint) },
                differs: differs(key, specs[key]?.type ?? .string, chosen))
        }
        return ConfigTable(environments: chosen.map(\.name), rows: rows, gaps: chosen.compactMap(\.gap))
    }

    private func isWithheld(_ key: String, _ spec: KeySpec?, _ values: EnvironmentValues) -> Bool {
        guard let entry = values.entries[key] else { return false }
        // The suite's own word counts for looks as well, but not for other keys' secrets.
        if values.isWithheld(key) { return true }
        let text = entry.value.reveal()
        return spec?.isSecret == false ? values.isHidden(text) : values.holdsSecret(text)
    }

    private func cell(
        _ key: String, _ values: EnvironmentValues, isWithheld: Bool, _ fingerprint: (Secret) -> String
    ) -> ConfigTable.Cell {
        guard let entry = values.entries[key] else { return values.bareKeys[key].map { .bare($0) } ?? .unset }
        if isWithheld, !entry.value.reveal().isEmpty {
            return .fingerprint(fingerprint(entry.value), entry.valueLocation)
        }
        return .value(entry.value.reveal(), entry.valueLocation)
    }

    private func differs(_ key: String, _ type: ValueType, _ environments: [EnvironmentValues]) -> Bool {
        let entries = environments.map { $0.entries[key] }
        guard let first = entries.first else { return false }
        return entries.dropFirst().contains { other in
            guard let first, let other else { return (first == nil) != (other == nil) }
            return !ParityJudge.isEqual(other.value.reveal(), first.value.reveal(), type)
        }
    }
}
