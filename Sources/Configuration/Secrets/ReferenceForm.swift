/// Values that say where a secret is kept, and hold none.
struct ReferenceForm {
    /// Beginnings from the suite.
    var further: [String] = []

    func matches(_ value: Bytes) -> Bool {
        if further.contains(where: { !$0.isEmpty && value.hasPrefix($0) }) { return true }
        let lowercase = value.prefix(64).lowercased
        if Self.prefixes.contains(where: lowercase.hasPrefix) { return true }
        if Self.isCloudPath(value) { return true }
        return Self.isFilledIn(value) || Self.isExpression(value)
    }

    private static let prefixes = [
        "vault:", "vault://", "ref+", "op://", "arn:aws:secretsmanager:", "arn:aws:ssm:", "arn:aws-cn:secretsmanager:",
        "arn:aws-us-gov:secretsmanager:", "file:/run/secrets/", "file:///run/secrets/", "/run/secrets/",
        "/var/run/secrets/", "enc[", "sm://", "gcpsm://", "gcp-secret://",
        "gsm:", "gsm://", "secretmanager:", "@microsoft.keyvault(", "azurekeyvault:", "azurekeyvault://", "keyvault:",
        "akv:", "akv://", "awssm:", "awssm://",
        "aws-sm:", "aws-sm://", "secretsmanager:", "secretsmanager://", "ssm:", "ssm://", "awsssm:", "parameterstore:",
        "{{resolve:", "sops:", "sops://", "!vault", "$ansible_vault;",
        "{cipher}", "bws://", "bws:", "doppler://", "infisical://", "akeyless:", "conjur:", "kms:", "kms://",
        "secret://",
        "secretref:", "k8s://", "keychain:", "keyring:", "env:", "file://", "file:", "!ref ", "!sub ", "!secret ",
        "!env", "!!env", "!reference", "!vault-encrypted",
        "{vault}", "{env:", "{file:", "{aes}", "-----begin age encrypted", "-----begin pgp message",
        "age-encryption.org", "jasypt:", "enc(", "encrypted:", "xkmsenc:",
        "passbolt:", "lpass://", "bitwarden://", "keeper://", "dashlane://", "berglas://", "tss://", "from_vault(",
    ]

    private static let expressions = [
        "process.env", "os.environ", "os.getenv", "getenv(", "env(", "env[", "env.", "system.getenv", "import.meta.env",
        "config(", "secrets.", "vault(", "lookup(",
        "var.", "local.", "data.", "module.", "random_password.", "random_string.", "aws_secretsmanager",
        "aws_ssm_parameter", "google_secret_manager", "azurerm_key_vault",
        "environ[", "environ.get(", "rails.application.credentials", "credentials.", "deno.env", "viper.", "os.getenv(",
        "builtins.getenv", "file(", "sensitive(", "config.", "settings.", "self.", "this.", "params.", "parameters.",
        "props.", "secret(", "getsecret(", "get_secret(",
    ]

    /// `projects/p/secrets/s/versions/1` and its like.
    private static func isCloudPath(_ value: Bytes) -> Bool {
        if value.hasPrefix("projects/"), value.contains("/secrets/") { return true }
        return value.hasPrefix("https://") && value.contains(".vault.azure.net/secrets/")
    }

    /// `$NAME`, `${NAME}`, `{{ name }}`, `%(NAME)s`, `%NAME%`, `@name@`, `<%= … %>`, `$(command)`: a whole of them, nothing beside.
    static func isFilledIn(_ value: Bytes) -> Bool {
        let forms = [
            ("${{", "}}"), ("{{", "}}"), ("$(", ")"), ("<%", "%>"), ("#{", "}"), ("%(", ")s"), ("%env(", ")%"),
            ("${", "}"), ("$[", "]"), ("@@", "@@"), ("__", "__"), ("[[", "]]"), ("((", "))"), ("{", "}"),
        ]
        for (open, close) in forms
        where value.count > open.utf8.count + close.utf8.count && value.hasPrefix(open) && value.hasSuffix(close) {
            let inside = value.dropFirst(open.utf8.count).dropLast(close.utf8.count)
            if open == "__" || open == "{" || open == "@@" || open == "[[" || open == "((" {
                if !PlaceholderForm.matches(inside),
                    inside.allSatisfy({ ASCII.isName($0) || $0 == 0x20 || $0 == 0x2F || $0 == 0x3A })
                {
                    return true
                }
            } else {
                return true
            }
        }
        if value.first == UInt8(ascii: "$"), value.count > 1, !value.dropFirst().allSatisfy(ASCII.isDigit) {
            let name = value.dropFirst()
            return name.allSatisfy { ASCII.isUpper($0) || ASCII.isDigit($0) || $0 == 0x5F }
                && !ASCII.isDigit(name.first ?? 0x30)
                || name.allSatisfy { ASCII.isLower($0) || $0 == 0x5F } && name.contains(0x5F)
        }
        for mark in [UInt8(ascii: "%"), UInt8(ascii: "@")]
        where value.count > 2 && value.first == mark && value.last == mark {
            if value.dropFirst().dropLast().allSatisfy(ASCII.isName) { return true }
        }
        return false
    }

    /// A piece of program that looks the value up.
    private static func isExpression(_ value: Bytes) -> Bool {
        let lowercase = value.prefix(64).lowercased
        if isCall(value) { return true }
        guard let expression = expressions.first(where: lowercase.hasPrefix) else { return false }
        let rest = value.dropFirst(expression.utf8.count)
        if expression.hasSuffix("(") || expression.hasSuffix("[") { return value.contains(")") || value.contains("]") }
        // `var.db_password`, `data.aws_x.y.z[0].w`: a path of names.
        return !rest.isEmpty && rest.allSatisfy { ASCII.isName($0) || "[]\"'()?:, |*/".utf8.contains($0) }
    }

    /// `request.form.get("password")`: a name, and arguments in brackets.
    private static func isCall(_ value: Bytes) -> Bool {
        let name = value.prefix { ASCII.isAlphanumeric($0) || $0 == 0x5F || $0 == 0x2E }
        guard name.count >= 3, name.first.map(ASCII.isLetter) == true, value[name.endIndex...].first == 0x28,
            value.last == 0x29
        else { return false }
        return name.contains(0x2E) || name.contains(0x5F) || value.contains(0x22) || value.contains(0x27)
            || value.hasSuffix("()")
    }

    /// The range of the text that counts where the variable isn't set: of `${NAME:-text}`.
    static func fallback(in value: Bytes) -> Bytes? {
        if let text = spokenFallback(in: value) { return text }
        guard value.hasPrefix("${"), value.last == UInt8(ascii: "}"), !value.hasPrefix("${{") else { return nil }
        let inside = value.dropFirst(2).dropLast()
        let name = inside.prefix { ASCII.isName($0) }
        guard !name.isEmpty else { return nil }
        let rest = inside[name.endIndex...]
        if rest.hasPrefix(":-") { return rest.dropFirst(2) }
        if rest.hasPrefix(":?") || rest.hasPrefix(":+") || rest.hasPrefix("?") { return nil }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: ":") { return rest.dropFirst() }
        return nil
    }

    /// The text in quotes at the end of `getenv("NAME", "text")`, `ENV["NAME"] || "text"`, `process.env.NAME ?? 'text'`.
    private static func spokenFallback(in value: Bytes) -> Bytes? {
        guard isExpression(value) || value.lowercased.hasPrefix("env.fetch("),
            let close = value.lastIndex(where: ASCII.isQuote), let open = value[..<close].lastIndex(of: value[close])
        else {
            return nil
        }
        let before = value[..<open].trimmed
        let isSecond =
            before.last == 0x2C || before.hasSuffix("||") || before.hasSuffix("??") || before.hasSuffix(" or")
            || before.hasSuffix("?:")
        return isSecond && value[(close + 1)...].allSatisfy { ")];, ".utf8.contains($0) }
            ? value[(open + 1)..<close] : nil
    }
}
