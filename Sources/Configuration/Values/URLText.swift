/// The parts of a URL that settings are checked for.
enum URLText {
    /// What is wrong with the text, as the end of a sentence; nil for `scheme://host…`.
    static func problem(_ text: String, schemes: [String]) -> String? {
        guard !text.unicodeScalars.contains(where: isBlankOrControl) else {
            return "it holds a space or a control character"
        }
        guard !text.contains(where: { "\"<>\\`".contains($0) }) else {
            return "it holds a quote, an angle bracket or a backslash"
        }
        guard let mark = text.firstRange(of: "://"), let scheme = scheme(text[..<mark.lowerBound]) else {
            return "it doesn't begin with a scheme such as https://"
        }
        if let problem = schemeProblem(scheme, schemes) { return problem }
        var authority = text[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = authority.lastIndex(of: "@") {
            guard !authority[..<at].contains("@") else { return "it has more than one @ before its path" }
            authority = authority[authority.index(after: at)...]
        }
        // Files and sockets are on this host.
        if authority.isEmpty, scheme == "file" || scheme.hasSuffix("unix") {
            return text[mark.upperBound...].hasPrefix("/") ? nil : "it names no path"
        }
        return HostPort(authority) == nil ? "its host or port can't be read" : nil
    }

    /// White space of any script, or a control character.
    static func isBlankOrControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value == 0x7F || scalar.properties.isWhitespace
    }

    static func schemeProblem(_ scheme: String, _ schemes: [String]) -> String? {
        guard !schemes.isEmpty, !schemes.contains(where: { $0.lowercased() == scheme }) else { return nil }
        return "its scheme is not \(schemes.joined(separator: " or "))"
    }

    /// A scheme in lower case: a letter, then letters, digits, `+`, `-`, `.` and the extra character.
    static func scheme(_ text: Substring, extra: Character? = nil) -> String? {
        guard let first = text.first, first.isASCII, first.isLetter, text.utf8.count <= 64 else { return nil }
        let isFine = text.allSatisfy { character in
            character.isASCII
                && (character.isLetter || character.isNumber || "+-.".contains(character) || character == extra)
        }
        return isFine ? text.lowercased() : nil
    }

    /// The text with each `%XX` as its byte; nil for an incomplete one or for bytes that are no UTF-8.
    static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
