internal import Model

extension SecretClassifier {
    /// A value without parts, by what its key promises.
    func whole(_ value: Bytes, _ hint: KeyHint, _ depth: Int) -> Classification {
        let range = value.startIndex..<value.endIndex
        let nothing = Classification(kind: .unknown)
        if value.isEmpty || InnocentShape.isSwitch(value) || InnocentShape.isHashedPassword(value) { return nothing }
        if ReferenceForm(further: context.references).matches(value) { return Classification(kind: .reference) }
        switch hint.level {
        case .harmless: return Classification(kind: .public)
        case .none:
            return Randomness.isCertain(value) && !InnocentShape.isNoToken(value)
                ? found(.plaintext, "random text", range, in: value) : nothing
        case .someKey:
            guard value.count >= 16, !InnocentShape.isNoToken(value), !InnocentShape.isUUID(value),
                Randomness.looksDrawn(value)
            else { return nothing }
            return found(.plaintext, "key", range, in: value)
        case .token: return token(value, range)
        case .password: return password(value, hint, range)
        }
    }

    private static let tokenDefaults: Set<String> = [
        "test", "test123", "secret", "secret123", "password", "token", "apikey", "api-key", "api_key", "secretkey",
        "secret-key", "secret_key", "admin", "admin123", "123456", "12345678", "1234567890", "mysecret", "my-secret",
        "supersecret", "key",
        "mykey", "mytoken", "my-token", "testtoken", "test-token", "test_token", "testkey", "test-key", "test_key",
        "dev-token", "dev-key", "jwtsecret", "letmein", "qwerty", "password123",
    ]

    private func token(_ value: Bytes, _ range: Range<Int>) -> Classification {
        let text = value.lowercased.text
        if PlaceholderForm.matches(value), !InnocentShape.isPath(value),
            !InnocentShape.isSentence(value) || PlaceholderForm.isRequest(value)
        {
            return found(.placeholder, "token", range, in: value)
        }
        if Self.tokenDefaults.contains(text) { return found(.defaultCredential, "token", range, in: value) }
        if Randomness.looksDrawn(value), !InnocentShape.isPath(value), !InnocentShape.isEmail(value),
            !isPlainAddress(value), !InnocentShape.isNumber(value)
        {
            return found(.plaintext, "token", range, in: value)
        }
        if InnocentShape.isUUID(value) { return found(.plaintext, "token", range, in: value) }
        if InnocentShape.isNoToken(value) || InnocentShape.isSentence(value) { return Classification(kind: .unknown) }
        let looks = Randomness(value)
        if value.count >= 24, looks.classes == 4, looks.entropy >= 4.2, looks.changes >= value.count / 3 {
            return found(.plaintext, "token", range, in: value)
        }
        if value.count >= 6, looks.hasDigits || looks.classes >= 3, !value.contains(where: ASCII.isSpace) {
            let weakness = PasswordStrength.weakness(of: value, neighbours: context.neighbours)
            return found(weakness == nil ? .plaintext : .weak, "token", range, in: value)
        }
        return Classification(kind: .unknown)
    }

    private func isPlainAddress(_ value: Bytes) -> Bool {
        InnocentShape.isHost(value) || value.hasPrefix("arn:") || value.hasPrefix("http://")
            || value.hasPrefix("https://")
    }

    private func password(_ value: Bytes, _ hint: KeyHint, _ range: Range<Int>) -> Classification {
        if !hint.isDeclared {
            let isText = InnocentShape.isSentence(value) && !PlaceholderForm.isRequest(value)
            if isText || InnocentShape.isPath(value) || InnocentShape.isPublicKey(value) || isARNLike(value)
                || InnocentShape.isEmail(value)
            {
                return Classification(kind: .unknown)
            }
            if value.hasPrefix("http://") || value.hasPrefix("https://") { return Classification(kind: .public) }
        }
        return found(verdict(on: value, context.neighbours) ?? .plaintext, "secret", range, in: value)
    }

    private func isARNLike(_ value: Bytes) -> Bool {
        value.hasPrefix("arn:") || value.hasPrefix("alias/") || value.hasPrefix("urn:")
    }

    /// What is wrong with a password beyond standing here; nil for one that is only readable.
    func verdict(on password: Bytes, _ neighbours: Set<String>) -> SecretRule? {
        let text = password.lowercased.text
        if KnownPasswords.defaults.contains(text), !["changeme", "example"].contains(text) {
            return .defaultCredential
        }
        if PlaceholderForm.matches(password) { return .placeholder }
        switch PasswordStrength.weakness(of: password, neighbours: neighbours) {
        case .wellKnown: return .defaultCredential
        case .weak: return .weak
        case nil: return nil
        }
    }
}
