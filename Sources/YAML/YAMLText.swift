package import Model

/// Reads YAML into nodes, strictly: what other readers drop in silence is an error here.
package enum YAMLText {
    /// Bounds that no honest suite comes near.
    package enum Limit {
        package static let bytes = 1_048_576
        package static let depth = 64
        /// Nodes after aliases are put in: the bound that defuses a "billion laughs".
        package static let nodes = 200_000
    }

    /// The document's root; nil when anything was reported.
    ///
    /// Reported are: text that is not UTF-8, control characters, syntax errors, duplicate keys, tags, aliases of
    /// nothing or of themselves, a second document, and everything beyond `Limit`.
    package static func parse(_ bytes: [UInt8], file: String, diagnostics: Diagnostics) -> Node? {
        guard let start = TextCheck.start(of: bytes, file: file, diagnostics: diagnostics) else { return nil }
        var builder = NodeBuilder(file: file, diagnostics: diagnostics)
        return builder.build(bytes[start...])
    }
}
