/// The words that names of keys are made of.
enum KeyWords {
    /// The words of a name in lower case: `app.jwt.secretKey` → `jwt`, `secret`, `key`.
    ///
    /// Of a path, the last component counts; those before it only where it says nothing by itself, as `key` or `[0]`.
    static func words(of name: String) -> [String] {
        let components = Bytes(name).pieces {
            $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") || $0 == 0x5B || $0 == 0x5D
        }
        var words: [String] = []
        for component in components.suffix(4).reversed() {
            words = split(component) + words
            guard words.allSatisfy({ generic.contains($0) || Int($0) != nil }) else { break }
        }
        while words.count > 1, let last = words.last, trailing.contains(last) { words.removeLast() }
        return words
    }

    /// At `_`, `-`, spaces and where the case changes.
    private static func split(_ name: Bytes) -> [String] {
        var words: [String] = []
        for piece in name.pieces({ !ASCII.isAlphanumeric($0) && $0 < 0x80 }) {
            var start = piece.startIndex
            for index in piece.indices.dropFirst() {
                let isStart =
                    ASCII.isUpper(piece[index])
                    && (!ASCII.isUpper(piece[index - 1])
                        || (index + 1 < piece.endIndex && ASCII.isLower(piece[index + 1])))
                guard isStart, index > start else { continue }
                words.append(piece[start..<index].lowercased.text)
                start = index
            }
            words.append(piece[start...].lowercased.text)
        }
        return words.map { $0.last?.isNumber == true ? withoutNumber($0) : $0 }
    }

    /// `password2` → `password`; names such as `oauth2` and `s3` stay, since they are in no list either way.
    private static func withoutNumber(_ word: String) -> String {
        let base = String(word.prefix { !$0.isNumber })
        return isPassword(base) || isToken(base) || base == "key" ? base : word
    }

    static func isPassword(_ word: String) -> Bool {
        passwords.contains(word) || passwordEndings.contains { word.hasSuffix($0) }
    }

    static func isToken(_ word: String) -> Bool {
        tokens.contains(word) || tokenEndings.contains { word.hasSuffix($0) }
    }

    /// Components of a path that take their meaning from the one above.
    private static let generic: Set<String> = [
        "key", "keys", "value", "default", "data", "text", "string", "raw", "content", "current", "old", "new",
    ]
    /// Words at a name's end that change nothing.
    private static let trailing: Set<String> = [
        "value", "default", "raw", "plain", "plaintext", "b64", "base64", "encoded",
    ]

    private static let passwords: Set<String> = [
        "password", "passwords", "passwd", "passphrase", "pwd", "pw", "pass", "passcode", "passwort", "secret", "psk",
        "pgpass", "dbpass", "mysqlpass", "userpass", "smtppass", "mailpass", "rootpw", "rootpass", "adminpass",
        "mnemonic",
        "pin", "requirepass", "masterauth", "keypass", "storepass",
    ]
    private static let passwordEndings = [
        "password", "passwd", "passphrase", "secret", "secretkey", "privatekey", "_pwd",
    ]
    private static let tokens: Set<String> = [
        "token", "tokens", "apikey", "apikeys", "accesskey", "authkey", "credential", "credentials", "creds", "pepper",
        "secrets", "totp", "hmac",
    ]
    private static let tokenEndings = ["apikey", "accesskey", "encryptionkey", "token"]
    /// Tokens only where the name ends with them: `AUTH`, but not `AUTH_MODE`.
    static let lastTokens: Set<String> = [
        "auth", "authorization", "bearer", "jwt", "webhook", "webhooks", "signature", "salt", "license", "sas", "otp",
        "cookie",
        "userpwd", "htpasswd", "sig",
    ]
    /// What makes a key a secret one.
    static let secretKeys: Set<String> = [
        "api", "secret", "private", "access", "encryption", "encrypt", "signing", "sign", "signature", "master", "auth",
        "account", "license", "licence", "session", "sessions", "cookie", "jwt", "hmac", "aes", "app", "storage",
        "shared", "service",
        "crypt", "crypto", "cipher", "admin", "deploy", "webhook", "write", "rest", "server", "subscription",
        "integration",
        "validation", "csrf", "hash", "cookies", "fernet", "rsa", "ed25519", "ssh", "tls", "ssl", "openai", "anthropic",
        "stripe",
        "sendgrid", "twilio", "mailgun", "datadog", "sentry", "aws", "azure", "consumer", "bot", "instrumentation",
        "ingest",
        "decryption", "machine", "registry", "function", "functions", "host", "root", "recovery", "unseal", "gossip",
        "wallet", "credential",
        "credentials", "token", "security",
    ]
    /// Keys of maps, caches and tables.
    static let plainKeys: Set<String> = [
        "cache", "partition", "sort", "primary", "foreign", "idempotency", "shard", "index", "range",
        "group",
        "object", "bucket", "row", "sorting", "lookup", "config", "feature", "label", "annotation", "node", "tag",
        "map",
        "translation", "i18n", "state", "message", "anon", "site", "tracking",
    ]
    /// What is made to be seen.
    static let published: Set<String> = [
        "public", "publishable", "pub", "site", "anon", "anonymous", "client_id", "browser", "vite", "published",
    ]
    static let neighbours: Set<String> = [
        "user", "username", "login", "host", "hostname", "database", "db", "dbname", "name", "uid", "account", "email",
        "server",
        "user_id",
    ]
    /// Questions about a secret, answered by a switch or a number.
    static let asking: Set<String> = [
        "enable", "enabled", "disable", "allow", "require", "required", "use", "has", "is", "show", "hide", "skip",
        "min", "max",
        "existing", "num", "force", "label", "i18n",
    ]
    /// What a name ends with that is about a secret, and none itself.
    static let describing: Set<String> = [
        "ttl", "expiry", "expires", "expire", "expiration", "timeout", "length", "len", "size", "count", "limit",
        "limits", "min", "max",
        "endpoint", "endpoints", "host", "hosts", "hostname", "port", "path", "paths", "file", "files", "filename",
        "dir", "directory", "folder",
        "name", "names", "id", "ids", "arn", "algorithm", "algorithms", "alg", "algo", "type", "types", "format",
        "prefix", "suffix", "header", "headers",
        "policy", "enabled", "disabled", "required", "rotation", "rounds", "cost", "version", "issuer", "iss",
        "audience", "aud", "scope",
        "scopes", "region", "provider", "providers", "mode", "method", "methods", "strategy", "field", "column",
        "param", "parameter",
        "regex", "pattern", "interval", "days", "day", "seconds", "secs", "sec", "hours", "hour", "minutes", "mins",
        "minute", "ms", "age", "lifetime", "duration",
        "store", "backend", "backends", "manager", "driver", "class", "engine", "alias", "user", "username", "email",
        "label", "env",
        "ref", "reference", "location", "bucket", "samesite", "secure", "httponly", "domain", "domains", "hint",
        "reset", "attempts",
        "validators", "hashers", "encoder", "encoding", "retries", "retry", "window", "leeway", "skew", "uri", "url",
        "urls", "realm", "service", "server", "plugin",
        "fingerprint", "thumbprint", "digest", "checksum", "sha", "sha256", "md5", "subject", "kid", "jwks",
        "iterations",
        "used", "usage", "budget", "price", "per", "help", "message", "msg", "placeholder", "prompt", "title",
        "description", "text",
        "tooltip", "flag", "flags", "state", "status", "level", "rate", "quota", "bytes", "bits", "chars", "characters",
        "complexity", "strength", "history", "app", "application", "client", "module", "script", "command", "cmd",
        "image", "tag",
        "template", "page", "route", "view", "form", "input", "controller", "namespace", "group", "role", "roles",
        "owner", "source", "target", "selector", "generator", "helper",
        "behavior", "behaviour", "changed", "created", "updated", "at", "date", "time", "created_at", "on", "after",
        "before", "timestamp", "lock", "cert", "certificate", "ca",
        "verification", "threshold", "percent", "percentage", "ratio", "score", "grade", "criteria", "keyring",
        "keystore",
        "truststore", "vault", "kms", "resource", "reader", "writer", "auto", "refresh_interval", "separator",
        "delimiter",
    ]
}
