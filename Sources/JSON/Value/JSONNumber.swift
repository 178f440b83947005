/// A number of JSON that keeps the text it was written in, and is compared exactly, whatever its size.
package struct JSONNumber: Sendable, CustomStringConvertible {
    /// The number as written, which always follows the grammar of RFC 8259.
    package let text: String

    /// The number of that text, or `nil` where it breaks the grammar of RFC 8259 (`+1`, `01`, `.5`, `1.`, `NaN`).
    package init?(_ text: String) {
        guard !text.isEmpty, JSONNumber.length(in: text.utf8) == text.utf8.count else { return nil }
        self.text = text
    }

    package init(_ value: Int) { text = String(value) }

    /// The shortest text that reads back as this value; `nil` for NaN and the infinities, which JSON lacks.
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        // Whole numbers as people write them: a count of 2 is not 2.0.
        if let whole = Int(exactly: value), abs(value) < 9_007_199_254_740_992 {
            self.init(whole)
        } else {
            self.init("\(value)")
        }
    }

    /// A text that the caller has checked.
    init(checked text: String) { self.text = text }

    package var description: String { text }

    /// The nearest double; infinite where the number is beyond its range.
    package var double: Double { Double(text) ?? .nan }

    /// The value as an `Int`, if it is whole and fits: `1.0` and `1e2` do.
    package var int: Int? {
        if let small = smallInteger { return small }
        let decimal = Decimal(text)
        guard decimal.isWhole, decimal.exponent <= 19 else { return nil }
        var value = 0
        for place in 0..<max(0, decimal.exponent) {
            let digit = place < decimal.digits.count ? Int(decimal.digits[place]) : 0
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooFar) = product.addingReportingOverflow(decimal.isNegative ? -digit : digit)
            if tooLarge || tooFar { return nil }
            value = sum
        }
        return value
    }

    /// Whether the value is whole, however it is written.
    package var isWhole: Bool { smallInteger != nil || Decimal(text).isWhole }

    /// The value, where the text is a plain integer of at most 18 digits, as most are.
    var smallInteger: Int? {
        guard text.utf8.count <= 18 else { return nil }
        var value = 0
        var isNegative = false
        for (place, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where place == 0: isNegative = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
        }
        return isNegative ? -value : value
    }
}

extension JSONNumber {
    /// How many bytes at the start of `bytes` are one number: 0 if they don't start with one.
    static func length(in bytes: some Collection<UInt8>) -> Int {
        var rest = bytes[...]
        func digits() -> Bool {
            let before = rest.startIndex
            rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return rest.startIndex != before
        }
        func skip(_ allowed: UInt8...) -> Bool {
            guard let first = rest.first, allowed.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = skip(UInt8(ascii: "-"))
        guard skip(UInt8(ascii: "0")) || digits() else { return 0 }
        var end = rest.startIndex
        if skip(UInt8(ascii: ".")) {
            guard digits() else { return bytes.distance(from: bytes.startIndex, to: end) }
            end = rest.startIndex
        }
        if skip(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            _ = skip(UInt8(ascii: "-"), UInt8(ascii: "+"))
            if digits() { end = rest.startIndex }
        }
        return bytes.distance(from: bytes.startIndex, to: end)
    }
}
