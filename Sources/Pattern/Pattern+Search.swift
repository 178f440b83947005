import Synchronization

/// Searches by the text of a pattern, in the form that JSON's `match` and `search` ask for.
extension Pattern {
    /// Whether the pattern is found in the subject; `nil` where it can't be compiled or a limit was reached.
    package static func search(pattern: String, subject: String) -> Bool? {
        search(pattern: pattern, subject: subject, limits: .standard)
    }

    /// A search as above whose calls may take this long altogether; after that, all answers are `nil`.
    package static func searching(within time: Duration) -> @Sendable (_ pattern: String, _ subject: String) -> Bool? {
        let end = ContinuousClock.Instant.now + time
        return { pattern, subject in
            var limits = PatternLimits.standard
            limits.time = min(limits.time, ContinuousClock.Instant.now.duration(to: end))
            return search(pattern: pattern, subject: subject, limits: limits)
        }
    }

    private static func search(pattern: String, subject: String, limits: PatternLimits) -> Bool? {
        guard let compiled = compiled(pattern) else { return nil }
        return try? compiled.isFound(in: subject, limits: limits)
    }

    /// The pattern, compiled once; `nil` where it is wrong.
    private static func compiled(_ text: String) -> Pattern? {
        let key = Array(text.utf8)
        if let known = cache.withLock({ $0[key] }) { return known }
        let compiled = try? Pattern(text)
        cache.withLock { cache in
            if cache.count >= cached { cache.removeAll() }
            cache[key] = .some(compiled)
        }
        return compiled
    }

    /// By the bytes of the pattern: as strings, composed and decomposed letters would be one key.
    private static let cache = Mutex<[[UInt8]: Pattern?]>([:])
    private static let cached = 128
}
