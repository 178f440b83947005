package import Model

/// Finds values by dotted paths such as `timeline.planned_start`.
package enum NodePath {
    /// The value, nil where it is missing or null; and the nearest node on the way to it, for a place to point at.
    package static func find(_ path: String, in root: Node) -> (value: Node?, nearest: Node) {
        var node = root
        for key in path.split(separator: ".") {
            guard let next = node[String(key)] else {
                // A null has a place of its own.
                let null = node.mapping?.first { $0.key == key }?.value
                return (nil, null ?? node)
            }
            node = next
        }
        return (node, node)
    }

    /// Whether the text is a path: names with dots between them.
    package static func isPath(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return !parts.isEmpty && parts.count <= 16 && parts.allSatisfy { !$0.isEmpty && $0.utf8.count <= 64 }
    }
}

/// A value that nobody has filled in.
struct Blank {
    let node: Node
    let words: String

    /// Nil where every part of the value says something.
    static func find(in node: Node) -> Blank? {
        switch node.content {
        case .scalar(let scalar):
            if scalar.isNull { return Blank(node: node, words: "nothing") }
            guard Placeholder.isOne(scalar.text) else { return nil }
            let isEmpty = scalar.text.allSatisfy(\.isWhitespace)
            return Blank(node: node, words: isEmpty ? "an empty text" : "the placeholder \(node.kindName)")
        case .sequence(let nodes):
            if nodes.isEmpty { return Blank(node: node, words: "an empty list") }
            return nodes.lazy.compactMap { find(in: $0) }.first
        case .mapping(let members):
            if members.isEmpty { return Blank(node: node, words: "nothing") }
            return members.lazy.compactMap { find(in: $0.value) }.first
        }
    }
}
