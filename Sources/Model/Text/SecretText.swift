/// Secrets that stand in a text, found by the structure around them rather than by knowing them.
package enum SecretText {
    /// In bytes. Nothing shorter can be masked, and hardly anything longer is a credential.
    private static let lengths = Redactor.shortestWord...8_192
    /// More than this in one text says that it is not what it seems to be.
    private static let most = 1_000
    /// How far into a text is looked, in bytes.
    private static let longest = 1_048_576

    /// The values behind secret names, as in `password: x`, `"token": "x"`, `API_KEY=x` and `Authorization: Bearer x`,
    /// and the passwords in URLs; the first thousand in the first MiB. Values shorter than `shortest` bytes are left out.
    package static func secrets(in bytes: some Sequence<UInt8>, shortest: Int = Redactor.shortestWord) -> [Secret] {
        var found: Set<String> = []
        let bytes = Array(bytes.prefix(longest))
        var index = 0
        while index < bytes.count, found.count < most {
            switch bytes[index] {
            case UInt8(ascii: ":"), UInt8(ascii: "="):
                if bytes[index] == UInt8(ascii: ":"), let text = url(bytes, index) {
                    found.formUnion(urlSecrets(in: text).map { $0.reveal() })
                }
                if let name = name(bytes, before: index), SecretName.suggests(name),
                    let value = credential(value(bytes, from: index + 1))
                {
                    found.insert(value)
                }
            default: break
            }
            index += 1
        }
        return found.filter { $0.utf8.count >= shortest }.map { Secret($0) }
    }

    /// The value of a field with a secret's name where it can be one: long enough, one word, no variable and no marker.
    package static func secret(_ name: String, _ value: String) -> Secret? {
        SecretName.suggests(name) ? credential(value).map { Secret($0) } : nil
    }

    /// The password in the user information of a URL, as it stands there and decoded.
    package static func urlSecrets(in text: String) -> [Secret] {
        guard text.utf8.contains(UInt8(ascii: "@")), let mark = text.firstRange(of: "://") else { return [] }
        let rest = text[mark.upperBound...].prefix { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        guard let at = rest.lastIndex(of: "@") else { return [] }
        let user = rest[..<at]
        guard let colon = user.firstIndex(of: ":") else { return [] }
        let password = String(user[user.index(after: colon)...])
        guard lengths.contains(password.utf8.count), !Template.mentionsVariables(password),
            !password.contains("${")
        else { return [] }
        let decoded = PercentText.decoded(password)
        return [Secret(password)] + (decoded == password ? [] : [Secret(decoded)])
    }

    /// The values of secret fields in a query or in the body of a form, decoded.
    package static func formSecrets(in text: String) -> [Secret] {
        text.prefix(longest).split(separator: "&").prefix(most).compactMap { field -> Secret? in
            let parts = field.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return secret(
                PercentText.decoded(String(parts[0])),
                PercentText.decoded(String(parts[1].replacing("+", with: " "))))
        }
    }

    // MARK: Around a separator

    /// The URL whose `://` stands at the index, from there on.
    private static func url(_ bytes: [UInt8], _ index: Int) -> String? {
        guard index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "/"), bytes[index + 2] == UInt8(ascii: "/")
        else { return nil }
        let rest = bytes[index...].prefix(lengths.upperBound).prefix { $0 > 0x20 && $0 != 0x22 && $0 != 0x27 }
        return rest.contains(UInt8(ascii: "@")) ? String(decoding: rest, as: UTF8.self) : nil
    }

    /// The word before a separator, quotes and blanks aside.
    private static func name(_ bytes: [UInt8], before index: Int) -> String? {
        var end = index
        while end > 0, [0x20, 0x22, 0x27, 0x5C].contains(bytes[end - 1]) { end -= 1 }
        var start = end
        while start > 0, end - start <= 128, isPartOfName(bytes[start - 1]) { start -= 1 }
        return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : nil
    }

    /// What stands behind a separator: to the closing quote, or to the end of a plain value, without `Bearer`.
    private static func value(_ bytes: [UInt8], from index: Int) -> String {
        var start = index
        while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        guard start < bytes.count else { return "" }
        // A quote may itself be escaped, where JSON stands in JSON.
        let isEscaped = bytes[start] == 0x5C && start + 1 < bytes.count && bytes[start + 1] == 0x22
        if isEscaped { start += 1 }
        let quote = bytes[start] == 0x22 || bytes[start] == 0x27 ? bytes[start] : nil
        if quote != nil { start += 1 }
        let text = bytes[start...].prefix(lengths.upperBound + 16)
        func upTo(_ ends: Set<UInt8>) -> String { String(decoding: text.prefix { !ends.contains($0) }, as: UTF8.self) }
        if let quote { return withoutScheme(upTo(isEscaped ? [0x5C, quote] : [quote, 0x0A, 0x0D])) }
        // What follows a blank may be a comment.
        let plain = withoutScheme(upTo(Set("\n\r,}]&;".utf8)))
        return plain.split(separator: " ", maxSplits: 1).first.map(String.init) ?? ""
    }

    /// `Bearer x` as `x`; every other text as it is.
    package static func withoutScheme(_ text: String) -> String {
        let words = text.split(separator: " ", maxSplits: 2)
        return words.count > 1 && ["bearer", "basic", "token"].contains(words[0].lowercased())
            ? String(words[1]) : text
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func credential(_ text: String) -> String? {
        guard lengths.contains(text.utf8.count), !text.contains(where: \.isWhitespace),
            !Template.mentionsVariables(text), !marks.contains(where: text.hasPrefix),
            !harmless.contains(text.lowercased()), text.utf8.count >= 8 || !text.allSatisfy(\.isNumber)
        else { return nil }
        return text
    }

    /// What begins with these refers to a value, or describes one.
    private static let marks = ["${", "<<", "{", "[", "|", ">", "$.", "********"]

    /// Words that say nothing, and whose mask would make reports unreadable.
    private static let harmless: Set<String> = [
        "true", "false", "null", "none", "string", "number", "required", "optional", "text", "password", "token",
        "secret", "basic", "bearer", "error", "invalid", "missing", "expired", "value", "status", "passed", "failed",
        "http", "https", "header", "cookie", "json", "body",
    ]
}
