/// One connection of one user to one origin, and the request that is on it.
///
/// ```
/// closed ── connecting ── waiting ── idle ── waiting …
///                            │ └ sending, when the kernel's buffer was full
///                            └ closed, when either side ends it
/// ```
struct Connection: ~Copyable {
    enum State: UInt8 { case closed, connecting, idle, sending, waiting }

    var fd: Int32 = -1
    var generation: UInt32 = 0
    var state = State.closed
    /// Whether a response has come over it before.
    var isReused = false
    /// Whether the request is on its second connection.
    var isRetried = false
    /// Addresses of the origin tried for the connection under way, less one.
    var attempt = 0
    let user: UInt32
    var step = 0
    /// Where the request is recorded: `step`, or beyond the last step during the warm-up.
    var recorder = 0
    /// Bytes of the request that the kernel has taken.
    var sent = 0
    var plannedAt: Nanoseconds = 0
    var connectAt: Nanoseconds = 0
    var sentAt: Nanoseconds = 0
    /// 0 before it.
    var firstByteAt: Nanoseconds = 0
    var parser = ResponseParser()

    init(user: UInt32) { self.user = user }

    /// Whether a request waits for its response, or for a connection.
    var isBusy: Bool { state == .connecting || state == .sending || state == .waiting }

    /// Whether anything of the response has come.
    var hasFirstByte: Bool { firstByteAt != 0 }

    /// How far the response has come.
    var phase: FailurePhase {
        switch state {
        case .connecting: .connect
        case .sending: .send
        case .closed, .idle, .waiting:
            if !hasFirstByte { .firstByte } else if parser.stage == .head { .head } else { .body }
        }
    }
}

/// A simulated user: where it is in its scenario, and its own source of chance.
struct User {
    var step = 0
    /// When its iteration was due.
    var plannedAt: Nanoseconds = 0
    var random: SplitMix64

    /// Draws depend on seed and user alone, so that they do not change with the number of threads.
    init(seed: UInt64, number: Int) {
        // The generator steps by a constant: starting points that lie that far apart would give all users the same
        // draws, one behind the other. So a user's starting point is itself drawn, twice mixed.
        var start = SplitMix64(seed)
        var own = SplitMix64(start.next() ^ UInt64(number))
        random = SplitMix64(own.next())
    }
}

/// The generator of G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z &>> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z &>> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z &>> 31
    }
}
