/// A query of RFC 9535, parsed and checked for types.
///
///     let path = try JSONPath(parsing: "$.items[?@.quantity > 0].name")
///     for node in try path.evaluate(on: value) { print(node.path, node.value) }
package struct JSONPath: Sendable, CustomStringConvertible {
    /// The query as written.
    package let text: String
    let segments: [Segment]

    /// Parses by the letter of the standard: no blanks around the query, no extensions.
    package init(parsing text: String) throws(JSONPathError) {
        var parser = JSONPathParser(text)
        segments = try parser.query()
        self.text = text
    }

    package var description: String { text }

    /// Whether the query can select one node at most, by its form alone.
    package var isSingular: Bool { segments.allSatisfy(\.isSingular) }

    /// Whether the query needs a regex engine, since it calls `match` or `search`.
    package var usesRegex: Bool { segments.contains { $0.selectors.contains(where: \.usesRegex) } }

    /// The nodes that the query selects, in the order of the standard; a node can come more than once.
    ///
    /// - Parameter regex: Answers `match` and `search`; a query that calls one of them fails without it.
    /// - Throws: If the work goes beyond the limits, or a regex could not be decided: never part of the nodes.
    package func evaluate(
        on root: JSONValue, limits: JSONPathLimits = JSONPathLimits(), regex: RegexEngine? = nil
    ) throws(JSONPathError) -> [JSONNode] {
        var evaluator = JSONPathEvaluator(root: root, limits: limits, regex: regex)
        return try evaluator.nodes(of: segments)
    }
}

/// Whether the PCRE2 pattern is found anywhere in the subject; `nil` where that could not be decided.
package typealias RegexEngine = @Sendable (_ pattern: String, _ subject: String) -> Bool?

/// A value that a query selected, and where it stands.
package struct JSONNode: Sendable {
    package let value: JSONValue
    package let location: JSONLocation

    /// The normalized path of RFC 9535, as in `$['items'][0]`.
    package var path: String { location.description }
}

/// How much work one evaluation may be; beyond it, evaluation throws.
package struct JSONPathLimits: Sendable {
    /// Values visited, in filters too; texts that are compared or searched count by their length.
    package var visits: Int
    /// Nodes that one segment may produce.
    package var nodes: Int

    package init(visits: Int = 5_000_000, nodes: Int = 1_000_000) {
        self.visits = visits
        self.nodes = nodes
    }
}
