/// The forms in which one secret turns up in headers, URLs, bodies and reports.
enum SecretVariants {
    static func of(_ value: String) -> [SecretIndex.Needle] {
        let bytes = Array(value.utf8)
        let isShort = bytes.count < Redactor.shortestValue
        // Most secrets hold nothing that any writer escapes.
        let escaped =
            bytes.allSatisfy(unreserved.contains) ? [] : percent(bytes) + json(value) + xml(value) + shell(value)
        let forms = Set([bytes, hex(bytes, lowerDigits), hex(bytes, upperDigits)] + escaped)
        return forms.map { SecretIndex.Needle(bytes: $0, isWholeWord: isShort) }
            + Set(base64(bytes)).map { SecretIndex.Needle(bytes: $0, isWholeWord: false) }
    }

    private static let lowerDigits = Array("0123456789abcdef".utf8)
    private static let upperDigits = Array("0123456789ABCDEF".utf8)

    private static func hex(_ bytes: [UInt8], _ digits: [UInt8]) -> [UInt8] {
        bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    // MARK: Base64

    /// The shortest part of a base64 text that hardly stands anywhere by chance.
    private static let shortestBase64 = 6

    /// Base64 of the value at each of the three places where it can start in a longer text, without the characters
    /// that also depend on its neighbours; in the standard and the URL alphabet.
    private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
        (0..<3).flatMap { shift -> [[UInt8]] in
            let padded = [UInt8](repeating: 0, count: shift) + bytes
            let skip = shift == 0 ? 0 : shift + 1
            let usable = padded.count * 8 / 6
            guard usable >= skip + shortestBase64 else { return [] }
            let core = Array(encode(padded)[skip..<usable])
            let url = core.map {
                $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
            }
            return [core, url]
        }
    }

    private static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let a = UInt32(bytes[index])
            let b = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
            let c = index + 2 < bytes.count ? UInt32(bytes[index + 2]) : 0
            let word = a << 16 | b << 8 | c
            for shift in [18, 12, 6, 0] as [UInt32] { result.append(alphabet[Int(word >> shift & 63)]) }
            index += 3
        }
        return result
    }

    // MARK: URLs and forms

    private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    /// With upper- and lower-case digits, with `+` for a blank, and as JavaScript does, which leaves some marks alone.
    private static func percent(_ bytes: [UInt8]) -> [[UInt8]] {
        [upperDigits, lowerDigits].flatMap { digits in
            [
                percent(bytes, digits, keeping: unreserved),
                percent(bytes, digits, keeping: unreserved, blank: [UInt8(ascii: "+")]),
                percent(bytes, digits, keeping: unreserved.union("!'()*".utf8)),
                // As paths, queries and user information may keep them.
                percent(bytes, digits, keeping: unreserved.union("!$&'()*+,;=:@".utf8)),
                percent(bytes, digits, keeping: unreserved.union("!$&'()*+,;=:@/".utf8)),
                percent(bytes, digits, keeping: unreserved.union("!$&'()*+,;=:@/?".utf8)),
                percent(bytes, digits, keeping: unreserved.union("/".utf8)),
                percent(bytes, digits, keeping: unreserved.union("*".utf8), blank: [UInt8(ascii: "+")]),
            ]
        }
    }

    private static func percent(
        _ bytes: [UInt8], _ digits: [UInt8], keeping kept: Set<UInt8>, blank: [UInt8] = Array("%20".utf8)
    ) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            if byte == UInt8(ascii: " ") { return blank }
            return kept.contains(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }

    // MARK: JSON

    /// What writers of JSON escape beyond what they must: for fear of HTML, or to stay within ASCII.
    private struct JSONHabit {
        var slash: [UInt8]
        var escaped: Set<Unicode.Scalar>
        var onlyASCII: Bool
        var digits: [UInt8]
    }

    private static let jsonHabits: [JSONHabit] = ["/", "\\/"].flatMap { slash in
        ["", "<>&", "<>&'", "<>&'\"+`"].flatMap { escaped in
            [false, true].flatMap { onlyASCII in
                [lowerDigits, upperDigits].map { digits in
                    JSONHabit(
                        slash: Array(slash.utf8), escaped: Set(escaped.unicodeScalars), onlyASCII: onlyASCII,
                        digits: digits)
                }
            }
        }
    }

    private static func json(_ value: String) -> [[UInt8]] { jsonHabits.map { json(value, $0) } }

    private static func json(_ value: String, _ habit: JSONHabit) -> [UInt8] {
        var result: [UInt8] = []
        for scalar in value.unicodeScalars {
            switch scalar {
            case _ where habit.escaped.contains(scalar), _ where habit.onlyASCII && scalar.value >= 0x7F:
                result += escape(scalar, habit.digits)
            case "\"": result += "\\\"".utf8
            case "\\": result += "\\\\".utf8
            case "/": result += habit.slash
            case "\n": result += "\\n".utf8
            case "\r": result += "\\r".utf8
            case "\t": result += "\\t".utf8
            case "\u{8}": result += "\\b".utf8
            case "\u{C}": result += "\\f".utf8
            case "\0"..<" ": result += escape(scalar, habit.digits)
            default: result += String(scalar).utf8
            }
        }
        return result
    }

    /// `\u00fc`, or two of them for a character beyond the first 65 536.
    private static func escape(_ scalar: Unicode.Scalar, _ digits: [UInt8]) -> [UInt8] {
        UTF16.encode(scalar).map { units in
            units.flatMap { unit in
                "\\u".utf8 + [12, 8, 4, 0].map { digits[Int(unit >> $0 & 15)] }
            }
        } ?? []
    }

    // MARK: XML

    private static func xml(_ value: String) -> [[UInt8]] {
        ["'", "&#39;", "&#x27;", "&apos;"].flatMap { quote in
            ["\"", "&quot;", "&#34;", "&#x22;"].map { doubleQuote in
                let text = value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                    .replacing(">", with: "&gt;").replacing("\"", with: doubleQuote).replacing("'", with: quote)
                return Array(text.utf8)
            }
        }
    }

    // MARK: Shells

    /// Within single quotes in the two usual ways, within double quotes, and with a backslash before each mark.
    private static func shell(_ value: String) -> [[UInt8]] {
        func escaped(_ marks: (Unicode.Scalar) -> Bool) -> [UInt8] {
            value.unicodeScalars.flatMap { (marks($0) ? Array("\\".utf8) : []) + Array(String($0).utf8) }
        }
        return [
            Array(value.replacing("'", with: "'\\''").utf8), Array(value.replacing("'", with: "'\"'\"'").utf8),
            escaped { "\\\"$`".unicodeScalars.contains($0) }, escaped { "\\\"$`!".unicodeScalars.contains($0) },
            escaped {
                $0.isASCII && !$0.properties.isAlphabetic && !("0"..."9").contains($0)
                    && !"_-./:@%+=,".unicodeScalars.contains($0)
            },
            escaped {
                $0.isASCII && !$0.properties.isAlphabetic && !("0"..."9").contains($0)
                    && !"_-./:@%+".unicodeScalars.contains($0)
            },
        ]
    }
}
