internal import Model

/// Values that no secret looks like, whatever their key is called.
enum InnocentShape {
    /// A switch, a word of status, or nothing: innocent even as the value of a key called `PASSWORD`.
    static func isSwitch(_ value: Bytes) -> Bool {
        value.count <= 16 && switches.contains(value.lowercased.text)
    }

    private static let switches: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "enabled", "disabled", "none", "null", "nil", "required", "optional",
        "auto", "undefined", "~", "{}", "[]", "-", "always", "never", "n/a",
    ]

    /// What only a password could be, and a token never is.
    static func isNoToken(_ value: Bytes) -> Bool {
        let text = value.text
        if isSwitch(value) || isNumber(value) || isAlgorithm(value.lowercased.text) { return true }
        if Quantity.duration(text) != nil || Quantity.bytes(text) != nil { return true }
        return isPath(value) || isAddress(value) || isTimestamp(value) || isVersion(value) || isColour(value)
            || isDigest(value) || isPublicKey(value) || isARN(value) || isListOfNames(value) || isImage(value)
    }

    static func isNumber(_ value: Bytes) -> Bool {
        !value.isEmpty
            && value.allSatisfy {
                ASCII.isDigit($0) || $0 == 0x2E || $0 == 0x2C || $0 == 0x2D || $0 == 0x5F || $0 == 0x25
            } && value.count <= 24
    }

    private static func isAlgorithm(_ text: String) -> Bool {
        algorithms.contains {
            text == $0 || text.hasPrefix($0 + "-") || text.hasPrefix($0 + "_") || text.hasPrefix($0 + "with")
        } && text.utf8.count <= 32
    }

    private static let algorithms = [
        "hs256", "hs384", "hs512", "rs256", "rs384", "rs512", "es256", "es384", "es512", "ps256", "eddsa", "aes",
        "aes128", "aes256", "sha1", "sha256", "sha384", "sha512", "md5", "bcrypt",
        "argon2", "argon2id", "scrypt", "pbkdf2", "rsa", "ed25519", "hmac", "chacha20", "xchacha20", "x25519",
        "secp256k1", "prime256v1", "blowfish", "gcm", "ecdsa", "scram",
    ]

    /// `/etc/ssl/private/key.pem`, `./config/x.json`, `C:\x`, `~/.ssh/id`, `certs/server.key`.
    static func isPath(_ value: Bytes) -> Bool {
        guard value.count >= 2, value.count <= 1_024, !value.contains(where: { "=+@!#$%^&*|<>?\"'".utf8.contains($0) })
        else { return false }
        let isRooted = value.hasPrefix("/") || value.hasPrefix("./") || value.hasPrefix("../") || value.hasPrefix("~/")
        let isWindows = value.count > 3 && ASCII.isLetter(value[value.startIndex]) && value.dropFirst().hasPrefix(":\\")
        if isWindows || value.hasPrefix("\\\\") { return true }
        let components = value.pieces { $0 == UInt8(ascii: "/") }
        if isRooted, components.allSatisfy({ !isDrawn($0) }) { return true }
        guard let name = components.last, let dot = name.lastIndex(of: 0x2E), dot > name.startIndex else {
            return false
        }
        return endings.contains(name[(dot + 1)...].lowercased.text)
            && components.allSatisfy { !isDrawn($0[..<min($0.endIndex, max($0.startIndex, dot))]) }
    }

    private static func isDrawn(_ component: Bytes) -> Bool {
        component.count >= 20 && Randomness.looksDrawn(component)
    }

    private static let endings: Set<String> = [
        "pem", "key", "crt", "cer", "cert", "json", "yaml", "yml", "toml", "txt", "jks", "p12", "pfx", "conf", "cfg",
        "ini", "env", "xml", "properties", "log", "sock", "sh", "py", "js", "ts", "rb", "php", "html",
        "css", "md", "csv", "sql", "db", "sqlite", "pub", "gpg", "asc", "enc", "so", "jar", "tf", "tfvars", "keytab",
        "der", "htpasswd",
    ]

    /// A host, an address with a port, an e-mail address, or a URL without anything secret in it.
    static func isAddress(_ value: Bytes) -> Bool {
        if value.count > 2_048 { return false }
        if let mark = value.index(of: "://"),
            value[..<mark].allSatisfy({ ASCII.isAlphanumeric($0) || "+-.:".utf8.contains($0) })
        {
            return true
        }
        if isEmail(value) { return true }
        let parts = value.pieces { $0 == UInt8(ascii: ",") }
        return !parts.isEmpty && parts.allSatisfy(isHost)
    }

    static func isEmail(_ value: Bytes) -> Bool {
        let parts = value.pieces { $0 == UInt8(ascii: "@") }
        guard parts.count == 2, value.count <= 254, parts[0].endIndex + 1 == parts[1].startIndex else { return false }
        guard parts[0].allSatisfy({ ASCII.isName($0) || $0 == 0x2B }), let dot = parts[1].lastIndex(of: 0x2E) else {
            return false
        }
        let last = parts[1][(dot + 1)...]
        return last.count >= 2 && last.allSatisfy(ASCII.isLetter) && parts[1].allSatisfy(ASCII.isName)
    }

    /// A name with a dot in it and a last label of letters, `localhost`, an address; with a port or without.
    static func isHost(_ value: Bytes) -> Bool {
        let text = value.hasPrefix("*.") ? value.dropFirst(2) : value
        let colon = text.lastIndex(of: 0x3A)
        let host = colon.map { text[..<$0] } ?? text
        if let colon {
            let port = text[(colon + 1)...]
            guard (1...5).contains(port.count), port.allSatisfy(ASCII.isDigit) else { return false }
            if host.allSatisfy(ASCII.isURLSafe), host.count <= 40, host.first.map(ASCII.isLetter) == true {
                return true
            }
        }
        if host.text == "localhost" { return true }
        let labels = host.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && $0.count <= 63 && $0.allSatisfy(ASCII.isURLSafe) }),
            let last = labels.last
        else { return false }
        if labels.count == 4, labels.allSatisfy({ $0.count <= 3 && $0.allSatisfy(ASCII.isDigit) }) { return true }
        return (2...16).contains(last.count) && last.allSatisfy(ASCII.isLower)
            && labels.contains { !$0.allSatisfy(ASCII.isDigit) }
            && !labels.contains { $0.contains(where: ASCII.isUpper) && Randomness.looksDrawn($0) }
    }

    /// `2026-11-20`, `2026-11-20T10:00:00Z`, `10:30`.
    private static func isTimestamp(_ value: Bytes) -> Bool {
        value.count >= 5 && value.count <= 35 && ASCII.isDigit(value[value.startIndex])
            && value.allSatisfy { ASCII.isDigit($0) || "-:T.Z+ ".utf8.contains($0) }
    }

    /// `1.2.3`, `v2.10.0-rc.1`, `^4.17.21`, `>=1.0`.
    private static func isVersion(_ value: Bytes) -> Bool {
        let rest = value.drop { "v^~>=< ".utf8.contains($0) }
        let number = rest.prefix { ASCII.isDigit($0) || $0 == 0x2E }
        return number.contains(0x2E) && number.first.map(ASCII.isDigit) == true && rest.count - number.count <= 24
            && rest.allSatisfy { ASCII.isName($0) || $0 == 0x2B }
    }

    private static func isColour(_ value: Bytes) -> Bool {
        value.first == UInt8(ascii: "#") && [4, 5, 7, 9].contains(value.count)
            && value.dropFirst().allSatisfy(ASCII.isHex)
    }

    /// `sha256:…`, `sha512-…` (subresource integrity), `md5:…`, `image@sha256:…`, `h1:…`.
    static func isDigest(_ value: Bytes) -> Bool {
        let text = value.prefix(256).lowercased
        return ["sha256:", "sha512:", "sha384:", "sha1:", "md5:", "sha256-", "sha384-", "sha512-", "sha1-", "h1:"]
            .contains { text.hasPrefix($0) } || text.contains("@sha256:")
    }

    /// Hashed passwords: not the password itself.
    static func isHashedPassword(_ value: Bytes) -> Bool {
        let forms = [
            "$2a$", "$2b$", "$2y$", "$2x$", "$argon2", "$scrypt$", "$5$", "$6$", "$1$", "$y$", "$7$", "$apr1$",
            "$pbkdf2", "$P$", "pbkdf2_sha", "pbkdf2:sha", "bcrypt$", "bcrypt_sha256$", "argon2$", "scrypt:", "{SSHA",
            "{SHA", "{BCRYPT}", "{bcrypt}", "{PBKDF2", "SCRAM-SHA-256$",
        ]
        if forms.contains(where: value.hasPrefix), value.count >= 20 { return true }
        // `md5` and 32 digits: PostgreSQL's; `*` and 40: MySQL's.
        if value.hasPrefix("md5"), value.count == 35, value.dropFirst(3).allSatisfy(ASCII.isHex) { return true }
        if value.first == 0x2A, value.count == 41, value.dropFirst().allSatisfy(ASCII.isHex) { return true }
        // `user:$2y$…` of htpasswd.
        guard let colon = value.firstIndex(of: 0x3A), colon + 1 < value.endIndex,
            value[(colon + 1)...].first == 0x24 || value[(colon + 1)...].hasPrefix("{SHA")
        else { return false }
        return isHashedPassword(value[(colon + 1)...])
    }

    static func isPublicKey(_ value: Bytes) -> Bool {
        [
            "ssh-rsa ", "ssh-ed25519 ", "ssh-dss ", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "age1",
            "-----BEGIN PUBLIC KEY", "-----BEGIN RSA PUBLIC KEY", "-----BEGIN CERTIFICATE", "-----BEGIN X509",
            "-----BEGIN PGP PUBLIC", "-----BEGIN SSH2 PUBLIC", "-----BEGIN EC PARAMETERS", "-----BEGIN DH PARAMETERS",
        ].contains(where: value.hasPrefix)
    }

    private static func isARN(_ value: Bytes) -> Bool {
        value.hasPrefix("arn:") || value.hasPrefix("alias/") || value.hasPrefix("projects/")
            || value.hasPrefix("/subscriptions/") || value.hasPrefix("urn:")
    }

    /// `registry.example.com/app/api:1.2`: a path of lower-case names with a tag.
    private static func isImage(_ value: Bytes) -> Bool {
        guard value.contains(0x2F), let colon = value.lastIndex(of: 0x3A) else { return false }
        let name = value[..<colon]
        return name.allSatisfy { ASCII.isLower($0) || ASCII.isDigit($0) || "-_./:".utf8.contains($0) }
            && value[(colon + 1)...].allSatisfy(ASCII.isName) && !Randomness.looksDrawn(name)
    }

    /// Words with `,`, `|`, spaces or nothing between them: scopes, flags, header names, enum values.
    static func isListOfNames(_ value: Bytes) -> Bool {
        let words = value.pieces { ", |;:/&".utf8.contains($0) }
        return !words.isEmpty
            && words.allSatisfy { word in
                word.count <= 40 && word.allSatisfy { ASCII.isName($0) || "*<>=+()[]\"'".utf8.contains($0) }
                    && !Randomness.looksDrawn(word)
                    && word.pieces { !ASCII.isLetter($0) }.reduce(0) { $0 + $1.count } * 3 >= word.count * 2
            }
    }

    /// A sentence for people, as in a file of translations.
    static func isSentence(_ value: Bytes) -> Bool {
        let words = value.pieces { ASCII.isSpace($0) }
        guard words.count >= 3 else { return false }
        let plain = words.map { $0.filter(ASCII.isLetter)[...].lowercased.text }
        let known = plain.count { functionWords.contains($0) }
        return known >= 2 || (known >= 1 && words.count >= 5) || (words.count >= 4 && value.last == 0x2E)
    }

    private static let functionWords: Set<String> = [
        "the", "a", "an", "is", "are", "was", "be", "must", "should", "your", "you", "we", "please", "enter", "to",
        "of", "for", "with", "at", "least", "not", "and", "or", "in", "on", "has", "have", "been", "it", "this", "that",
        "will", "can", "from", "by", "no", "if",
    ]

    /// `8-4-4-4-12` hexadecimal digits.
    static func isUUID(_ value: Bytes) -> Bool {
        value.count == 36 && value.split(separator: 0x2D).map(\.count) == [8, 4, 4, 4, 12]
            && value.allSatisfy { ASCII.isHex($0) || $0 == 0x2D }
    }
}
