/// The four kinds of texts in TOML.
enum TOMLStrings {
    /// A text in one pair of quotes, at whose first one the index stands.
    static func single(_ text: [Unicode.Scalar], _ index: inout Int) throws(TOMLFailure) -> String {
        let (start, quote) = (index, text[index])
        var result = String.UnicodeScalarView()
        index += 1
        while index < text.count, text[index] != "\n" {
            let scalar = text[index]
            if scalar == quote {
                index += 1
                return String(result)
            }
            if scalar == "\\", quote == "\"" {
                result.append(try escape(text, &index))
                continue
            }
            guard !TOMLValueParser.isControl(scalar) else { throw control(index) }
            result.append(scalar)
            index += 1
        }
        throw TOMLFailure(
            message: "a quote that is not closed on its line", fix: "close it, or use three quotes for several lines",
            index: start)
    }

    /// A text in three quotes on each side; a line feed right behind the first three doesn't belong to it.
    static func multiline(_ text: [Unicode.Scalar], _ index: inout Int) throws(TOMLFailure) -> String {
        let (start, quote) = (index, text[index])
        var result = String.UnicodeScalarView()
        index += 3
        skipLineEnd(text, &index)
        while index < text.count {
            let scalar = text[index]
            if scalar == quote {
                let run = text[index...].prefix(5).prefix { $0 == quote }.count
                index += run
                // Up to two quotes may stand right before the closing three.
                result.append(contentsOf: [Unicode.Scalar](repeating: quote, count: run < 3 ? run : run - 3))
                if run >= 3 { return String(result) }
            } else if scalar == "\\", quote == "\"" {
                if try !skipJoint(text, &index) { result.append(try escape(text, &index)) }
            } else if scalar == "\r", index + 1 < text.count, text[index + 1] == "\n" {
                result.append(contentsOf: ["\r", "\n"])
                index += 2
            } else {
                guard scalar == "\n" || !TOMLValueParser.isControl(scalar) else { throw control(index) }
                result.append(scalar)
                index += 1
            }
        }
        throw TOMLFailure(
            message: "three quotes that are never closed", fix: "close them", index: start, isFinal: true)
    }

    private static func skipLineEnd(_ text: [Unicode.Scalar], _ index: inout Int) {
        if index < text.count, text[index] == "\n" {
            index += 1
        } else if index + 1 < text.count, text[index] == "\r", text[index + 1] == "\n" {
            index += 2
        }
    }

    /// A backslash at the end of a line takes away all white space up to the next character.
    private static func skipJoint(_ text: [Unicode.Scalar], _ index: inout Int) throws(TOMLFailure) -> Bool {
        var end = index + 1
        while end < text.count, text[end] == " " || text[end] == "\t" { end += 1 }
        let isLineEnd =
            end < text.count
            && (text[end] == "\n" || text[end] == "\r" && end + 1 < text.count && text[end + 1] == "\n")
        guard isLineEnd else { return false }
        while end < text.count, [" ", "\t", "\n", "\r"].contains(text[end]) { end += 1 }
        index = end
        return true
    }

    private static func escape(_ text: [Unicode.Scalar], _ index: inout Int) throws(TOMLFailure) -> Unicode.Scalar {
        let start = index
        let bad = TOMLFailure(
            message: "an escape that TOML does not know", fix: "write \\\\ for a backslash, or use single quotes",
            index: start)
        guard index + 1 < text.count else { throw bad }
        let letter = text[index + 1]
        index += 2
        if let plain = escapes[letter] { return plain }
        let count = letter == "u" ? 4 : letter == "U" ? 8 : 0
        let digits = text[index...].prefix(count)
        guard count > 0, digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit),
            let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value)
        else { throw bad }
        guard value != 0 else {
            throw TOMLFailure(
                message: "an escape that stands for a NUL byte", fix: "no value of an environment can hold one",
                index: start)
        }
        index += count
        return scalar
    }

    private static func control(_ index: Int) -> TOMLFailure {
        TOMLFailure(
            message: "a control character inside a text",
            fix: "write it as an escape in double quotes, such as \\u001b",
            index: index)
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "b": "\u{08}", "t": "\t", "n": "\n", "f": "\u{0C}", "r": "\r", "\"": "\"", "\\": "\\",
    ]
}
