/// Why a text is not taken for JSON, and where.
package struct JSONReadError: Error, Sendable, CustomStringConvertible {
    /// What was wrong.
    package enum Reason: Sendable, Equatable {
        case tooLarge(limit: Int)
        case tooDeep(limit: Int)
        case unexpectedEnd(expected: String)
        case unexpected(found: String, expected: String)
        case badNumber(String)
        case badLiteral(String)
        case controlCharacter(UInt8)
        case badEscape(String)
        case loneSurrogate(String)
        case invalidUTF8
        case trailingComma
        case trailingText(found: String)
        case duplicateName(String)
    }

    package let reason: Reason
    /// The byte where the fault begins, from 0.
    package let offset: Int
    /// The line of the fault, from 1.
    package let line: Int
    /// The column of the fault in characters (Unicode scalars), from 1.
    package let column: Int

    /// The reason in words, without the place.
    package var sentence: String {
        switch reason {
        case .tooLarge(let limit): "the text is larger than the limit of \(limit) bytes"
        case .tooDeep(let limit): "arrays and objects are nested deeper than the limit of \(limit) levels"
        case .unexpectedEnd(let expected): "the text ends where \(expected) should come"
        case .unexpected(let found, let expected): "found \(found) where \(expected) should come"
        case .badNumber(let why): "not a number of JSON: \(why)"
        case .badLiteral(let word):
            "'\(word)' is not a value of JSON; the words are true, false and null, strings need quotes"
        case .controlCharacter(let byte): "a string holds the bare control character \(hex(byte)); it must be escaped"
        case .badEscape(let text): "\(text) is not an escape of JSON"
        case .loneSurrogate(let text): "\(text) is half of a surrogate pair, which stands for no character"
        case .invalidUTF8: "the bytes are not UTF-8"
        case .trailingComma: "a comma stands before the closing bracket"
        case .trailingText(let found): "found \(found) after the end of the value"
        case .duplicateName(let name): "the name '\(name)' comes twice in one object"
        }
    }

    package var description: String { "line \(line), column \(column): \(sentence)" }

    private func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension JSONReadError {
    /// Counts the line and column of an offset; only errors pay for it.
    init(_ reason: Reason, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self.reason = reason
        self.offset = offset
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
    }
}
