internal import Model

/// Says what a value is: parsed first (key, DSN, connection string, header, JSON, command line), then judged by its
/// parts, so that a password is found within a URL and a word isn't taken for one.
package struct SecretClassifier: Sendable {
    package struct Classification: Sendable {
        package var kind: SecretKind
        /// The parts that break a rule, in the order of their places.
        package var matches: [SecretMatch] = []
    }

    let context: SecretContext

    package init(_ context: SecretContext) { self.context = context }

    /// `key` may be a path such as `spring.datasource.password`; `value` is what an application gets.
    package func classify(key: String, value: String) -> Classification {
        let hint = KeyHint(key, declared: context.declared[key])
        var result = classify(Bytes(value), hint, depth: 0)
        if context.tier == .example { result.matches.removeAll { !Self.countsInExample($0) } }
        result.matches.sort { $0.range.lowerBound < $1.range.lowerBound }
        return result
    }

    /// In a template, what was filled in by mistake is a fault; what stands there to be replaced is not.
    private static func countsInExample(_ match: SecretMatch) -> Bool {
        switch match.rule {
        case .providerToken, .privateKey: true
        case .plaintext, .dsnPassword: Randomness.looksDrawn(Bytes(match.part.reveal()))
        default: false
        }
    }

    /// Nested deeper than this, nobody means a text to be read.
    private static let deepest = 3
    /// A longer value is only searched for tokens and private keys.
    private static let longest = 65_536

    func classify(_ value: Bytes, _ hint: KeyHint, depth: Int) -> Classification {
        let value = value.trimmed
        guard !value.isEmpty, depth <= Self.deepest else { return Classification(kind: .unknown) }
        if InnocentShape.isDigest(value) { return Classification(kind: .public) }
        if InnocentShape.isHashedPassword(value) { return Classification(kind: .unknown) }
        if let fallback = ReferenceForm.fallback(in: value) {
            return classify(fallback, self.hint(hint, ofReference: value), depth: depth + 1)
        }
        if ReferenceForm(further: context.references).matches(value) { return Classification(kind: .reference) }
        let fixed = fixedForms(in: value, hint)
        if fixed.kind != .unknown || value.count > Self.longest { return fixed }
        return structured(value, hint, depth) ?? whole(value, hint, depth)
    }

    /// `${DB_PASSWORD:-text}` tells what the text is, where the key above says nothing.
    private func hint(_ hint: KeyHint, ofReference value: Bytes) -> KeyHint {
        guard !hint.isDeclared, hint.level == .none || hint.level == .someKey, value.hasPrefix("${") else {
            return hint
        }
        let named = KeyHint(value.dropFirst(2).prefix(while: ASCII.isName).text)
        return named.level > hint.level ? named : hint
    }

    // MARK: Forms that tell by themselves

    private func fixedForms(in value: Bytes, _ hint: KeyHint) -> Classification {
        if let range = PEMShape.privateKey(in: value) {
            let isMadeUp = PEMShape.isMadeUp(value[range])
            return found(isMadeUp ? .placeholder : .privateKey, "private key", range, in: value)
        }
        if InnocentShape.isPublicKey(value) { return Classification(kind: .public) }
        var result = Classification(kind: .unknown)
        for token in TokenSearch.tokens(in: value) {
            let isPublic =
                token.isPublic || (hint.isPublished && (token.name == "JWT" || token.name == "Google API key"))
            if isOfWrongTier(token) {
                result.add(match(.wrongTierKey, isPublic ? .public : .secret, token.name, token.range, in: value))
            }
            if isPublic {
                if result.kind == .unknown { result.kind = .public }
            } else if token.isMadeUp {
                result.add(match(.placeholder, .placeholder, token.name, token.range, in: value))
            } else {
                result.add(match(.providerToken, .secret, token.name, token.range, in: value))
            }
        }
        // A public part says nothing about the rest of a DSN or of a list.
        if result.kind == .public, result.matches.isEmpty,
            value.contains("://") || value.contains(0x3B) || value.contains(0x7B)
        {
            result.kind = .unknown
        }
        // A token of one kind doesn't clear a DSN beside it.
        if result.kind == .secret, value.contains("://"), let others = urls(in: value, hint), others.kind != .public {
            result.matches += others.matches.filter { other in
                !result.matches.contains { $0.range.overlaps(other.range) }
            }
        }
        return result
    }

    private func isOfWrongTier(_ token: FoundToken) -> Bool {
        guard !token.isMadeUp else { return false }
        switch (token.tier, context.tier) {
        case (.test, .production), (.live, .staging), (.live, .development): return true
        default: return false
        }
    }

    // MARK: Results

    func match(_ rule: SecretRule, _ kind: SecretKind, _ what: String, _ range: Range<Int>, in value: Bytes)
        -> SecretMatch
    {
        SecretMatch(kind: kind, rule: rule, range: range, what: what, part: Secret(value[range].text))
    }

    func found(_ rule: SecretRule, _ what: String, _ range: Range<Int>, in value: Bytes) -> Classification {
        let kind: SecretKind =
            switch rule {
            case .placeholder: .placeholder
            case .defaultCredential: .defaultCredential
            case .missingPassword: .unknown
            default: .secret
            }
        return Classification(kind: kind, matches: [match(rule, kind, what, range, in: value)])
    }
}

extension SecretClassifier.Classification {
    mutating func add(_ match: SecretMatch) {
        guard !matches.contains(where: { $0.range == match.range && $0.rule == match.rule }) else { return }
        matches.append(match)
        if kind != .secret { kind = match.kind }
    }

    /// Takes over what was found in a part.
    mutating func add(_ part: SecretClassifier.Classification) {
        for match in part.matches { add(match) }
        if matches.isEmpty, kind == .unknown { kind = part.kind }
    }
}
