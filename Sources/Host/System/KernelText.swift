/// What the kernel writes in lines of words and numbers, read without trust in any of them.
enum KernelText {
    static func lines(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true)
    }

    static func words(_ line: Substring) -> [Substring] {
        line.split(omittingEmptySubsequences: true) { $0 == " " || $0 == "\t" }
    }

    /// An unsigned number in decimal digits; nil for anything else and on overflow.
    static func number(_ text: Substring) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return UInt64(text)
    }

    /// A number with a point, such as `33707.18`; nil for signs, exponents, NaN and what is longer than any reading.
    static func decimal(_ text: Substring) -> Double? {
        guard (1...24).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "."),
            text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") })
        else { return nil }
        return Double(text)
    }

    /// The text before the first `=`, and the text behind it.
    static func pair(_ line: Substring, at mark: Character) -> (name: String, value: String)? {
        guard let place = line.firstIndex(of: mark) else { return nil }
        return (String(line[..<place]), String(line[line.index(after: place)...]))
    }
}
