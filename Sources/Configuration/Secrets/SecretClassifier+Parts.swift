internal import Model

extension SecretClassifier {
    /// What the parts of a value with a structure are; nil for one that has none.
    func structured(_ value: Bytes, _ hint: KeyHint, _ depth: Int) -> Classification? {
        if let first = value.first, first == 0x7B || first == 0x5B, value.contains(0x22) {
            if let result = pairs(Pair.all(in: value), hint, depth) { return result }
            if first == 0x7B { return Classification(kind: .unknown) }
        }
        if let header = header(value) { return header }
        if let settings = Pair.settings(in: value), let result = connection(settings, depth) { return result }
        if let result = urls(in: value, hint) { return result }
        if let (user, password) = URLParts.bareCredentials(in: value) {
            return credentials(password, user: user, host: [], in: value)
        }
        let inner = Pair.options(in: value) + (value.contains(0x3D) || value.contains(": ") ? Pair.all(in: value) : [])
        if let result = pairs(
            inner.filter { KeyHint($0.key.text).level >= .token || $0.value.contains("://") }, hint, depth),
            !result.matches.isEmpty
        {
            return result
        }
        if depth == 0, let list = list(value, hint) { return list }
        return encoded(value, hint, depth)
    }

    private func pairs(_ pairs: [Pair], _ hint: KeyHint, _ depth: Int) -> Classification? {
        var result = Classification(kind: .unknown)
        for pair in pairs where !pair.value.isEmpty {
            var part = KeyHint(pair.key.text)
            if part.level == .none, hint.level >= .token, !hint.isDeclared { part.level = .someKey }
            result.add(classify(pair.value, part, depth: depth + 1))
        }
        return pairs.isEmpty ? nil : result
    }

    /// `Bearer …`, `Basic …`, alone or behind `Authorization:`.
    func header(_ value: Bytes) -> Classification? {
        for scheme in ["Bearer ", "bearer ", "Token ", "token ", "ApiKey "] {
            guard let start = value.index(of: scheme),
                start == value.startIndex || " :\"'=".utf8.contains(value[start - 1])
            else { continue }
            let token = value.run(from: start + scheme.utf8.count) {
                !ASCII.isSpace($0) && !ASCII.isQuote($0) && $0 != 0x2C
            }
            guard token.count >= 12, token.endIndex == value.endIndex || start > value.startIndex else { continue }
            let isReference = ReferenceForm(further: context.references).matches(token)
            if isReference { return Classification(kind: .reference) }
            if PlaceholderForm.matches(token) {
                return found(.placeholder, "bearer token", token.startIndex..<token.endIndex, in: value)
            }
            if Randomness.looksDrawn(token) {
                return found(.plaintext, "bearer token", token.startIndex..<token.endIndex, in: value)
            }
        }
        for scheme in ["Basic ", "basic "] {
            guard let start = value.index(of: scheme) else { continue }
            let token = value.run(from: start + 6, while: ASCII.isBase64)
            guard token.count >= 8, let text = Base64Text.text(token), let colon = text.firstIndex(of: 0x3A) else {
                continue
            }
            let password = text[(colon + 1)...]
            if password.isEmpty || ReferenceForm().matches(password) { return Classification(kind: .reference) }
            let rule = verdict(on: password, context.neighbours.union([text[..<colon].lowercased.text])) ?? .plaintext
            return found(rule, "basic credentials", token.startIndex..<token.endIndex, in: value)
        }
        return nil
    }

    private static let places: Set<String> = [
        "server", "data source", "datasource", "host", "hostname", "endpoint", "accountname", "user id", "uid", "user",
        "username", "database", "initial catalog", "driver", "defaultendpointsprotocol", "address", "addr", "dsn",
        "port", "accountendpoint", "sharedaccesskeyname", "blobendpoint", "hostnames",
    ]

    /// `Server=…;User Id=…;Password=…`, `AccountName=…;AccountKey=…`.
    private func connection(_ settings: [Pair], _ depth: Int) -> Classification? {
        let names = settings.map { $0.key.lowercased.text }
        guard names.contains(where: Self.places.contains) else { return nil }
        var result = Classification(kind: .public)
        let neighbours = zip(names, settings).filter {
            ["user id", "uid", "user", "username", "server", "host", "database"].contains($0.0)
        }.map { $0.1.value.lowercased.text }
        for (name, pair) in zip(names, settings) {
            let hint = KeyHint(pair.key.text)
            let range = pair.value.startIndex..<pair.value.endIndex
            if pair.value.isEmpty || ReferenceForm(further: context.references).matches(pair.value) { continue }
            if name == "accountkey" || name == "sharedaccesskey" || name == "sharedsecretvalue" {
                result.add(
                    match(
                        PlaceholderForm.matches(pair.value) ? .placeholder : .providerToken, .secret, "Azure key",
                        range, in: pair.value))
            } else if hint.level == .password, !InnocentShape.isSwitch(pair.value) {
                let rule = verdict(on: pair.value, context.neighbours.union(neighbours)) ?? .dsnPassword
                result.add(found(rule, "password", range, in: pair.value))
            } else if hint.level == .token || pair.value.contains("://") {
                result.add(classify(pair.value, hint, depth: depth + 1))
            }
        }
        return result
    }

    /// `a:secret,b:secret` and `one,two` under the name of tokens.
    private func list(_ value: Bytes, _ hint: KeyHint) -> Classification? {
        let isBracketed = value.first == 0x5B && value.last == 0x5D
        guard isBracketed ? hint.level >= .token : hint.level == .token && value.contains(0x2C) else { return nil }
        var result = Classification(kind: .unknown)
        for piece in value.pieces({ $0 == 0x2C || isBracketed && "[]\"' ".utf8.contains($0) }).prefix(64) {
            let item = piece.lastIndex(of: 0x3A).map { piece[($0 + 1)...] } ?? piece
            result.add(whole(item.trimmed, hint, 1))
        }
        return result.matches.isEmpty ? nil : result
    }

    /// What is only a wrapping: base64 of a text that holds a secret, as in Kubernetes.
    private func encoded(_ value: Bytes, _ hint: KeyHint, _ depth: Int) -> Classification? {
        guard depth == 0, value.count >= 16, value.allSatisfy({ ASCII.isBase64($0) || ASCII.isURLSafe($0) }),
            let text = Base64Text.text(value)
        else { return nil }
        let inner = classify(
            text, hint.level >= .token ? .password : hint.level == .harmless ? hint : .none, depth: depth + 1)
        guard let match = inner.matches.first else {
            // Words or JSON, wrapped: nothing that only a machine could have drawn.
            return hint.level == .none || hint.level == .someKey || hint.level == .harmless ? inner : nil
        }
        return found(match.rule, "\(match.what) in base64", value.startIndex..<value.endIndex, in: value)
    }
}
