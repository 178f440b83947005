/// Paths as text; nothing here looks at the disk.
package enum Path {
    /// `path` below `base`; an absolute path stays as it is, and a base of `.` or nothing adds nothing.
    package static func join(_ base: String, _ path: String) -> String {
        if path.hasPrefix("/") || base.isEmpty || base == "." { return path }
        return base.hasSuffix("/") ? base + path : "\(base)/\(path)"
    }

    /// The folder of a path: `a/b.txt` is in `a`, `b.txt` in `.`, `/b.txt` in `/`.
    package static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// What follows the last slash.
    package static func name(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    }

    /// C would cut a path at its first NUL and open another file.
    static func check(_ path: String) throws(FilesError) {
        if path.isEmpty || path.utf8.contains(0) { throw .invalidPath(path) }
    }

    /// A name beside `path` that no other process uses.
    static func temporary(beside path: String) -> String {
        let name = String(decoding: name(of: path).utf8.prefix(60), as: UTF8.self)
        return join(directory(of: path), ".\(name).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp")
    }
}
