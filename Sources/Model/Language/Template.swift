/// A text in which `{{name}}` stands for a variable.
///
/// `\{{` writes two braces. A value is put in as it is: a template is never read a second time, so that what a target
/// answered can't name a variable.
package struct Template: Sendable, Equatable {
    package enum Part: Sendable, Equatable {
        case literal(String)
        case variable(String)
        /// Braces with something in them that can't be a name.
        case malformed(String)
    }

    package let parts: [Part]

    package init(_ text: String) {
        var parts: [Part] = []
        var literal = ""
        var rest = Substring(text)
        while let open = rest.firstRange(of: "{{") {
            literal += rest[..<open.lowerBound]
            if literal.hasSuffix("\\") {
                literal.removeLast()
                literal += "{{"
                rest = rest[open.upperBound...]
                continue
            }
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(.malformed(String(rest[open.upperBound...])))
                rest = ""
                break
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
            let inside = Self.trimmed(rest[open.upperBound..<close.lowerBound])
            parts.append(Self.isName(inside) ? .variable(inside) : .malformed(inside))
            rest = rest[close.upperBound...]
        }
        literal += rest
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.parts = parts
    }

    /// True when the text can't be used as it stands.
    package static func mentionsVariables(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "{")) && text.contains("{{")
    }

    /// True for a letter or `_`, followed by letters, digits, `_`, `-` and `.`; at most 64 bytes, ASCII only.
    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x2E }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || byte == 0x5F
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// The names mentioned, in order.
    package var names: [String] {
        parts.compactMap { if case .variable(let name) = $0 { name } else { nil } }
    }

    /// The first text in braces that can't be a name.
    package var malformed: String? {
        for case .malformed(let text) in parts { return text }
        return nil
    }

    /// The one variable that the whole text consists of: it keeps its JSON type.
    package var soleVariable: String? {
        if parts.count == 1, case .variable(let name) = parts[0] { name } else { nil }
    }

    /// The text with every variable filled in; nil where one is not known.
    package func resolvedIfKnown(in scope: Scope) -> String? {
        var result = ""
        for part in parts {
            switch part {
            case .literal(let text): result += text
            case .malformed: return nil
            case .variable(let name):
                guard let variable = scope[name] else { return nil }
                result += variable.text
            }
        }
        return result
    }
}
