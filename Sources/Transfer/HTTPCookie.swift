/// One `Set-Cookie` field, split as RFC 6265 section 5.2 does; attributes keep their order.
package struct HTTPCookie: Sendable, Equatable {
    package struct Attribute: Sendable, Equatable {
        /// In small letters: `path`, `secure`, `samesite`.
        package var name: String
        /// Empty for a flag such as `Secure`.
        package var value: String
    }

    package var name: String
    package var value: String
    package var attributes: [Attribute]

    /// Nil when there is no `=` in the first part or nothing before it.
    package init?(parsing field: String) {
        let parts = field.split(separator: ";", omittingEmptySubsequences: false).map(Self.pair)
        guard let first = parts.first, let value = first.value, !first.name.isEmpty else { return nil }
        self.name = first.name
        self.value = value
        attributes = parts.dropFirst().filter { !$0.name.isEmpty }.map {
            Attribute(name: $0.name.asciiLowercased, value: $0.value ?? "")
        }
    }

    /// The attribute's value, empty for a flag; the last one counts.
    package func attribute(_ name: String) -> String? {
        attributes.last { $0.name == name.asciiLowercased }?.value
    }

    private static func pair(_ part: Substring) -> (name: String, value: String?) {
        guard let sign = part.firstIndex(of: "=") else { return (trimmed(part), nil) }
        return (trimmed(part[..<sign]), trimmed(part[part.index(after: sign)...]))
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}
