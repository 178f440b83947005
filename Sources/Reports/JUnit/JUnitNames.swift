internal import Model

/// Names that consumers can use as keys from run to run.
struct JUnitNames {
    private var used: Set<String> = []

    var isEmpty: Bool { used.isEmpty }

    /// The name, with a mark and a number after it where it was given out before.
    mutating func unique(_ name: String, mark: String = " #") -> String {
        var candidate = name
        var number = 2
        while !used.insert(candidate).inserted {
            candidate = "\(name)\(mark)\(number)"
            number += 1
        }
        return candidate
    }

    /// Comparison signs in words and no other markup characters: some consumers don't unescape names.
    static func plain(_ text: String, limit: Int = 200) -> String {
        let words = [("<=", "at most"), (">=", "at least"), ("<", "below"), (">", "above"), ("&", "and"), ("\"", "'")]
        let plain = words.reduce(text.clipped(scalars: limit)) { $0.replacing($1.0, with: $1.1) }
        let name = XMLText.cleanedLine(plain).clipped(scalars: limit)
        return name.isEmpty ? "unnamed" : name
    }

    /// One part of a class name: consumers split it at dots and make folders of it.
    static func component(_ text: String) -> String {
        String(plain(text, limit: 100).map { " ./\\:".contains($0) ? "_" : $0 })
    }
}
