/// The rules of the security scan by the names that reports and waivers use; stable.
package enum SecretRule: String, Sendable, CaseIterable {
    case plaintext = "secret/plaintext"
    case providerToken = "secret/provider-token"
    case privateKey = "secret/private-key"
    case dsnPassword = "secret/dsn-password"
    case defaultCredential = "secret/default-credential"
    case placeholder = "secret/placeholder"
    case weak = "secret/weak"
    case wrongTierKey = "secret/wrong-tier-key"
    case missingPassword = "secret/missing-password"
    case gitTracked = "secret/git-tracked"
    case fileMode = "secret/file-mode"
    case logLeak = "secret/log-leak"
    /// Not a fault of the file: it, or a part of it, could not be looked at.
    case unscanned = "secret/unscanned"

    /// How much it tells against what is verified.
    package enum Weight: Sendable {
        /// A secret in plain text, or what stands in the place of one.
        case secret
        /// A key of another tier: dangerous wherever it stands.
        case tier
        /// Worth knowing; no secret is given away by it.
        case hint
    }

    package var weight: Weight {
        switch self {
        case .wrongTierKey: .tier
        case .missingPassword: .hint
        default: .secret
        }
    }

    /// What would make it right, for a key with this name.
    package func fix(key: String, tier: SecretTier) -> String {
        let name = key.isEmpty ? "KEY" : key
        let place = tier == .unknown || tier == .example ? "prod" : tier.rawValue
        let reference = "\(name)=vault:secret/\(place)/app#\(name.lowercased())"
        switch self {
        case .plaintext, .dsnPassword, .providerToken, .privateKey:
            return "rotate it, then refer to it, e.g. \(reference)"
        case .defaultCredential, .weak: return "rotate it to a random one, then refer to it, e.g. \(reference)"
        case .placeholder: return "refer to the real one, e.g. \(reference)"
        case .wrongTierKey: return "use the key of this environment's own tier, and revoke one that was exposed"
        case .missingPassword: return "give the server a password, and refer to it, e.g. \(reference)"
        case .gitTracked:
            return "git rm --cached it, name it in .gitignore, and rotate what it holds: the history keeps it"
        case .fileMode: return "chmod it to what security.files.mode allows"
        case .logLeak: return "rotate it, delete the log, and stop the program from logging it"
        case .unscanned: return "make it readable, or leave it out of security.scan"
        }
    }
}
