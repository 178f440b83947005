import Synchronization

/// Lets ten requests through in any minute.
final class RateLimiter: Sendable {
    static let most = 10
    static let window = Duration.seconds(60)

    private let accepted = Mutex<[ContinuousClock.Instant]>([])

    /// Nil when one more may pass; else how long to wait.
    func wait(at now: ContinuousClock.Instant = .now) -> Duration? {
        accepted.withLock { accepted in
            accepted.removeAll { $0.duration(to: now) >= Self.window }
            if accepted.count >= Self.most, let first = accepted.first { return Self.window - first.duration(to: now) }
            accepted.append(now)
            return nil
        }
    }
}
