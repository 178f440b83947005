extension JSONPathParser {
    /// Whether an integer comes next.
    var startsInteger: Bool { peek.map { isDigit($0) || $0 == "-" } ?? false }

    /// An integer without superfluous zeros, exact in a double (±(2^53 − 1)), as I-JSON asks.
    mutating func integer() throws(JSONPathError) -> Int {
        let start = position
        let isNegative = skip("-")
        let firstDigit = position
        var value = 0
        while let scalar = peek, isDigit(scalar) {
            value = value * 10 + Int(scalar.value - 0x30)
            position += 1
            guard value <= 9_007_199_254_740_991 else {
                throw fault("an index or step must lie within ±9007199254740991", at: start)
            }
        }
        guard position > firstDigit else { throw fault("found \(found) where a digit should come") }
        if scalars[firstDigit] == "0" && (isNegative || position > firstDigit + 1) {
            throw fault("an integer must not be -0 or begin with a superfluous zero", at: start)
        }
        return isNegative ? -value : value
    }

    /// A number of JSON, where a literal of a filter stands.
    mutating func number() throws(JSONPathError) -> JSONNumber {
        let start = position
        let rest = scalars[start...].prefix { isDigit($0) || "+-.eE".unicodeScalars.contains($0) }
        let length = JSONNumber.length(in: rest.map { UInt8(truncatingIfNeeded: $0.value) })
        guard length > 0, length == rest.count else { throw fault("not a number of JSON", at: start) }
        position += length
        return JSONNumber(checked: text(from: start))
    }

    /// A string in single or double quotes, at whose opening quote the cursor stands.
    mutating func string() throws(JSONPathError) -> String {
        let start = position
        let quote = scalars[start]
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = peek {
            position += 1
            switch scalar {
            case quote: return String(text)
            case "\\": text.append(try escape(in: quote))
            case "\u{0}"..<"\u{20}":
                throw fault("a string must not hold bare control characters; write them as escapes", at: position - 1)
            default: text.append(scalar)
            }
        }
        throw fault("the closing quote of this string is missing", at: start)
    }

    private mutating func escape(in quote: Unicode.Scalar) throws(JSONPathError) -> Unicode.Scalar {
        let start = position - 1
        guard let scalar = peek else { throw fault("the string ends within an escape", at: start) }
        position += 1
        switch scalar {
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "/", "\\", quote: return scalar
        case "u": return try unicodeEscape(from: start)
        default: throw fault("'\\\(scalar)' is not an escape within \(quote) quotes", at: start)
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONPathError) -> Unicode.Scalar {
        let unit = try hexUnit(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, skip("\\", "u") else {
            throw fault("half of a surrogate pair stands for no character", at: start)
        }
        let low = try hexUnit(from: position - 2)
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { throw fault("half of a surrogate pair stands for no character", at: start) }
        return scalar
    }

    private mutating func hexUnit(from start: Int) throws(JSONPathError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let scalar = peek, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
                throw fault("four hexadecimal digits must follow '\\u'", at: start)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }
}
