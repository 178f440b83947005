/// Reads typed values out of a mapping that `ShapeChecker` has let through.
package struct Reader: Sendable {
    package let node: Node
    private let scope: Scope

    package init(_ node: Node, scope: Scope) {
        self.node = node
        self.scope = scope
    }

    package var location: SourceLocation { node.location }

    /// The node under the key; nil where it is absent or null.
    package subscript(key: String) -> Node? { node[key] }

    package func reader(_ key: String) -> Reader? { node[key].map { Reader($0, scope: scope) } }

    /// The text with the variables known before the run filled in.
    package func word(_ key: String) -> String? { node[key].flatMap { Reader.word($0, scope) } }

    /// The text as a template, to be filled in when the step runs.
    package func template(_ key: String) -> Template? { node[key]?.scalar.map { Template($0.text) } }

    package func bool(_ key: String) -> Bool? { word(key).flatMap { Scalar($0).bool } }
    package func int(_ key: String) -> Int? { word(key).flatMap(Quantity.integer) }
    package func number(_ key: String) -> Double? { word(key).flatMap(Quantity.number) }
    package func duration(_ key: String) -> Duration? { word(key).flatMap(Quantity.duration) }
    package func bytes(_ key: String) -> Int? { word(key).flatMap(Quantity.bytes) }
    package func words(_ key: String) -> [String] { (node[key]?.oneOrMany ?? []).compactMap { Reader.word($0, scope) } }

    package static func word(_ node: Node, _ scope: Scope) -> String? {
        node.text.flatMap { Template.mentionsVariables($0) ? Template($0).resolvedIfKnown(in: scope) : $0 }
    }
}
