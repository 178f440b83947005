/// Readers of written quantities. Every one works digit by digit, so that no sign, locale or overflow slips in.
package enum Quantity {
    /// An unsigned decimal number such as `12` or `0.5`; at most 15 digits, so that a Double holds it well.
    package static func decimal(_ text: Substring) -> Double? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }),
            text.utf8.count <= 16
        else { return nil }
        return Double(text)
    }

    /// An optionally negative integer in decimal digits; nil for a plus sign, for leading zeros and on overflow.
    package static func integer(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit), digits == "0" || !digits.hasPrefix("0") else {
            return nil
        }
        return Int(text)
    }

    /// An optionally negative decimal number; nil for exponents, hexadecimal, NaN and infinities.
    package static func number(_ text: String) -> Double? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard let value = decimal(digits) else { return nil }
        return text.hasPrefix("-") ? -value : value
    }

    /// A duration with its unit: `250ms`, `1.5s`, `10m`, `2h`, `1d`, also `us`; at most 365 days.
    package static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = decimal(digits), let scale = secondsPerUnit[String(text.dropFirst(digits.count))] else {
            return nil
        }
        let seconds = value * scale
        guard seconds <= 365 * 86_400 else { return nil }
        return .nanoseconds(Int64((seconds * 1e9).rounded()))
    }

    /// A size: a plain number of bytes, or one with `B`, `KB`, `MB`, `GB` (thousands) or `KiB`, `MiB`, `GiB`.
    package static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = decimal(digits), let scale = bytesPerUnit[String(text.dropFirst(digits.count))] else {
            return nil
        }
        let size = value * scale
        guard size < 1e15 else { return nil }
        return Int(size)
    }

    /// How often something happens: `200rps`, requests or iterations a second.
    package static func perSecond(_ text: String) -> Double? {
        guard text.hasSuffix("rps") else { return nil }
        return decimal(text.dropLast(3))
    }

    /// A share: `1%` or a plain number between 0 and 1.
    package static func ratio(_ text: String) -> Double? {
        if text.hasSuffix("%") { return decimal(text.dropLast()).map { $0 / 100 } }
        return decimal(text[...])
    }

    private static let secondsPerUnit: [String: Double] = [
        "us": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400,
    ]

    private static let bytesPerUnit: [String: Double] = [
        "": 1, "B": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1_024, "MiB": 1_048_576, "GiB": 1_073_741_824,
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
