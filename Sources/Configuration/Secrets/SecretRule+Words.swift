extension SecretRule {
    /// What was found, as a sentence without a full stop; `key` is empty where no key has the value.
    package func sentence(key: String, what: String) -> String {
        let holder = key.isEmpty ? "the file" : key
        switch self {
        case .plaintext, .providerToken, .privateKey: return "\(holder) holds a \(what) in plain text"
        case .dsnPassword: return "\(holder) holds a \(what) in plain text, within a connection string"
        case .defaultCredential: return "\(holder): the \(what) is a well-known default"
        case .placeholder: return "\(holder): the \(what) is a placeholder that nobody has filled in"
        case .weak: return "\(holder): the \(what) is easily guessed"
        case .wrongTierKey: return "\(holder) holds a \(what) of another tier"
        case .missingPassword: return "\(holder) asks for a server elsewhere without a password"
        case .gitTracked: return "git tracks \(holder)"
        case .fileMode: return "\(holder) may be read or changed by others"
        case .logLeak: return "a \(what) stands in the log"
        case .unscanned: return "\(holder) could not be looked at"
        }
    }
}
