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

    /// What a text is read for.
    package enum Purpose: Sendable {
        /// A suite or project file: a repeated key is an error.
        case suite
        /// A config file that is verified: every member of a repeated key is kept, and no message shows any text of
        /// the file but its keys, since it may be a secret.
        case config
    }

    /// The document's root; nil when anything was reported.
    ///
    /// Reported are: text that is not UTF-8, control characters, syntax errors, duplicate keys, tags, aliases of
    /// nothing or of themselves, a second document, and everything beyond `Limit`.
    package static func parse(
        _ bytes: [UInt8], file: String, diagnostics: Diagnostics, for purpose: Purpose = .suite
    ) -> Node? {
        guard let start = TextCheck.start(of: bytes, file: file, diagnostics: diagnostics) else { return nil }
        var builder = NodeBuilder(file: file, diagnostics: diagnostics, purpose: purpose)
        return builder.build(bytes[start...])
    }
}
