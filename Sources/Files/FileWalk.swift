/// Finds the files that patterns name in a tree that nobody vouches for.
///
/// Other than `Glob`, it reports what it can't look at and goes on, finds hidden names under `**`, follows no links, and
/// leaves out `.git`.
package struct FileWalk {
    package enum Kind: Equatable, Sendable {
        case file
        case link
        /// `a named pipe`, `a socket`, `a device`: nothing that could be read to an end.
        case other(String)
    }

    package struct Entry: Equatable, Sendable {
        /// Relative to nothing but where the process stands, as the base is.
        package var path: String
        package var kind: Kind
    }

    package struct Limits: Sendable {
        package var files: Int
        package var depth: Int
        /// Names that are looked at, in all folders together.
        package var names: Int

        package init(files: Int = 10_000, depth: Int = 32, names: Int = 200_000) {
            self.files = files
            self.depth = depth
            self.names = names
        }
    }

    /// In the order of the bytes of their names, folder by folder; each once.
    package private(set) var found: [Entry] = []
    /// What could not be looked at, in sentences without a full stop.
    package private(set) var gaps: [String] = []

    private let limits: Limits
    private var paths: Set<String> = []
    private var looked = 0
    private var isFull = false

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Adds the files below `base` that the pattern names: `*`, `?`, `[a-z]` within a name, `**` for any number of folders.
    package mutating func add(_ pattern: String, base: String) {
        // `**` twice in a row says the same as once.
        let names = pattern.split(separator: "/")
        let parts = names.indices.filter { $0 == 0 || names[$0] != "**" || names[$0 - 1] != "**" }
            .map { names[$0] == "**" ? nil : GlobPattern(names[$0]) }
        guard !parts.isEmpty else { return }
        walk(base.isEmpty ? "." : base, [parts[...]], depth: 0)
    }

    /// What is left of each pattern below a folder; a nil part is `**`.
    private typealias Rest = ArraySlice<GlobPattern?>

    private mutating func walk(_ folder: String, _ rests: [Rest], depth: Int) {
        guard Directory.isThere(folder) else { return }
        guard depth <= limits.depth else { return note("\(folder) is deeper than \(limits.depth) folders") }
        let names: [String]
        do throws(FilesError) { names = try Directory.list(folder, limit: limits.names) } catch {
            return note("\(error)")
        }
        looked += names.count
        guard looked <= limits.names else { return fill("more than \(limits.names) names: the rest was not looked at") }
        for name in names where name != ".git" {
            guard !isFull else { return }
            // A pattern is in few states at once, however its folders are nested.
            var states: Set<Int> = []
            let left = rests.flatMap { Self.step($0, name) }.filter { states.insert($0.startIndex).inserted }
            guard !left.isEmpty else { continue }
            let path = Path.join(folder, name)
            switch System.kind(of: path, following: false) {
            case .success(.directory): walk(path, left, depth: depth + 1)
            case .success(.file): take(path, .file, left)
            case .success(.symbolicLink): take(path, .link, left)
            case .success(let kind): take(path, .other(kind.text), left)
            case .failure(let code): note("\(FilesError.of(code.value, path: path, action: "look at"))")
            }
        }
    }

    private mutating func take(_ path: String, _ kind: Kind, _ left: [Rest]) {
        guard left.contains(where: { $0.allSatisfy { $0 == nil } }), paths.insert(path).inserted else { return }
        guard found.count < limits.files else {
            return fill("more than \(limits.files) files: the rest was not looked at")
        }
        found.append(Entry(path: path, kind: kind))
    }

    /// What may follow after the name.
    private static func step(_ rest: Rest, _ name: String) -> [Rest] {
        guard let first = rest.first else { return [] }
        guard let first else { return [rest] + step(rest.dropFirst(), name) }
        return first.matches(name) ? [rest.dropFirst()] : []
    }

    private mutating func note(_ gap: String) { if gaps.count < 100 { gaps.append(gap) } }

    private mutating func fill(_ gap: String) {
        isFull = true
        note(gap)
    }
}
