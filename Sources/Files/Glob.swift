/// Finds the files that a pattern such as `suites/**/*.yaml` names.
package enum Glob {
    /// The deepest folder that `**` looks into, and the most names that one search looks at.
    private static let deepest = 32
    private static let mostEntries = 100_000

    /// The matching paths, sorted by their bytes, relative to `base` where the pattern is.
    ///
    /// `*`, `?` and `[a-z]` stay within one name and don't find names that begin with a dot; `**` stands for any number
    /// of folders, links not followed. A wildcard at the end finds no folders, but everything else, so that what can't
    /// be read is reported by whoever reads it. A folder that can't be listed is an error; one that doesn't exist has
    /// no files.
    package static func expand(_ pattern: String, base: String) throws(FilesError) -> [String] {
        try Path.check(pattern)
        // `**` twice in a row says the same as once, and would only be walked twice.
        let names = pattern.split(separator: "/")
        let components = names.indices.filter { $0 == 0 || names[$0] != "**" || names[$0 - 1] != "**" }
            .map { names[$0] == "**" ? nil : GlobPattern(names[$0]) }
        var search = Search(base: base)
        try search.walk(from: pattern.hasPrefix("/") ? "/" : "", components[...], depth: 0)
        return search.found.sorted(by: Path.precedes)
    }

    private struct Search {
        let base: String
        var found: Set<String> = []
        private var looked = 0

        init(base: String) { self.base = base }

        /// `prefix` is the part found so far; a nil component is `**`. The pattern and `deepest` bound the recursion.
        mutating func walk(from prefix: String, _ components: ArraySlice<GlobPattern?>, depth: Int) throws(FilesError) {
            guard let component = components.first else { return }
            let rest = components.dropFirst()
            guard let component else {
                try walk(from: prefix, rest.isEmpty ? [GlobPattern("*")] : rest, depth: depth)
                return try descend(prefix, components, depth)
            }
            if let literal = component.literal {
                let path = Path.join(prefix, literal)
                guard case .success = System.kind(of: onDisk(path), following: false) else { return }
                return try arrive(path, rest, depth)
            }
            for name in try names(in: prefix) where component.matches(name) {
                let path = Path.join(prefix, name)
                if rest.isEmpty, Directory.exists(onDisk(path)) { continue }
                try arrive(path, rest, depth)
            }
        }

        private mutating func arrive(_ path: String, _ rest: ArraySlice<GlobPattern?>, _ depth: Int) throws(FilesError)
        {
            if rest.isEmpty { found.insert(path) } else { try walk(from: path, rest, depth: depth) }
        }

        private mutating func descend(
            _ prefix: String, _ components: ArraySlice<GlobPattern?>, _ depth: Int
        ) throws(FilesError) {
            for name in try names(in: prefix) where !name.hasPrefix(".") {
                let path = Path.join(prefix, name)
                guard case .success(.directory) = System.kind(of: onDisk(path), following: false) else { continue }
                guard depth < deepest else { throw .tooMany(path: path, what: "folders above it", limit: deepest) }
                try walk(from: path, components, depth: depth + 1)
            }
        }

        private mutating func names(in path: String) throws(FilesError) -> [String] {
            let folder = path.isEmpty ? (base.isEmpty ? "." : base) : onDisk(path)
            guard Directory.exists(folder) else { return [] }
            let names = try Directory.list(folder, limit: mostEntries)
            looked += names.count
            guard looked <= mostEntries else {
                throw .tooMany(path: folder, what: "entries looked at", limit: mostEntries)
            }
            return names
        }

        private func onDisk(_ path: String) -> String { Path.join(base, path) }
    }
}
