import Model

/// Reports about files as they may be shown: without secrets, not even those that were cut.
enum ShownText {
    /// A message quotes at most so much of a value, then an ellipsis.
    private static let longestQuote = 60
    private static let ellipsis = "…"

    static func of(_ text: String, hiding secrets: [Secret]) -> String {
        guard !text.isEmpty else { return text }
        var text = withoutCredentials(Redactor(secrets).redact(text))
        for secret in secrets where text.contains(ellipsis) {
            let value = secret.reveal().prefix(longestQuote)
            // The longer part first: it would leave a remainder.
            for length in stride(from: value.count, through: Redactor.shortestValue, by: -1) {
                text = text.replacing(value.prefix(length) + ellipsis, with: Redactor.mask + ellipsis)
            }
        }
        return text
    }

    /// The text with the user information of every URL in it masked.
    private static func withoutCredentials(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: " ", omittingEmptySubsequences: false).map { URLMask.withoutCredentials(String($0)) }
                .joined(separator: " ")
        }.joined(separator: "\n")
    }
}
