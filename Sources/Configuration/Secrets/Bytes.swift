/// A piece of text as UTF-8; its indices are those of the whole value, so that a part knows where it stands.
typealias Bytes = ArraySlice<UInt8>

extension Bytes {
    init(_ text: String) { self = Array(text.utf8)[...] }

    var text: String { String(decoding: self, as: UTF8.self) }
    var lowercased: Bytes { map(ASCII.lower)[...] }

    /// Without white space at its ends.
    var trimmed: Bytes {
        var rest = self
        while let first = rest.first, ASCII.isSpace(first) { rest = rest.dropFirst() }
        while let last = rest.last, ASCII.isSpace(last) { rest = rest.dropLast() }
        return rest
    }

    /// Without one pair of equal quotes around it.
    var unquoted: Bytes {
        guard count >= 2, let first, first == last, ASCII.isQuote(first) else { return self }
        return dropFirst().dropLast()
    }

    func hasPrefix(_ prefix: String) -> Bool { starts(with: prefix.utf8) }
    func hasSuffix(_ suffix: String) -> Bool {
        count >= suffix.utf8.count && self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    /// Where the text first stands at or after an index, by the case of its letters.
    func index(of text: String, from start: Int? = nil) -> Int? {
        let needle = Array(text.utf8)
        guard let first = needle.first else { return nil }
        var index = Swift.max(start ?? startIndex, startIndex)
        while index + needle.count <= endIndex {
            guard let hit = self[index...].firstIndex(of: first), hit + needle.count <= endIndex else { return nil }
            if self[hit..<hit + needle.count].elementsEqual(needle) { return hit }
            index = hit + 1
        }
        return nil
    }

    func contains(_ text: String) -> Bool { index(of: text) != nil }

    /// The pieces between bytes that satisfy the condition, empty ones left out.
    func pieces(_ isSeparator: (UInt8) -> Bool) -> [Bytes] { split(whereSeparator: isSeparator) }

    /// Up to the first byte that does not belong to it.
    func run(from start: Int, while belongs: (UInt8) -> Bool) -> Bytes {
        guard start >= startIndex, start <= endIndex else { return self[endIndex...] }
        return self[start...].prefix(while: belongs)
    }
}

/// Classes of bytes; what is not ASCII belongs to none of them.
enum ASCII {
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
    static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
    static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
    static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66) }
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
    static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 || byte == 0x60 }
    static func lower(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
    /// Of base64url: letters, digits, `-` and `_`.
    static func isURLSafe(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 0x2D || byte == 0x5F }
    /// Of standard base64, its padding included.
    static func isBase64(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 0x2B || byte == 0x2F || byte == 0x3D }
    /// Of a key's name: letters, digits, `_ - .`
    static func isName(_ byte: UInt8) -> Bool { isURLSafe(byte) || byte == 0x2E }
}
