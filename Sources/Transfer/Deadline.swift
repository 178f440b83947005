/// The instant by which everything must be over.
struct Deadline: Sendable {
    let start: ContinuousClock.Instant
    let end: ContinuousClock.Instant
    /// What the deadline was made from, for messages.
    let timeout: Duration

    init(after timeout: Duration) {
        // A year is for ever here; more would overflow the clock's arithmetic.
        let bounded = min(max(timeout, .zero), .seconds(31_536_000))
        self.timeout = bounded
        start = .now
        end = start + bounded
    }

    var elapsed: Duration { ContinuousClock.now - start }
    var remaining: Duration { max(.zero, end - ContinuousClock.now) }
    var hasPassed: Bool { ContinuousClock.now >= end }
}

extension Duration {
    /// Whole milliseconds, rounded up so that waiting them never ends early, within Int32.
    var millisecondsRoundedUp: Int32 {
        let (seconds, attoseconds) = components
        guard seconds < 2_000_000 else { return 2_000_000_000 }
        guard seconds >= 0 else { return 0 }
        return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    /// `250 ms`, `1.5 s`, `2 s`.
    var readable: String {
        let milliseconds = Int(millisecondsRoundedUp)
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        let tenths = (milliseconds + 50) / 100
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
