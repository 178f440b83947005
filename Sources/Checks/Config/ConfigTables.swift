package import Configuration
package import Model
internal import Transfer

/// The values behind config suites, for the commands that show them.
package enum ConfigTables {
    /// The environments that the suite checks, in its order; nil where it is no config suite.
    package static func environments(of action: any SuiteAction) -> [String]? {
        (action as? ConfigAction)?.suite.environments.map(\.name)
    }

    /// Reads the suite's files and puts the environments named side by side; nil where it is no config suite.
    package static func table(of action: any SuiteAction, _ names: [String], _ fingerprints: Fingerprints)
        -> ConfigTable?
    {
        guard let action = action as? ConfigAction else { return nil }
        return action.suite.table(of: names, action.contents(), fingerprint: fingerprints.fingerprint)
    }
}

/// Marks by which secrets can be told apart within one output, and nowhere else: the key is random and is never kept.
package struct Fingerprints: Sendable {
    private let key: [UInt8]
    /// Of 64 hexadecimal digits; two secrets of one output share them by chance in one of 2^48 cases.
    private static let length = 12

    package init() {
        var random = SystemRandomNumberGenerator()
        key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// Twelve hexadecimal digits of the HMAC-SHA256.
    package func fingerprint(_ secret: Secret) -> String {
        let digest = Digest.hmacSHA256(Array(secret.reveal().utf8), key: key)
        return digest.map { String($0.prefix(Self.length)) } ?? "not available"
    }
}
