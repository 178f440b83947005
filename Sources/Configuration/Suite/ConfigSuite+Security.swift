package import Model

extension ConfigSuite {
    /// What a suite asks of the files that may hold secrets.
    package struct Security: Sendable {
        /// Files below a folder; `**` stands for any number of folders.
        package struct Pattern: Sendable, Equatable {
            package var base: String
            package var pattern: String
            package var location: SourceLocation
        }

        /// Beside the suite's own sources.
        package var scan: [Pattern]
        /// How much a secret in plain text weighs, by environment.
        package var plaintext: [String: Severity]
        /// Beginnings of values that refer to a secret.
        package var references: [String]
        /// The permissions that a file with a secret may have: `0o600`; nil where nothing is asked.
        package var mode: Int?
        /// Nil where files with secrets may be tracked.
        package var gitTracked: Severity?
        package var location: SourceLocation

        /// What holds where nothing is said of the environment: the design's three, and the strictest for any other.
        package func severity(of environment: String) -> Severity {
            if let severity = plaintext[environment] { return severity }
            switch SecretTier(word: environment) {
            case .staging: return .warn
            case .development: return .info
            default: return .block
            }
        }
    }

    /// The suite's word on which keys are secrets.
    package var declaredSecrets: [String: Bool] {
        Dictionary(keys.compactMap { spec in spec.isSecret.map { (spec.key, $0) } }) { first, _ in first }
    }
}
