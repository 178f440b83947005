/// What a key's name says about its value.
struct KeyHint: Equatable {
    enum Level: Int, Comparable {
        /// The name says that the value is shown to everybody, or is something about a secret: `TOKEN_TTL`.
        case harmless
        case none
        /// Some key or other: of a cache, of a map, of a service.
        case someKey
        /// A token or an API key: random text.
        case token
        /// A password or a secret: whatever stands there counts.
        case password

        static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    }

    var level: Level
    /// Names a user, a host or a database: what people reuse as a password.
    var isNeighbour = false
    var isWebhook = false
    /// Meant for browsers: the provider's own public keys may stand there.
    var isPublished = false
    /// `secret: true` in the suite.
    var isDeclared = false

    static let none = KeyHint(level: .none)
    static let password = KeyHint(level: .password)
    static let token = KeyHint(level: .token)

    init(level: Level) { self.level = level }

    init(_ name: String, declared: Bool? = nil) {
        let words = KeyWords.words(of: name)
        level = Self.level(words)
        isNeighbour = KeyWords.neighbours.contains(words.last ?? "")
        isWebhook = words.contains { $0 == "webhook" || $0 == "webhooks" || $0 == "hook" }
        isPublished = words.contains { KeyWords.published.contains($0) }
        if declared == true {
            level = .password
            isDeclared = true
        } else if declared == false {
            level = .harmless
        }
    }

    private static func level(_ words: [String]) -> Level {
        guard let last = words.last(where: { Int($0) == nil }) else { return .none }
        if KeyWords.describing.contains(last) { return .harmless }
        if let first = words.first, KeyWords.asking.contains(first), words.count > 1 { return .harmless }
        // `secretKeyRef.key` names a key of a secret elsewhere.
        if words.contains("ref") || words.contains("refs") { return .harmless }
        let isPublished = words.contains { KeyWords.published.contains($0) }
        if words.contains(where: KeyWords.isPassword) { return isPublished && last == "key" ? .harmless : .password }
        if let key = words.lastIndex(where: { $0 == "key" || $0 == "keys" }) {
            if isPublished { return .harmless }
            if key > 0, KeyWords.plainKeys.contains(words[key - 1]) { return .harmless }
            if words[..<key].contains(where: KeyWords.secretKeys.contains) { return .token }
            return words.contains(where: KeyWords.isToken) ? .token : .someKey
        }
        if words.contains(where: KeyWords.isToken) { return isPublished ? .harmless : .token }
        if KeyWords.lastTokens.contains(last) { return .token }
        return .none
    }
}
