import Synchronization

/// Who may do what: the one known user, the tokens handed out, and the browser sessions.
final class Credentials: Sendable {
    static let email = "test@company.com"
    static let password = "test123"
    /// Works without logging in, because the runbook's load test uses it.
    static let staticToken = "test-token"
    static let lifetimeSeconds = 3_600
    /// Signs the tokens of /api/v1/profile, and nothing of worth.
    static let signingKey = "signs-demonstrations-and-nothing-else"

    private let tokens = Mutex(BoundedStore<ContinuousClock.Instant>(capacity: 10_000))
    private let sessions = Mutex(BoundedStore<Int>(capacity: 10_000))

    /// A fresh bearer token, good for an hour.
    func issueToken() -> String {
        let token = Self.randomName(prefix: "kis_")
        let expiry = ContinuousClock.now.advanced(by: .seconds(Self.lifetimeSeconds))
        tokens.withLock { $0.insert(expiry, for: token) }
        return token
    }

    func accepts(token: String) -> Bool {
        if token == Self.staticToken { return true }
        guard let expiry = tokens.withLock({ $0[token] }) else { return false }
        return ContinuousClock.now < expiry
    }

    /// The name of a new session, for a cookie.
    func startSession() -> String {
        let session = Self.randomName(prefix: "")
        sessions.withLock { $0.insert(0, for: session) }
        return session
    }

    /// Counts a visit: how many there were with this one, or nil for an unknown session.
    func visit(session: String) -> Int? {
        sessions.withLock { sessions in
            guard let visits = sessions[session] else { return nil }
            sessions.insert(visits + 1, for: session)
            return visits + 1
        }
    }

    private static func randomName(prefix: String) -> String {
        let words = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }
        return prefix + words.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined()
    }
}
