/// A regex of RFC 9485 (I-Regexp), translated for PCRE2 with UTF and Unicode properties.
///
/// One step beyond the letter of the standard: unescaped `^` and `$` are anchors, not ordinary characters. Section
/// 5.3 of RFC 9485 lets them through to engines where they are anchors, the compliance suite of RFC 9535 expects it,
/// and so do people. Their escapes `\^` and `\$` stand for the characters.
package struct IRegexp: Sendable {
    private let body: String

    /// The pattern that finds whole texts only.
    package var matching: String { "\\A(?:" + body + ")\\z" }
    /// The pattern that finds parts of texts.
    package var searching: String { "(?:" + body + ")" }

    /// `nil` for what is not I-Regexp, such as `\d`, `a*?`, `(?i)` or backreferences.
    package init?(_ text: String) {
        var translator = Translator(text)
        guard let body = translator.pattern() else { return nil }
        self.body = body
    }

    /// The longest regex that is looked at, in characters.
    package static let maximumLength = 16_384
}

/// A parser by recursive descent over the grammar of RFC 9485, section 3, that writes while it reads.
private struct Translator {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private var output = ""

    private static let maximumDepth = 100

    init(_ text: String) {
        scalars = Array(text.unicodeScalars.prefix(IRegexp.maximumLength + 1))
    }

    mutating func pattern() -> String? {
        guard scalars.count <= IRegexp.maximumLength, branches(), position == scalars.count else { return nil }
        return output
    }

    private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    private mutating func branches() -> Bool {
        while true {
            while let scalar = peek, scalar != "|", scalar != ")" {
                guard atom(), quantifier() else { return false }
            }
            guard skip("|") else { return true }
            output += "|"
        }
    }

    private mutating func atom() -> Bool {
        guard let scalar = peek else { return false }
        position += 1
        switch scalar {
        case "(":
            guard depth < Self.maximumDepth else { return false }
            depth += 1
            defer { depth -= 1 }
            output += "(?:"
            guard branches(), skip(")") else { return false }
            output += ")"
        case "[": return characterClass()
        case "\\": return escape()
        case ".": output += "[^\\n\\r]"
        case "^": output += "(?:\\A)"
        case "$": output += "(?:\\z)"
        case "*", "+", "?", "{", "}", "]", ")", "|": return false
        default: literal(scalar)
        }
        return true
    }

    /// An optional quantifier; a second one, as in `a*?`, is not for this dialect, and no atom begins with it.
    private mutating func quantifier() -> Bool {
        switch peek {
        case "*", "+", "?":
            output.unicodeScalars.append(scalars[position])
            position += 1
            return true
        case "{":
            position += 1
            return range()
        default:
            return true
        }
    }

    private mutating func range() -> Bool {
        guard let least = count() else { return false }
        guard skip(",") else {
            output += "{\(least)}"
            return skip("}")
        }
        if skip("}") {
            output += "{\(least),}"
            return true
        }
        guard let most = count(), least <= most, skip("}") else { return false }
        output += "{\(least),\(most)}"
        return true
    }

    /// A number of repetitions, up to what PCRE2 can count.
    private mutating func count() -> Int? {
        var value: Int?
        while let scalar = peek, ("0"..."9").contains(scalar) {
            let next = (value ?? 0) * 10 + Int(scalar.value - 0x30)
            guard next <= 65_535 else { return nil }
            value = next
            position += 1
        }
        return value
    }

    /// `\p{Lu}`, `\n` or an escaped character, after its backslash.
    private mutating func escape() -> Bool {
        if peek == "p" || peek == "P" { return category() }
        guard let scalar = escapedCharacter() else { return false }
        literal(scalar)
        return true
    }

    private mutating func escapedCharacter() -> Unicode.Scalar? {
        guard let scalar = peek else { return nil }
        position += 1
        switch scalar {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}": return scalar
        case "$": return scalar
        default: return nil
        }
    }

    private mutating func category() -> Bool {
        output += peek == "p" ? "\\p{" : "\\P{"
        position += 1
        guard skip("{"), let major = peek, let minors = Self.categories[major] else { return false }
        position += 1
        output.unicodeScalars.append(major)
        if let minor = peek, minors.contains(minor) {
            output.unicodeScalars.append(minor)
            position += 1
        }
        output += "}"
        return skip("}")
    }

    private static let categories: [Unicode.Scalar: String.UnicodeScalarView] = [
        "L": "lmotu".unicodeScalars, "M": "cen".unicodeScalars, "N": "dlo".unicodeScalars,
        "P": "cdefios".unicodeScalars, "Z": "lps".unicodeScalars, "S": "ckmo".unicodeScalars,
        "C": "cfno".unicodeScalars,
    ]

    /// `[a-z\p{L}-]`, after its opening bracket.
    private mutating func characterClass() -> Bool {
        output += skip("^") ? "[^" : "["
        if skip("-") { output += "\\-" } else if peek == "]" { return false }
        while let scalar = peek {
            position += 1
            switch scalar {
            case "]":
                output += "]"
                return true
            case "-":
                output += "\\-]"
                return skip("]")
            case "\\" where peek == "p" || peek == "P":
                guard category() else { return false }
            default:
                guard let lower = classMember(scalar), classRange(from: lower) else { return false }
            }
        }
        return false
    }

    private mutating func classMember(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "\\": escapedCharacter()
        case "[", "]", "-": nil
        default: scalar
        }
    }

    private mutating func classRange(from lower: Unicode.Scalar) -> Bool {
        literal(lower)
        guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else { return true }
        position += 2
        guard let upper = classMember(scalars[position - 1]), lower <= upper else { return false }
        output += "-"
        literal(upper)
        return true
    }

    /// A character that stands for itself, whatever it means to PCRE2.
    private mutating func literal(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "\u{80}"...: output.unicodeScalars.append(scalar)
        default: output += "\\x{" + String(scalar.value, radix: 16) + "}"
        }
    }
}
