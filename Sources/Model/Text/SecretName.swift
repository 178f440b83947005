/// What the name of a variable, a header or a field says about its value.
package enum SecretName {
    /// True where the name's last words say that the value itself is a secret: `DB_PASSWORD`, `apiKey`, `x-auth-token`,
    /// but not `token_url` or `PASSWORD_MIN_LENGTH`. Stricter than asking whether a value should be shown, since what
    /// this answers is searched for and masked in everything that is written.
    package static func suggests(_ name: String) -> Bool {
        guard (1...128).contains(name.utf8.count) else { return false }
        let words = words(of: name)
        guard let last = words.last else { return false }
        if alone.contains(last) { return true }
        return last == "key" && words.dropLast().last.map(beforeKey.contains) ?? false
    }

    private static let alone: Set<String> = [
        "password", "passwd", "passphrase", "passcode", "pwd", "pass", "secret", "token", "jwt", "bearer", "apikey",
        "secretkey", "accesskey", "privatekey", "credential", "credentials", "authorization", "dsn",
    ]
    private static let beforeKey: Set<String> = [
        "api", "access", "secret", "private", "signing", "encryption", "master", "auth", "service", "account", "hmac",
        "shared", "app",
    ]

    /// `dbPassword`, `DB_PASSWORD` and `db-password` alike as `db`, `password`.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Unicode.Scalar?
        for scalar in name.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic
            let startsWord = scalar.properties.isUppercase && previous?.properties.isLowercase ?? false
            if !isLetter || startsWord {
                if !word.isEmpty { words.append(word.lowercased()) }
                word = ""
            }
            if isLetter { word.unicodeScalars.append(scalar) }
            previous = scalar
        }
        return word.isEmpty ? words : words + [word.lowercased()]
    }
}
