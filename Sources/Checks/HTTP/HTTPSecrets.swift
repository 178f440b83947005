internal import Model
internal import Transfer

/// Credentials that an exchange carries, found by where they stand: nothing that the run writes may show them.
enum HTTPSecrets {
    /// A longer body is looked into so far.
    private static let longestBody = 1_048_576

    /// What the request sends: its authentication, cookies and headers, its URLs, and the fields of its body.
    static func of(_ request: HTTPRequest) -> [Secret] {
        var secrets = SecretText.urlSecrets(in: request.url) + SecretText.urlSecrets(in: request.proxy ?? "")
        switch request.authentication {
        case .none: break
        case .bearer(let token): secrets.append(Secret(token))
        case .basic(_, let password): secrets.append(Secret(password))
        }
        for header in request.headers {
            let name = header.name.lowercased()
            if name == "cookie" {
                secrets += cookies(header.value, shortest: Redactor.shortestWord)
            } else if let secret = SecretText.secret(name, SecretText.withoutScheme(header.value)) {
                secrets.append(secret)
            }
        }
        if let query = request.url.split(separator: "?", maxSplits: 1).dropFirst().first {
            secrets += SecretText.formSecrets(in: String(query.prefix { $0 != "#" }))
        }
        if case .bytes(let body) = request.body {
            secrets += SecretText.secrets(in: body.prefix(longestBody))
            if request.headers.first("content-type")?.hasPrefix("application/x-www-form-urlencoded") == true {
                secrets += SecretText.formSecrets(in: String(decoding: body.prefix(longestBody), as: UTF8.self))
            }
        }
        return secrets
    }

    /// What the answer brings: cookies, and what stands under secret names in its headers and body. A target's words
    /// are many, so only what is long enough to be a credential counts.
    static func of(_ response: HTTPResponse) -> [Secret] {
        var secrets = response.cookies.map { Secret($0.value) }
        for header in response.headers {
            if let secret = SecretText.secret(header.name, SecretText.withoutScheme(header.value)) {
                secrets.append(secret)
            }
        }
        secrets += SecretText.secrets(in: response.body.prefix(longestBody), shortest: Redactor.shortestValue)
        return secrets.filter { $0.reveal().utf8.count >= Redactor.shortestValue }
    }

    private static func cookies(_ header: String, shortest: Int) -> [Secret] {
        header.split(separator: ";").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[1].utf8.count >= shortest else { return nil }
            return Secret(String(parts[1]))
        }
    }
}
