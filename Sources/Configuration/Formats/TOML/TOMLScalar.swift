/// What TOML takes for a boolean, a number, a date or a time.
enum TOMLScalar {
    static func isValid(_ word: String) -> Bool {
        switch word {
        case "true", "false", "inf", "+inf", "-inf", "nan", "+nan", "-nan": true
        default: isInteger(word) || isFloat(word) || isDateTime(word)
        }
    }

    /// A number in plain digits, as an application prints it: `1_000`, `0x10` and `+1` are notations of TOML alone.
    static func plain(_ word: String) -> String {
        guard isInteger(word) || isFloat(word) else { return word }
        let digits = word.replacing("_", with: "")
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
            return Int64(digits.dropFirst(2), radix: radix).map(String.init) ?? word
        }
        return digits.hasPrefix("+") ? String(digits.dropFirst()) : digits
    }

    private static func isInteger(_ word: String) -> Bool {
        for (prefix, digits) in [("0x", "0123456789abcdefABCDEF"), ("0o", "01234567"), ("0b", "01")]
        where word.hasPrefix(prefix) {
            return isDigits(word.dropFirst(2), digits)
        }
        let magnitude = unsigned(word[...])
        return isDigits(magnitude, decimal) && (magnitude == "0" || !magnitude.hasPrefix("0"))
    }

    private static func isFloat(_ word: String) -> Bool {
        let parts = word.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let mantissa = parts.first else { return false }
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2, isInteger(String(halves[0])), parts.count == 2 || halves.count == 2,
            !mantissa.dropFirst().hasPrefix("x"), !mantissa.dropFirst().hasPrefix("o"),
            !mantissa.dropFirst().hasPrefix("b")
        else { return false }
        if halves.count == 2, !isDigits(halves[1], decimal) { return false }
        return parts.count == 1 || isDigits(unsigned(parts[1]), decimal)
    }

    private static let decimal = "0123456789"

    /// Digits with single underscores between them.
    private static func isDigits(_ text: Substring, _ digits: String) -> Bool {
        text.split(separator: "_", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.unicodeScalars.allSatisfy(digits.unicodeScalars.contains)
        }
    }

    private static func unsigned(_ text: Substring) -> Substring {
        text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text
    }

    // MARK: Dates and times

    static func isDate(_ word: String) -> Bool { isDate(Array(word.utf8)[...]) }

    private static func isDateTime(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        if bytes.count >= 8, bytes[2] == UInt8(ascii: ":") { return isTime(bytes[...]) == bytes.endIndex }
        guard bytes.count >= 10, isDate(bytes[..<10]) else { return false }
        guard bytes.count > 10 else { return true }
        guard [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
            let end = isTime(bytes[11...])
        else { return false }
        return isOffset(bytes[end...])
    }

    private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count == 10, let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
            let day = number(bytes, 8, 2), byte(bytes, 4) == UInt8(ascii: "-"), byte(bytes, 7) == UInt8(ascii: "-"),
            year > 0, (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }

    /// The end of `07:32:00.999`; nil if there is none.
    private static func isTime(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let hour = number(bytes, 0, 2), let minute = number(bytes, 3, 2), let second = number(bytes, 6, 2),
            byte(bytes, 2) == UInt8(ascii: ":"), byte(bytes, 5) == UInt8(ascii: ":"), hour < 24, minute < 60,
            second < 60
        else { return nil }
        let rest = bytes.dropFirst(8)
        guard rest.first == UInt8(ascii: ".") else { return rest.startIndex }
        let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? nil : digits.endIndex
    }

    private static func isOffset(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        if bytes.count == 1 { return byte(bytes, 0) == UInt8(ascii: "Z") || byte(bytes, 0) == UInt8(ascii: "z") }
        guard bytes.count == 6, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte(bytes, 0)),
            let hour = number(bytes, 1, 2), let minute = number(bytes, 4, 2), byte(bytes, 3) == UInt8(ascii: ":")
        else { return false }
        return hour < 24 && minute < 60
    }

    private static func byte(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt8 { bytes[bytes.startIndex + offset] }

    private static func number(_ bytes: ArraySlice<UInt8>, _ offset: Int, _ count: Int) -> Int? {
        guard bytes.count >= offset + count else { return nil }
        let digits = bytes.dropFirst(offset).prefix(count)
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
