/// Private keys in PEM, on many lines or on one with `\n` written out.
enum PEMShape {
    /// The key, from `-----BEGIN` to its end mark or to the end of the text.
    static func privateKey(in text: Bytes) -> Range<Int>? {
        var from = text.startIndex
        while let begin = text.index(of: "-----BEGIN ", from: from) {
            let label = text.run(from: begin + 11) { ASCII.isUpper($0) || ASCII.isDigit($0) || $0 == 0x20 }
            from = label.endIndex
            guard label.hasSuffix("PRIVATE KEY") || label.hasSuffix("PRIVATE KEY BLOCK"),
                text[label.endIndex...].hasPrefix("-----")
            else { continue }
            guard let end = text.index(of: "-----END ", from: label.endIndex) else { return begin..<text.endIndex }
            let close = text.index(of: "-----", from: end + 9).map { $0 + 5 } ?? text.endIndex
            return begin..<min(close, text.endIndex)
        }
        return nil
    }

    /// A key with a comment or dots where its base64 would be.
    static func isMadeUp(_ key: Bytes) -> Bool {
        let body = key.drop { $0 != 0x0A && $0 != 0x5C && $0 != 0x20 || false }
        let base64 = body.count { ASCII.isBase64($0) }
        return base64 < 48 && (body.contains("...") || PlaceholderForm.matches(body.prefix(120)))
    }
}
