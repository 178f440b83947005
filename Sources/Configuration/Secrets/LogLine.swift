internal import Model

/// What a line of a log gives away.
enum LogLine {
    static func matches(in line: Bytes) -> [SecretMatch] {
        let classifier = SecretClassifier(SecretContext(tier: .unknown))
        var result = classifier.loose(in: line).filter {
            !isMasked(Bytes($0.part.reveal())) && $0.kind == .secret || $0.kind == .defaultCredential
        }
        if let range = PEMShape.privateKey(in: line) {
            result.append(classifier.match(.privateKey, .secret, "private key", range, in: line))
        }
        result += credentials(in: line, classifier).filter { match in
            !result.contains { $0.range.overlaps(match.range) }
        }
        return result.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static func credentials(in line: Bytes, _ classifier: SecretClassifier) -> [SecretMatch] {
        var result: [SecretMatch] = []
        for scheme in ["Bearer ", "bearer ", "Basic ", "basic "] {
            guard let start = line.index(of: scheme) else { continue }
            let token = line.run(from: start + scheme.utf8.count) { ASCII.isBase64($0) || "-_.~".utf8.contains($0) }
            if token.count >= 12,
                Randomness.looksDrawn(token)
                    || scheme.lowercased() == "basic " && Base64Text.text(token)?.contains(0x3A) == true
            {
                result.append(
                    classifier.match(
                        .plaintext, .secret, "\(scheme.lowercased())credentials", token.startIndex..<token.endIndex,
                        in: line))
            }
        }
        for cookie in cookies(in: line) {
            result.append(
                classifier.match(.plaintext, .secret, "cookie", cookie.startIndex..<cookie.endIndex, in: line))
        }
        guard stems.contains(where: { line.containsIgnoringCase($0) }) else { return result }
        for pair in Pair.all(in: line) + Pair.options(in: line) {
            let range = pair.value.startIndex..<pair.value.endIndex
            guard range.lowerBound >= line.startIndex, range.upperBound <= line.endIndex,
                !result.contains(where: { $0.range.overlaps(range) }), isLeak(pair)
            else { continue }
            result.append(
                classifier.match(
                    .plaintext, .secret, KeyHint(pair.key.text).level == .password ? "password" : "token", range,
                    in: line))
        }
        return result
    }

    /// The drawn values of `Cookie: a=x; b=y` and `Set-Cookie: a=x; Path=/`.
    private static func cookies(in line: Bytes) -> [Bytes] {
        guard let name = line.index(of: "ookie"), let colon = line[name...].firstIndex(of: 0x3A), colon - name <= 8
        else { return [] }
        return line[(colon + 1)...].pieces { $0 == 0x3B || ASCII.isQuote($0) || $0 == 0x2C }.prefix(64).compactMap {
            guard let equals = $0.firstIndex(of: 0x3D) else { return nil }
            let value = $0[(equals + 1)...].trimmed
            return value.count >= 16 && Randomness.looksDrawn(value) && !isMasked(value) ? value : nil
        }
    }

    /// Without one of these no name in the line can be that of a secret.
    private static let stems: [[UInt8]] = [
        "pass", "pwd", "secret", "token", "key", "cred", "auth", "-u ", "-p", "pin", "psk", "salt", "signature", "sig=",
    ].map { Array($0.utf8) }

    private static func isLeak(_ pair: Pair) -> Bool {
        let level = KeyHint(pair.key.text).level
        let value = pair.value
        guard level >= .token, value.count >= 4, !isMasked(value), !isStatus(value), !ReferenceForm().matches(value),
            !value.contains("://")
        else { return false }
        if InnocentShape.isHashedPassword(value) || InnocentShape.isDigest(value) { return false }
        if level == .token {
            return value.count >= 12 && (Randomness.looksDrawn(value) || InnocentShape.isUUID(value))
                && !InnocentShape.isPath(value) && !InnocentShape.isHost(value)
        }
        if InnocentShape.isSentence(value) || InnocentShape.isPath(value) || InnocentShape.isEmail(value)
            || InnocentShape.isNumber(value) && value.count < 6
        {
            return false
        }
        // `password: incorrect` is prose, `password: "x"` and `password=x` are not.
        let separator = value.startIndex - 1
        let isProse = !pair.isQuoted && separator >= pair.key.endIndex && value.startIndex - pair.key.endIndex >= 2
        return !isProse || Randomness(value).hasDigits || Randomness(value).classes >= 3
    }

    static func isMasked(_ value: Bytes) -> Bool {
        if value.contains("***") || value.contains("…") || value.contains("...") || value.contains("•") { return true }
        let text = value.lowercased
        if ["redacted", "filtered", "masked", "hidden", "omitted", "removed", "scrubbed", "withheld", "secret>"]
            .contains(where: { text.contains($0) })
        {
            return true
        }
        return value.count >= 3 && Set(text).count == 1 && "x*.-#?".utf8.contains(text[text.startIndex])
    }

    private static let statuses: Set<String> = [
        "null", "nil", "none", "true", "false", "missing", "invalid", "expired", "incorrect", "wrong", "required",
        "empty", "ok", "set", "unset", "provided", "present", "absent", "changed", "reset", "updated", "valid", "yes",
        "no", "failed",
        "success", "succeeded", "failure", "error", "unknown", "undefined", "string", "text", "enabled", "disabled",
        "accepted", "rejected", "denied", "granted", "created", "deleted", "rotated", "revoked", "verified",
        "refreshed", "loaded", "found", "not", "ignored",
        "skipped", "matched", "mismatch", "blank", "default", "bearer", "basic", "pending", "done", "too_short",
        "too_weak", "weak", "strong", "object", "[object", "md5", "scram-sha-256", "user", "env", "file", "vault",
        "hashed", "encrypted", "cached", "auto", "generated", "plain", "login", "optional", "length",
    ]

    private static func isStatus(_ value: Bytes) -> Bool {
        let text = value.lowercased
        let word = text.drop { !ASCII.isAlphanumeric($0) && $0 != 0x5B }.prefix {
            ASCII.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x5B
        }
        return statuses.contains(word.text) && text.count - word.count <= 3
    }
}

extension Bytes {
    /// The needle is in lower case.
    func containsIgnoringCase(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first, count >= needle.count else { return false }
        for index in startIndex...(endIndex - needle.count) where ASCII.lower(self[index]) == first {
            if zip(self[index...], needle).allSatisfy({ ASCII.lower($0) == $1 }) { return true }
        }
        return false
    }
}
