package import Model

/// Findings that somebody accepts for a time.
package struct WaiverSpec: Sendable {
    /// The rule's id: `config/must-differ`, `secret/plaintext`.
    package var rule: String
    /// A key, one part of its value, or a file; nil for all.
    package var key: String?
    /// Nil for all.
    package var environment: String?
    package var reason: String
    package var owner: String
    /// The last day on which it holds, in UTC: `2026-12-31`.
    package var expires: String
    package var location: SourceLocation

    /// What it is about, in a few words: `config/must-differ for OPENAI_API_KEY in staging`.
    var title: String {
        rule + (key.map { " for \($0)" } ?? "") + (environment.map { " in \($0)" } ?? "")
    }
}

/// The rules that a waiver may name.
enum WaivableRule {
    /// What a rule could not find out can't be accepted, and neither can what is wrong with the waivers themselves.
    static let refused: Set<ConfigRuleName> = [
        .unreadableFile, .incompleteSource, .unresolvedReference, .canaryState, .waiverExpired, .waiverUnused,
    ]

    static let all =
        ConfigRuleName.allCases.filter { !refused.contains($0) }.map(\.rawValue)
        + SecretRule.allCases.filter { $0 != .unscanned }.map(\.rawValue)

    static func isKnown(_ rule: String) -> Bool {
        let name = rule.dropFirst("preflight/".count)
        return all.contains(rule)
            || rule.hasPrefix("preflight/") && (1...64).contains(name.utf8.count)
                && name.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D }
    }
}
