/// Folders: made, listed.
package enum Directory {
    /// Makes the folder and those above it; one that exists is fine.
    package static func create(_ path: String) throws(FilesError) {
        try Path.check(path)
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made == "/" ? part : "/\(part)"
            guard let code = System.makeDirectory(made) else { continue }
            // Where the folder exists, some systems answer "read-only" or "permission" before "exists".
            if case .success(.directory) = System.kind(of: made, following: true) { continue }
            if System.meansExists(code.value) || System.meansNotADirectory(code.value) {
                throw .notADirectory(path: made)
            }
            throw .refused(path: made, action: "create", code: code.value)
        }
    }

    /// The names in the folder, sorted by their bytes; more than `limit` is an error, as is a name that isn't UTF-8.
    package static func list(_ path: String, limit: Int) throws(FilesError) -> [String] {
        try Path.check(path)
        switch System.names(in: path, limit: limit) {
        case .success(let found):
            guard found.count <= limit else { throw .tooMany(path: path, what: "entries", limit: limit) }
            let names = found.compactMap(\.self)
            guard names.count == found.count else { throw .invalidName(directory: path) }
            return names.sorted(by: Path.precedes)
        case .failure(let code):
            if System.meansNotADirectory(code.value) { throw .notADirectory(path: path) }
            throw .of(code.value, path: path, action: "list")
        }
    }

    /// True for a folder and for a link to one.
    package static func exists(_ path: String) -> Bool {
        guard (try? Path.check(path)) != nil else { return false }
        return if case .success(.directory) = System.kind(of: path, following: true) { true } else { false }
    }

    /// True when anything at all has this name, a dangling link included.
    package static func isThere(_ path: String) -> Bool {
        guard (try? Path.check(path)) != nil else { return false }
        return if case .success = System.kind(of: path, following: false) { true } else { false }
    }
}

extension Path {
    /// The order of the bytes, the same on every machine and in every language.
    static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
