/// Writes values as JSON: numbers exactly as they were read, and no more escapes than RFC 8259 asks for.
package struct JSONWriter: Sendable {
    /// How the text is laid out.
    package enum Layout: Sendable {
        /// On one line without spaces.
        case compact
        /// One member or element a line, indented by two spaces.
        case pretty
    }

    /// In which order the members of objects come.
    package enum Order: Sendable {
        case asRead
        /// By the scalars of their names, so that equal values give equal texts (numbers still as written).
        case sorted
    }

    package let layout: Layout
    package let order: Order
    /// Once the text is longer than this many bytes, nothing more is written.
    private var cutoff = Int.max

    package init(_ layout: Layout = .compact, order: Order = .asRead) {
        self.layout = layout
        self.order = order
    }

    /// The text of the value, without a line end.
    package func text(_ value: JSONValue) -> String {
        var text = ""
        append(value, to: &text, depth: 0)
        return text
    }

    /// The beginning of the value's text on one line, cut after so many characters.
    package static func excerpt(_ value: JSONValue, characters: Int) -> String {
        var writer = JSONWriter()
        // No character of JSON needs more than four bytes.
        writer.cutoff = characters * 4
        let text = writer.text(value).unicodeScalars
        let start = text.prefix(characters)
        return start.endIndex == text.endIndex ? String(start) : String(start) + "…"
    }

    private func append(_ value: JSONValue, to text: inout String, depth: Int) {
        guard text.utf8.count <= cutoff else { return }
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let number): text += number.text.prefix(cutoff)
        case .string(let string): append(string, to: &text)
        case .array(let elements):
            list(elements, "[", "]", to: &text, depth: depth) { element, text in
                append(element, to: &text, depth: depth + 1)
            }
        case .object(let object):
            let members = order == .asRead ? object.members : object.members.sorted { $0.name.precedes($1.name) }
            list(members, "{", "}", to: &text, depth: depth) { member, text in
                append(member.name, to: &text)
                text += layout == .pretty ? ": " : ":"
                append(member.value, to: &text, depth: depth + 1)
            }
        }
    }

    private func list<Item>(
        _ items: [Item], _ start: String, _ end: String, to text: inout String, depth: Int,
        append: (Item, inout String) -> Void
    ) {
        text += start
        for (place, item) in items.enumerated() {
            guard text.utf8.count <= cutoff else { return }
            if place > 0 { text += "," }
            newLine(depth + 1, to: &text)
            append(item, &text)
        }
        if !items.isEmpty { newLine(depth, to: &text) }
        text += end
    }

    private func newLine(_ depth: Int, to text: inout String) {
        guard layout == .pretty else { return }
        text += "\n"
        for _ in 0..<depth { text += "  " }
    }

    /// Appends a string in quotes.
    private func append(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            guard text.utf8.count <= cutoff else { return }
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{8}": text += "\\b"
            case "\u{C}": text += "\\f"
            case "\u{0}"..<"\u{20}":
                text += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
