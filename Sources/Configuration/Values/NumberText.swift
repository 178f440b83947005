/// A decimal number, with an exponent where one is written; neither NaN nor an infinity.
enum NumberText {
    static func value(_ text: String) -> Double? {
        guard text.utf8.count <= 32 else { return nil }
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let mantissa = parts.first, isDecimal(mantissa.hasPrefix("-") ? mantissa.dropFirst() : mantissa) else {
            return nil
        }
        if parts.count == 2 {
            let signed = parts[1]
            let digits = signed.hasPrefix("-") || signed.hasPrefix("+") ? signed.dropFirst() : signed
            guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit) else { return nil }
        }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Digits with at most one point among them; a leading zero would be an octal number to some.
    private static func isDecimal(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }), let whole = parts.first else {
            return false
        }
        return whole == "0" || !whole.hasPrefix("0")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// The words that settings use for yes and no, in lower case, upper case or capitalised.
enum BoolText {
    static func value(_ text: String) -> Bool? {
        guard [text.lowercased(), text.uppercased(), capitalised(text)].contains(text) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on", "1": return true
        case "false", "no", "off", "0": return false
        default: return nil
        }
    }

    private static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst().lowercased()
    }
}
