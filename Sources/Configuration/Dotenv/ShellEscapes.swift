/// The backslash sequences of `$'…'`.
enum ShellEscapes {
    /// Reads from the opening quote to behind the closing one.
    static func quoted(_ text: [Unicode.Scalar], _ index: inout Int) throws(ShellFailure) -> [Unicode.Scalar] {
        let start = index
        index += 1
        var result: [Unicode.Scalar] = []
        while index < text.count {
            let scalar = text[index]
            index += 1
            if scalar == "'" { return result }
            guard scalar == "\\", index < text.count else {
                result.append(scalar)
                continue
            }
            let escape = text[index]
            index += 1
            if let plain = simple[escape] {
                result.append(plain)
            } else if let value = try number(escape, text, &index, start) {
                result.append(value)
            } else {
                result += ["\\", escape]
            }
        }
        throw .unterminated(start)
    }

    /// A character by its code; nil where there is none. Bytes that are no characters can't be told as text.
    private static func number(
        _ escape: Unicode.Scalar, _ text: [Unicode.Scalar], _ index: inout Int, _ start: Int
    ) throws(ShellFailure) -> Unicode.Scalar? {
        let (radix, most): (UInt32, Int)
        switch escape {
        case "0"..."7":
            (radix, most) = (8, 3)
            index -= 1
        case "x": (radix, most) = (16, 2)
        case "u": (radix, most) = (16, 4)
        case "U": (radix, most) = (16, 8)
        case "c": throw .program("a control character by its letter", start)
        default: return nil
        }
        var (value, count) = (UInt32(0), 0)
        while count < most, index < text.count, let digit = Character(text[index]).hexDigitValue,
            text[index].isASCII, digit < Int(radix)
        {
            value = value &* radix &+ UInt32(digit)
            (index, count) = (index + 1, count + 1)
        }
        if count == 0 { return nil }
        let isByte = escape != "u" && escape != "U"
        guard value > 0, !isByte || value < 0x80, let scalar = Unicode.Scalar(value) else {
            throw .program("an escape that is no character", start)
        }
        return scalar
    }

    private static let simple: [Unicode.Scalar: Unicode.Scalar] = [
        "a": "\u{07}", "b": "\u{08}", "e": "\u{1B}", "E": "\u{1B}", "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t",
        "v": "\u{0B}", "\\": "\\", "'": "'", "\"": "\"", "?": "?",
    ]
}
