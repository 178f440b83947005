internal import Model

extension SecretClassifier {
    /// What the URLs and connection strings in a value hold; nil where there are none.
    func urls(in value: Bytes, _ hint: KeyHint) -> Classification? {
        let urls = URLParts.urls(in: value)
        guard !urls.isEmpty else { return nil }
        var result = Classification(kind: .unknown)
        for url in urls {
            result.add(credentials(of: url, in: value))
            result.add(query(of: url, in: value))
            if result.matches.isEmpty, hint.isWebhook || hint.isDeclared, url.scheme.hasPrefix("http") {
                result.add(path(of: url, hint, in: value))
            }
        }
        if result.kind == .unknown, result.matches.isEmpty { result.kind = .public }
        // Sentences and lists may hold more than their URLs.
        let isAll = urls.count > 1 || urls[0].range.count >= value.count - 2 || value.hasPrefix("jdbc:")
        return isAll || !result.matches.isEmpty ? result : nil
    }

    private func credentials(of url: URLParts.URL, in value: Bytes) -> Classification {
        if let password = url.password, !password.isEmpty {
            return credentials(password, user: url.user, host: url.host, in: value)
        }
        if url.password == nil, !url.user.isEmpty {
            let isPublic =
                url.host.contains("sentry") || url.host.contains("ingest") || url.host.contains("glitchtip")
                || url.host.contains("bugsnag")
            let isToken = url.scheme.hasPrefix("http") || url.scheme.hasPrefix("git") || url.scheme.hasPrefix("ssh")
            if isToken, !isPublic, url.user.count >= 16, Randomness.looksDrawn(url.user) {
                return found(.plaintext, "token in a URL", url.user.startIndex..<url.user.endIndex, in: value)
            }
        }
        // Java takes the password as a setting beside the URL.
        return !value.hasPrefix("jdbc:") && lacksPassword(url)
            ? found(.missingPassword, "no password", url.range, in: value) : Classification(kind: .unknown)
    }

    /// A password beside the user and host that it belongs to.
    func credentials(_ password: Bytes, user: Bytes, host: Bytes, in value: Bytes) -> Classification {
        let range = password.startIndex..<password.endIndex
        if ReferenceForm(further: context.references).matches(password) || password.hasPrefix("${")
            || password.hasPrefix("$(") || password.hasPrefix("{{")
        {
            return Classification(kind: .reference)
        }
        // `x-oauth-basic` and its like stand beside a token that is the user.
        if password.text == "x-oauth-basic" || password.text == "x" { return Classification(kind: .unknown) }
        let place = host.prefix { $0 != 0x3A && $0 != 0x2C }.lowercased.text
        let label = place.split(separator: ".").first.map(String.init) ?? ""
        let neighbours = context.neighbours.union([user.lowercased.text, place, label]).subtracting([""])
        let decoded = URLText.percentDecoded(Substring(password.text)).map { Bytes($0) } ?? password
        return found(verdict(on: decoded, neighbours) ?? .dsnPassword, "password", range, in: value)
    }

    private static let servers: Set<String> = [
        "postgres", "postgresql", "mysql", "mariadb", "mongodb", "mongodb+srv", "redis", "rediss", "amqp", "amqps",
        "mssql", "sqlserver", "mysql2", "pgsql", "postgresql+psycopg2", "postgresql+asyncpg", "mysql+pymysql",
    ]

    /// A server elsewhere that is asked for without a password, where neither a certificate nor a role stands for one.
    private func lacksPassword(_ url: URLParts.URL) -> Bool {
        guard Self.servers.contains(url.scheme), !url.host.isEmpty else { return false }
        let host = url.host.prefix { $0 != 0x2C }.prefix(while: { $0 != 0x3A }).lowercased.text
        if host.isEmpty || host == "localhost" || host.hasPrefix("127.") || url.host.hasPrefix("[::1]")
            || host.hasPrefix("$") || host.hasPrefix("{") || host.hasPrefix("<")
        {
            return false
        }
        let rest = url.rest.lowercased
        return ![
            "password=", "sslcert", "authmechanism", "iam", "passfile", "integrated", "trusted", "aws", "krb", "gssapi",
        ].contains { rest.contains($0) }
    }

    private static let queryNames: Set<String> = [
        "sig", "code", "key", "access_key", "apikey", "api_key", "token", "auth", "secret", "signature",
        "x-amz-signature", "x-goog-signature", "hapikey", "appid", "subscription-key",
    ]

    private func query(of url: URLParts.URL, in value: Bytes) -> Classification {
        var result = Classification(kind: .unknown)
        let pairs = URLParts.query(of: url)
        let user = pairs.first { ["user", "username", "uid"].contains($0.key.lowercased.text) }?.value ?? []
        for pair in pairs where !pair.value.isEmpty {
            let name = pair.key.lowercased.text
            let level = KeyHint(pair.key.text).level
            if level == .password {
                if InnocentShape.isSwitch(pair.value) || pair.value.hasPrefix("$") { continue }
                result.add(credentials(pair.value, user: user, host: url.host, in: value))
            } else if level == .token || Self.queryNames.contains(name) {
                let hint: KeyHint = .token
                result.add(whole(pair.value, hint, 1))
            }
        }
        return result
    }

    /// A path that nobody guesses is what keeps a webhook's URL secret.
    private func path(of url: URLParts.URL, _ hint: KeyHint, in value: Bytes) -> Classification {
        let isPlaceholder = PlaceholderForm.matches(url.rest)
        if isPlaceholder, url.rest.count > 8 {
            return found(.placeholder, "webhook", url.rest.startIndex..<url.rest.endIndex, in: value)
        }
        let isDrawn = url.rest.pieces { $0 == 0x2F || $0 == 0x3F || $0 == 0x26 || $0 == 0x3D }.contains {
            $0.count >= 16 && (Randomness.looksDrawn($0) || InnocentShape.isUUID($0))
        }
        guard isDrawn || (hint.isDeclared && url.rest.count >= 12) else { return Classification(kind: .public) }
        return found(.plaintext, "webhook", url.rest.startIndex..<url.rest.endIndex, in: value)
    }
}
