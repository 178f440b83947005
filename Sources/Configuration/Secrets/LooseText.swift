internal import Model

extension SecretClassifier {
    /// Tokens, credentials in URLs and headers within any text at all.
    func loose(in line: Bytes) -> [SecretMatch] {
        guard line.count >= 12 else { return [] }
        var result = Classification(kind: .unknown)
        for token in TokenSearch.tokens(in: line) where !token.isPublic && !token.isMadeUp {
            result.add(match(.providerToken, .secret, token.name, token.range, in: line))
        }
        if line.contains("://"), let urls = urls(in: line, .none) {
            for match in urls.matches
            where match.rule != .missingPassword && !result.matches.contains(where: { $0.range.overlaps(match.range) })
            { result.add(match) }
        }
        if let header = header(line) {
            for match in header.matches
            where match.rule == .plaintext && !result.matches.contains(where: { $0.range.overlaps(match.range) }) {
                result.add(match)
            }
        }
        return result.matches
    }
}
