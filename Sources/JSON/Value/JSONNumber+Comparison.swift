extension JSONNumber: Comparable {
    /// Equality of values: `1.0 == 1`, `100 == 1e2`, `-0 == 0`.
    package static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.text == right.text { return true }
        if let left = left.smallInteger, let right = right.smallInteger { return left == right }
        return Decimal(left.text).compared(to: Decimal(right.text)) == 0
    }

    /// Order of values, exact for any number of digits.
    package static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if let left = left.smallInteger, let right = right.smallInteger { return left < right }
        return Decimal(left.text).compared(to: Decimal(right.text)) < 0
    }
}

/// A number taken apart: ±0.d₁d₂d₃… × 10^exponent, with d₁ ≠ 0 and no zeros at the end; zero has no digits.
///
/// Its size is that of the text, never that of the exponent.
struct Decimal {
    private(set) var isNegative = false
    private(set) var digits: [UInt8] = []
    private(set) var exponent = 0
    /// The digits of an exponent that is beyond ±`largestExponent`.
    private var hugeExponent: [UInt8]?

    /// No text is long enough to bring a sum of this and its length near the limits of `Int`.
    private static let largestExponent = 1_000_000_000_000_000_000

    init(_ text: String) {
        var pointSeen = false
        var written: [UInt8] = []
        var isExponentNegative = false
        var inExponent = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"):
                if inExponent { isExponentNegative = true } else { isNegative = true }
            case UInt8(ascii: "."):
                pointSeen = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                inExponent = true
            case UInt8(ascii: "0")...UInt8(ascii: "9") where inExponent:
                if byte != UInt8(ascii: "0") || !written.isEmpty { written.append(byte - UInt8(ascii: "0")) }
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte - UInt8(ascii: "0")
                let isLeadingZero = digits.isEmpty && digit == 0
                if !isLeadingZero { digits.append(digit) }
                if pointSeen { exponent -= isLeadingZero ? 1 : 0 } else { exponent += isLeadingZero ? 0 : 1 }
            default:
                break
            }
        }
        while digits.last == 0 { digits.removeLast() }
        guard !digits.isEmpty else {
            (isNegative, exponent) = (false, 0)
            return
        }
        if written.count > 18 {
            hugeExponent = written
            exponent = isExponentNegative ? -Self.largestExponent : Self.largestExponent
        } else {
            let value = written.reduce(0) { $0 * 10 + Int($1) }
            exponent += isExponentNegative ? -value : value
        }
    }

    /// Whether no digit stands behind the point.
    var isWhole: Bool { exponent >= digits.count }

    /// Below zero if this is less than the other, above if it is more.
    ///
    /// Exact, but for two exponents of 19 digits or more that differ by less than the length of the numbers.
    func compared(to other: Decimal) -> Int {
        let signs = (sign, other.sign)
        if signs.0 != signs.1 { return signs.0 - signs.1 }
        return sign * comparedMagnitude(to: other)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func comparedMagnitude(to other: Decimal) -> Int {
        let order = comparedExponent(to: other)
        if order != 0 { return order }
        if digits.lexicographicallyPrecedes(other.digits) { return -1 }
        return digits == other.digits ? 0 : 1
    }

    private func comparedExponent(to other: Decimal) -> Int {
        switch (hugeExponent, other.hugeExponent) {
        case (nil, nil):
            return exponent == other.exponent ? 0 : exponent < other.exponent ? -1 : 1
        case (_?, nil):
            return exponent.signum()
        case (nil, _?):
            return -other.exponent.signum()
        case (let left?, let right?):
            if exponent != other.exponent { return exponent.signum() }
            if left == right { return 0 }
            let isLess = left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
            return isLess ? -exponent.signum() : exponent.signum()
        }
    }
}
