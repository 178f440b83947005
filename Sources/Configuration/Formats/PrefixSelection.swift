internal import Model

/// Keeps the keys of a file that begin with a prefix, under their names without it.
struct PrefixSelection {
    private let prefix: String

    init(_ prefix: String) { self.prefix = prefix }

    /// What counts of the file. Its problems stay, and a prefix that no key has is one more, at the place.
    func select(from file: ConfigFile, at place: SourceLocation) -> ConfigFile {
        var result = file
        let references = allReferences(of: file)
        result.entries = file.entries.compactMap { select($0, references) }
        result.replaced = file.replaced.compactMap { select($0, references) }
        result.bareKeys = file.bareKeys.compactMap { key, place in name(key).map { ($0, place) } }
        let isEmpty = file.entries.isEmpty && file.bareKeys.isEmpty
        if !isEmpty, result.entries.isEmpty, result.bareKeys.isEmpty {
            result.add(
                ConfigProblem(
                    kind: .prefix, location: place, message: "no key of the file begins with the prefix of its source",
                    fix: "correct the prefix, or remove it"))
        }
        return result
    }

    private func name(_ key: String) -> String? {
        guard key.utf8.starts(with: prefix.utf8), key.utf8.count > prefix.utf8.count else { return nil }
        return String(decoding: key.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    private func select(_ entry: ConfigEntry, _ references: [String: Set<String>]) -> ConfigEntry? {
        guard let name = name(entry.key) else { return nil }
        var selected = entry
        selected.key = name
        let all = entry.references.reduce(into: entry.references) { $0.formUnion(references[$1] ?? []) }
        selected.references = Set(all.map { self.name($0) ?? $0 })
        return selected
    }

    /// What each key refers to, directly or through keys that the selection leaves out.
    private func allReferences(of file: ConfigFile) -> [String: Set<String>] {
        var result: [String: Set<String>] = [:]
        for entry in file.entries where !entry.references.isEmpty {
            // Bounded, since a chain of references would add up to the square of its length.
            let all = entry.references.reduce(into: entry.references) { $0.formUnion(result[$1] ?? []) }
            result[entry.key] = all.count <= 100 ? all : entry.references
        }
        return result
    }
}
