/// Finds tokens by the forms that their providers publish.
enum TokenSearch {
    /// In the order of their places; none overlaps another.
    static func tokens(in text: Bytes) -> [FoundToken] {
        var found: [FoundToken] = []
        var index = text.startIndex
        while index < text.endIndex {
            if isBoundary(text, index), let token = token(in: text, at: index) {
                found.append(token)
                index = max(token.range.upperBound, index + 1)
            } else {
                index += 1
            }
        }
        return found
    }

    private static func isBoundary(_ text: Bytes, _ index: Int) -> Bool {
        guard index > text.startIndex else { return true }
        let before = text[index - 1]
        if !ASCII.isAlphanumeric(before) && before != 0x5F { return true }
        // `\nghp_…` and `%3Dghp_…`: the end of an escape.
        if index > text.startIndex + 1, text[index - 2] == 0x5C, before == 0x6E || before == 0x74 || before == 0x72 {
            return true
        }
        return index > text.startIndex + 2 && text[index - 3] == 0x25 && ASCII.isHex(before)
            && ASCII.isHex(text[index - 2])
    }

    private static func token(in text: Bytes, at index: Int) -> FoundToken? {
        let rest = text[index...]
        for form in TokenForm.byFirstByte[Int(text[index])] where rest.starts(with: form.prefix) {
            let body = text.run(from: index + form.prefix.count, while: form.alphabet.contains)
            guard form.length.contains(body.count) else { continue }
            if let token = judged(form, index..<body.endIndex, body) { return token }
        }
        switch text[index] {
        case UInt8(ascii: "e"): return JWTShape.token(in: text, at: index) ?? azureSecret(text, index)
        case UInt8(ascii: "S"): return sendGrid(text, index) ?? azureSecret(text, index)
        case 0x30...0x39:
            if let bot = telegram(text, index) { return bot }
            return azureSecret(text, index)
        case 0x68: return webhook(text, index) ?? azureSecret(text, index)
        default: return ASCII.isURLSafe(text[index]) || text[index] == 0x7E ? azureSecret(text, index) : nil
        }
    }

    private static func judged(_ form: TokenForm, _ range: Range<Int>, _ body: Bytes) -> FoundToken? {
        var token = FoundToken(name: form.name, range: range, isPublic: form.isPublic, tier: form.tier)
        let looks = Randomness(body)
        token.isMadeUp = isMadeUp(body)
        let isDrawn = looks.hasDigits && looks.hasLetters && looks.entropy >= 2.8
        let isMixed = looks.classes >= 2 && looks.changes >= 4 && looks.entropy >= 3
        // These four letters begin nothing else, but their 16 random ones need hold no digit.
        if form.name == "AWS access key", looks.entropy >= 2.8 { return token }
        guard token.isMadeUp || isDrawn || isMixed else { return nil }
        // Short and common beginnings need a body that no name has.
        if form.prefix.count <= 4, !token.isMadeUp, !Randomness.looksDrawn(body) { return nil }
        if form.prefix.count <= 4, token.isMadeUp, !form.prefix.contains(0x5F), form.name != "AWS access key" {
            return nil
        }
        return token
    }

    /// `AKIAIOSFODNN7EXAMPLE`, `ghp_xxxxxxxx`, `sk_test_1234567890abcdef`.
    private static func isMadeUp(_ body: Bytes) -> Bool {
        body.hasSuffix("EXAMPLE") || body.hasSuffix("EXAMPLEKEY") || PlaceholderForm.matches(body)
    }

    // MARK: Forms of their own

    /// `SG.` and two parts of 22 and 43 characters.
    private static func sendGrid(_ text: Bytes, _ index: Int) -> FoundToken? {
        guard text[index...].hasPrefix("SG.") else { return nil }
        let first = text.run(from: index + 3, while: ASCII.isURLSafe)
        guard (16...32).contains(first.count), first.endIndex < text.endIndex, text[first.endIndex] == 0x2E else {
            return nil
        }
        let second = text.run(from: first.endIndex + 1, while: ASCII.isURLSafe)
        guard (32...64).contains(second.count) else { return nil }
        return FoundToken(name: "SendGrid key", range: index..<second.endIndex, isMadeUp: isMadeUp(second))
    }

    /// Eight to ten digits, a colon, and 35 characters that begin with `AA`.
    private static func telegram(_ text: Bytes, _ index: Int) -> FoundToken? {
        let number = text.run(from: index, while: ASCII.isDigit)
        guard (8...10).contains(number.count), text[number.endIndex...].hasPrefix(":AA") else { return nil }
        let body = text.run(from: number.endIndex + 1, while: ASCII.isURLSafe)
        guard (33...36).contains(body.count) else { return nil }
        return FoundToken(name: "Telegram bot token", range: index..<body.endIndex, isMadeUp: isMadeUp(body))
    }

    /// Three characters, a digit, `Q~` and 31 to 34 more.
    private static func azureSecret(_ text: Bytes, _ index: Int) -> FoundToken? {
        guard index + 6 < text.endIndex, ASCII.isDigit(text[index + 3]), text[index + 4] == 0x51,
            text[index + 5] == 0x7E
        else { return nil }
        let body = text.run(from: index) { ASCII.isURLSafe($0) || $0 == 0x7E || $0 == 0x2E }
        return (37...42).contains(body.count)
            ? FoundToken(name: "Azure client secret", range: index..<body.endIndex) : nil
    }

    private static let webhooks: [(String, String)] = [
        ("Slack webhook", "https://hooks.slack.com/"), ("Discord webhook", "https://discord.com/api/webhooks/"),
        ("Discord webhook", "https://discordapp.com/api/webhooks/"),
        ("Teams webhook", "https://outlook.office.com/webhook/"),
        ("Google Chat webhook", "https://chat.googleapis.com/v1/spaces/"),
        ("Zapier webhook", "https://hooks.zapier.com/hooks/catch/"), ("Make webhook", "https://hook.eu1.make.com/"),
    ]

    /// Whoever knows the path may post: it is the secret.
    private static func webhook(_ text: Bytes, _ index: Int) -> FoundToken? {
        let rest = text[index...]
        var name: String?
        var start = index
        if let known = webhooks.first(where: { rest.hasPrefix($0.1) }) {
            (name, start) = (known.0, index + known.1.utf8.count)
        } else if rest.hasPrefix("https://"), let host = rest.index(of: ".webhook.office.com/webhookb2/"),
            !text[index..<host].dropFirst(8).contains(0x2F)
        {
            (name, start) = ("Teams webhook", host + 30)
        }
        guard let name else { return nil }
        let path = text.run(from: start) {
            !ASCII.isSpace($0) && !ASCII.isQuote($0) && !"<>,;)]}\\".utf8.contains($0) || $0 == 0x3C || $0 == 0x3E
        }
        guard path.count >= 12, path.contains(0x2F) || path.contains(0x3F) || path.count >= 24 else { return nil }
        let parts = path.pieces { $0 == 0x2F || $0 == 0x3F || $0 == 0x26 }
        let isMadeUp = parts.contains {
            Self.isMadeUp($0) || ($0.lowercased.text == "webhook" && !Randomness.looksDrawn(parts.last ?? []))
        }
        guard
            isMadeUp
                || parts.contains(where: { $0.count >= 8 && (Randomness.looksDrawn($0) || Randomness($0).hasDigits) })
        else { return nil }
        return FoundToken(name: name, range: path.startIndex..<path.endIndex, isMadeUp: isMadeUp)
    }
}
