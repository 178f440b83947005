/// File paths as people write them.
package enum PathText {
    /// `a/b/../c` becomes `a/c`, `./a` becomes `a`. Links are taken for folders.
    package static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        if path.hasPrefix("/") { return "/" + parts.drop { $0 == ".." }.joined(separator: "/") }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
