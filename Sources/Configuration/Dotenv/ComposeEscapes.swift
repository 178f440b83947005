/// The backslash sequences of a value in double quotes.
enum ComposeEscapes {
    /// The text with its escapes resolved; `\$` becomes `$$`, which the expansion of references makes `$`.
    static func resolved(_ raw: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard raw.contains("\\") else { return raw }
        var result: [Unicode.Scalar] = []
        var index = 0
        while index < raw.count {
            guard raw[index] == "\\", index + 1 < raw.count else {
                result.append(raw[index])
                index += 1
                continue
            }
            let next = raw[index + 1]
            if next == "0" {
                let digits = raw[(index + 2)...].prefix(3).prefix { ("0"..."9").contains($0) }
                result += octal(digits)
                index += 2 + digits.count
            } else {
                result += simple[next] ?? ["\\", next]
                index += 2
            }
        }
        return result
    }

    private static let simple: [Unicode.Scalar: [Unicode.Scalar]] = [
        "a": ["\u{07}"], "b": ["\u{08}"], "f": ["\u{0C}"], "n": ["\n"], "r": ["\r"], "t": ["\t"], "v": ["\u{0B}"],
        "\"": ["\""], "\\": ["\\"], "$": ["$", "$"],
    ]

    /// Three octal digits up to 377 name a character; anything else only loses its zero, as in Compose.
    private static func octal(_ digits: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        var value: UInt32 = 0
        for digit in digits {
            guard digit.value < 0x38 else { return ["\\"] + digits }
            value = value * 8 + (digit.value - 0x30)
        }
        guard digits.count == 3, value <= 0o377, let scalar = Unicode.Scalar(value) else { return ["\\"] + digits }
        return [scalar]
    }
}
