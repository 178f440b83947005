internal import Model

/// The rules that results name: those of findings by their own ids, every other check by what kind of check it is.
enum SARIFRules {
    /// The rule that an observation broke.
    static func id(of observation: Observation, in result: CaseResult) -> String {
        if let rule = observation.finding?.rule { return rule.oneLine(120) }
        switch result.unit {
        case .threshold: return "performance/threshold"
        case .rule: return isRule(observation.property) ? observation.property : "config/rule"
        case .case: break
        }
        switch observation.errorClass {
        case "check", nil: return observation.outcome == .errored ? "check/undecided" : "check/expectation"
        case let name?: return descriptions["check/\(name)"] == nil ? "check/expectation" : "check/\(name)"
        }
    }

    /// The rule of a result that no observation speaks for.
    static func id(of result: CaseResult) -> String {
        switch result.unit {
        case .threshold: "performance/threshold"
        case .rule: "config/rule"
        case .case: result.outcome == .errored ? "check/undecided" : "check/expectation"
        }
    }

    static func rule(_ id: String) -> SARIFLog.Rule {
        let text = descriptions[id] ?? "Broken rule \(id)"
        return SARIFLog.Rule(
            id: id, shortDescription: .init(text: text),
            help: .init(text: "\(text). Each result says what was found, where, and what would make it right."))
    }

    /// `config/must-differ` and the like.
    private static func isRule(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 60
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
            }
    }

    static let descriptions: [String: String] = [
        "check/expectation": "An answer is not what the suite expects",
        "check/undecided": "It could not be found out whether the expectation holds",
        "check/status": "The HTTP status is not what the suite expects",
        "check/dns": "A name could not be resolved",
        "check/connect": "No connection could be made",
        "check/tls": "The TLS handshake or the certificate failed",
        "check/timeout": "The answer did not come in time",
        "check/reset": "The connection was cut",
        "check/protocol": "The answer breaks the protocol",
        "check/too_large": "The answer is larger than allowed",
        "check/decode": "The answer could not be decoded",
        "performance/threshold": "A measured figure does not keep its limit, or too little was measured",
        "config/rule": "A rule of a config suite does not hold",
        "config/parse-error": "A configuration file is not well formed",
        "config/command-substitution": "A value asks for a command to be executed",
        "config/dialect-divergence": "Readers of dotenv files disagree about a value",
        "config/duplicate-key": "A key stands twice",
        "config/missing-file": "A configuration file is missing",
        "config/unreadable-file": "A configuration file can't be read",
        "config/incomplete-source": "A rule can't be decided, since a file was not read in full",
        "config/unresolved-reference": "A value refers to something that the file does not settle",
        "config/missing-key": "A required key is missing",
        "config/empty-value": "A required key is set to nothing",
        "config/unknown-key": "A key is not known to the suite",
        "config/type-mismatch": "A value has the wrong type",
        "config/out-of-range": "A value is outside of its range",
        "config/forbidden-key": "A key must not be set in this environment",
        "config/expectation": "A value is not the one expected in this environment",
        "config/key-parity": "Environments don't have the same keys",
        "config/must-differ": "Environments share a value that has to differ",
        "config/must-equal": "Environments differ in a value that has to be the same",
        "config/canary-stage": "A canary value is not the next stage of its plan",
        "config/waiver": "A waiver has expired or accepts nothing",
        "secret/plaintext": "A secret stands in plain text",
        "secret/provider-token": "A provider's token stands in plain text",
        "secret/dsn-password": "A password stands in a connection string",
        "secret/default-credential": "A well-known default credential is used",
        "secret/placeholder": "A placeholder stands where a secret belongs",
        "secret/weak": "A secret is weak",
        "secret/git-tracked": "A file with secrets is tracked by git",
        "secret/log-leak": "A secret stands in a log file",
        "secret/wrong-tier-key": "A key belongs to another tier than the environment",
        "secret/file-mode": "A file with secrets can be read by others",
    ]
}
