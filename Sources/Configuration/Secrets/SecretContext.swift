internal import Model

/// What a file is for: a test key is right in one place and wrong in another.
package enum SecretTier: String, Sendable {
    case production, staging, development
    /// A template of a file, such as `.env.example`: placeholders are what belongs there.
    case example
    case unknown

    /// By the words of a path, those of its name first and the last of them before the others; nil where none tells.
    package static func of(path: String) -> (tier: SecretTier, word: String)? {
        for component in path.split(separator: "/").reversed() {
            for word in component.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).reversed() {
                if let tier = SecretTier(word: String(word)) { return (tier, String(word)) }
            }
        }
        return nil
    }

    /// By the name of an environment or a word of a path; nil for any other word.
    package init?(word: String) {
        switch word.lowercased() {
        case "production", "prod", "prd", "live": self = .production
        case "staging", "stage", "stg", "uat", "preprod", "preproduction", "qa": self = .staging
        case "development", "dev", "develop", "local", "test", "testing", "ci": self = .development
        case "example", "sample", "template", "tmpl", "tpl", "dist", "defaults": self = .example
        default: return nil
        }
    }
}

/// What is known about the place in which a value stands.
package struct SecretContext: Sendable {
    package var tier: SecretTier
    /// By the suite's word: `secret: true` or `secret: false`.
    package var declared: [String: Bool]
    /// Beginnings of values that refer to a secret, beside those that are known anyway.
    package var references: [String]
    /// Values of the same file that people reuse as passwords: user names, hosts, databases; in lower case.
    package var neighbours: Set<String> = []

    package init(tier: SecretTier, declared: [String: Bool] = [:], references: [String] = []) {
        self.tier = tier
        self.declared = declared
        self.references = references
    }
}
