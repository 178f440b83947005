/// Formats of texts that expectations can ask for, decided byte by byte.
enum TextFormat {
    /// 8-4-4-4-12 hexadecimal digits (RFC 9562), in either case and of any version.
    static func isUUID(_ text: String) -> Bool {
        var scanner = Scanner(text)
        for (place, length) in [8, 4, 4, 4, 12].enumerated() {
            guard place == 0 || scanner.skip("-"), scanner.skip(length, where: isHexDigit) else { return false }
        }
        return scanner.isAtEnd
    }

    /// `YYYY-MM-DD`, and a day that the month has.
    static func isDate(_ text: String) -> Bool {
        var scanner = Scanner(text)
        return scanner.skipDate() && scanner.isAtEnd
    }

    /// `YYYY-MM-DDThh:mm[:ss[.fraction]][Z|±hh[[:]mm]]`, the extended format of ISO 8601 with the parts of RFC 3339.
    static func isDateTime(_ text: String) -> Bool {
        var scanner = Scanner(text)
        guard scanner.skipDate(), scanner.skip("T") || scanner.skip("t"), scanner.skipTime() else { return false }
        if scanner.skip("Z") || scanner.skip("z") { return scanner.isAtEnd }
        if scanner.skip("+") || scanner.skip("-") {
            guard let hours = scanner.number(of: 2), hours <= 23 else { return false }
            let hasColon = scanner.skip(":")
            if hasColon || !scanner.isAtEnd {
                guard let minutes = scanner.number(of: 2), minutes <= 59 else { return false }
            }
        }
        return scanner.isAtEnd
    }

    /// `local@domain` of the usual form: dotted atoms, and labels of letters, digits and hyphens; nothing is resolved.
    static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, parts[0].count <= 64 else { return false }
        let atoms = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomByte) } && labels.count >= 2
            && labels.allSatisfy(isLabel)
    }

    /// `scheme://host…` of RFC 3986 without blanks; nothing is fetched.
    static func isURL(_ text: String) -> Bool {
        var scanner = Scanner(text)
        guard scanner.skip(1, where: isLetter) else { return false }
        scanner.skipAll { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
        guard scanner.skip(":"), scanner.skip("/"), scanner.skip("/") else { return false }
        let rest = scanner.rest
        let authority = rest.prefix { !"/?#".utf8.contains($0) }
        let host = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        return host.first.map { $0 != UInt8(ascii: ":") } == true
            && rest.allSatisfy { $0 > 0x20 && $0 != 0x7F && !#""<>\^`{|}"#.utf8.contains($0) }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte >= 0x80 || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 >= 0x80 }
    }
}

/// A cursor over the bytes of a text.
private struct Scanner {
    private(set) var rest: ArraySlice<UInt8>

    init(_ text: String) { rest = Array(text.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first.map(UInt32.init) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    mutating func skip(_ count: Int, where isRight: (UInt8) -> Bool) -> Bool {
        guard rest.count >= count, rest.prefix(count).allSatisfy(isRight) else { return false }
        rest.removeFirst(count)
        return true
    }

    mutating func skipAll(where isRight: (UInt8) -> Bool) { rest = rest.drop(while: isRight) }

    /// A number of exactly so many digits, nine at most.
    mutating func number(of digits: Int) -> Int? {
        let text = rest.prefix(digits)
        guard skip(digits, where: TextFormat.isDigit) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func skipDate() -> Bool {
        guard let year = number(of: 4), skip("-"), let month = number(of: 2), skip("-"), let day = number(of: 2),
            (1...12).contains(month)
        else { return false }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }

    /// `hh:mm[:ss[.fraction]]`; second 60 is a leap second.
    mutating func skipTime() -> Bool {
        guard let hour = number(of: 2), hour <= 23, skip(":"), let minute = number(of: 2), minute <= 59 else {
            return false
        }
        guard skip(":") else { return true }
        guard let second = number(of: 2), second <= 60 else { return false }
        guard skip(".") || skip(",") else { return true }
        guard skip(1, where: TextFormat.isDigit) else { return false }
        skipAll(where: TextFormat.isDigit)
        return true
    }
}
