import CSystem

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")

    /// The value of `0`–`9`.
    @inline(__always)
    var decimalDigit: UInt8? {
        let digit = self &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }

    /// The value of `0`–`9`, `a`–`f`, `A`–`F`.
    @inline(__always)
    var hexDigit: UInt8? {
        if let digit = decimalDigit { return digit }
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter + 10 : nil
    }

    /// Whether the byte may stand in a header's name or a method (RFC 9110, `tchar`).
    @inline(__always)
    var isTokenByte: Bool {
        // One bit per ASCII code: ! # $ % & ' * + - . 0-9 in the first word, A-Z ^ _ ` a-z | ~ in the second.
        let low: UInt64 = 0x03ff_6cfa_0000_0000
        let high: UInt64 = 0x57ff_ffff_c7ff_fffe
        guard self < 128 else { return false }
        return (self < 64 ? low &>> UInt64(self) : high &>> UInt64(self &- 64)) & 1 == 1
    }
}

extension UnsafeRawBufferPointer {
    /// Whether no byte is NUL, CR or LF: what may stand in a header line.
    var isFieldText: Bool {
        guard let base = baseAddress, count > 0 else { return true }
        return sys_find(base, .carriageReturn, count) < 0 && sys_find(base, 0, count) < 0
            && sys_find(base, .lineFeed, count) < 0
    }

    /// Without spaces and tabs at both ends.
    var trimmed: UnsafeRawBufferPointer {
        var start = startIndex
        var end = endIndex
        while start < end, self[start] == .space || self[start] == .tab { start += 1 }
        while end > start, self[end - 1] == .space || self[end - 1] == .tab { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[start..<end])
    }

    /// Whether the bytes are `text`, which is lower-case ASCII letters and hyphens, in any case.
    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for index in 0..<count {
            let wanted = text.utf8Start[index]
            let byte = self[index]
            let isUpper = byte &- UInt8(ascii: "A") < 26
            guard (isUpper ? byte | 0x20 : byte) == wanted else { return false }
        }
        return true
    }

    /// Each comma-separated item, trimmed, its parameters after a semicolon cut off.
    func forEachListItem(_ body: (UnsafeRawBufferPointer) -> Void) {
        var start = 0
        for index in 0...count where index == count || self[index] == UInt8(ascii: ",") {
            let item = self[start..<index]
            let name = item.prefix { $0 != UInt8(ascii: ";") }
            body(UnsafeRawBufferPointer(rebasing: name).trimmed)
            start = index + 1
        }
    }
}
