internal import Model

/// What a value has to be.
package enum ValueType: String, Sendable, CaseIterable {
    case string, int, float, bool
    /// One of the `values`.
    case `enum`
    case port, host, url, dsn, duration, bytes, email, path
    /// A text that the `pattern` matches.
    case regex

    /// What the type wants, as the end of "… is ".
    var wanted: String {
        switch self {
        case .string: "text"
        case .int: "a whole number"
        case .float: "a number"
        case .bool: "true or false"
        case .enum: "one of its values"
        case .port: "a port from 1 to 65535"
        case .host: "a host name or an address"
        case .url: "a URL"
        case .dsn: "a DSN"
        case .duration: "a duration with its unit, such as 250ms or 10s"
        case .bytes: "a size, such as 512KiB or 8388608"
        case .email: "an e-mail address"
        case .path: "a path"
        case .regex: "a text that its pattern matches"
        }
    }

    /// What is wrong with the text, as the end of a sentence that holds no part of it; nil where nothing is.
    func problem(with text: String, schemes: [String]) -> String? {
        switch self {
        case .string, .enum, .regex: nil
        case .int: Quantity.integer(text) == nil ? "it is not written in digits alone, or has a leading zero" : nil
        case .float: NumberText.value(text) == nil ? "it is not a decimal number" : nil
        case .bool: BoolText.value(text) == nil ? "it is none of true, false, yes, no, on, off, 1 and 0" : nil
        case .port: HostPort.port(text[...]) == nil ? "it is not a number from 1 to 65535" : nil
        case .host: HostPort.isHost(text) ? nil : "it can't be the name or the address of a host"
        case .url: URLText.problem(text, schemes: schemes)
        case .dsn: dsnProblem(text, schemes)
        case .duration: Quantity.duration(text) == nil ? "it is not a number with ms, s, m, h or d" : nil
        case .bytes: Quantity.bytes(text) == nil ? "it is not a number of bytes, with or without a unit" : nil
        case .email: emailProblem(text)
        case .path:
            text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? "it holds a control character" : nil
        }
    }

    private func dsnProblem(_ text: String, _ schemes: [String]) -> String? {
        do throws(DSN.Failure) {
            return URLText.schemeProblem(try DSN(text).scheme, schemes)
        } catch {
            return error.reason
        }
    }

    private func emailProblem(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count) else { return "it is not name@domain" }
        let isNameFine = parts[0].unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && !"<>()[],;:\\\"".unicodeScalars.contains($0)
        }
        return isNameFine && HostPort.isNameOrIPv4(parts[1]) ? nil : "it is not name@domain"
    }

    /// The families of quantities in which values of the type are compared, the first that fits both sides.
    var measures: [Measure] {
        switch self {
        case .int, .float, .port: [.number]
        case .bytes: [.size]
        case .duration: [.time]
        case .string: Measure.allCases
        default: []
        }
    }
}

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

    private static func isDecimal(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
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
