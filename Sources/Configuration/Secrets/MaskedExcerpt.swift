internal import Model

/// A line that may be shown: made anew from the key's name and the safe parts of a URL, never cut out of the file.
enum MaskedExcerpt {
    static func of(_ match: SecretMatch, key: String, value: Bytes?) -> Finding.Excerpt {
        let note = match.rule == .missingPassword ? match.what : "\(match.what) (value withheld)"
        let start = key.isEmpty ? "" : "\(shown(key))="
        if let value,
            let url = URLParts.urls(in: value).first(where: {
                $0.range.contains(match.range.lowerBound) || $0.range.overlaps(match.range)
            })
        {
            let (text, offset) = masked(url, match)
            return Finding.Excerpt(text: start + text, column: start.unicodeScalars.count + offset + 1, note: note)
        }
        return Finding.Excerpt(text: start + Redactor.mask, column: start.unicodeScalars.count + 1, note: note)
    }

    /// The key's name for a sentence; of one that may be a piece of a value, only its length.
    static func name(_ key: String) -> String { KeyName.isNamed(key) ? key.printable : KeyName.shown(key) }

    private static func shown(_ key: String) -> String { KeyName.isNamed(key) ? key.printable : "(name withheld)" }

    /// `redis://:********@cache.internal:6379/0`, and where in it the secret stands.
    private static func masked(_ url: URLParts.URL, _ match: SecretMatch) -> (String, Int) {
        var text = "\(safe(url.scheme, 24))://"
        var offset = 0
        if let password = url.password {
            if !url.user.isEmpty { text += Redactor.mask }
            text += ":"
            if match.range.overlaps(password.startIndex..<max(password.endIndex, password.startIndex + 1)) {
                offset = text.unicodeScalars.count
            }
            text += "\(Redactor.mask)@"
        } else if !url.user.isEmpty {
            if match.range.overlaps(url.user.startIndex..<url.user.endIndex) { offset = text.unicodeScalars.count }
            text += "\(Redactor.mask)@"
        }
        let host = url.host.text
        text +=
            InnocentShape.isHost(url.host)
                || url.host.allSatisfy({ ASCII.isName($0) || $0 == 0x3A || $0 == 0x2C }) && url.host.count <= 60
                    && !Randomness.looksDrawn(url.host)
            ? host : Redactor.mask
        guard !url.rest.isEmpty else { return (text, offset) }
        let isShort =
            url.rest.count <= 24 && url.rest.allSatisfy { ASCII.isName($0) || $0 == 0x2F }
            && !Randomness.looksDrawn(url.rest)
        let touches = match.range.overlaps(url.rest.startIndex..<url.rest.endIndex) && match.rule != .missingPassword
        if touches, !match.range.overlaps((url.password?.startIndex ?? -2)..<((url.password?.endIndex ?? -2) + 1)) {
            offset = text.unicodeScalars.count + 1
        }
        return (text + (isShort && !touches ? url.rest.text : "/\(Redactor.mask)"), offset)
    }

    private static func safe(_ text: String, _ limit: Int) -> String { text.clipped(to: limit).printable }
}
