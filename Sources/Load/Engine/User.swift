/// A simulated user: where it is in its scenario, and the one request that it has under way.
struct User {
    enum State: UInt8 {
        /// Thinks, or has nothing to do.
        case idle
        /// Waits for a shared connection.
        case queued
        /// Its connection is being opened.
        case connecting
        /// Its request is on the way.
        case exchanging
    }

    var state = State.idle
    /// How often the request was sent again.
    var retries: UInt8 = 0
    /// Whether its cookie jar holds something.
    var hasCookies = false
    /// Among all users of the plan.
    let number: UInt32
    var step = 0
    /// Where the request is recorded: `step`, or beyond the last step during the warm-up.
    var recorder = 0
    /// The connection that carries the request, or that the user last had.
    var connection = 0
    /// Its place among the connection's streams, with HTTP/2.
    var stream = 0
    /// When its iteration was due.
    var iterationPlannedAt: Nanoseconds = 0
    /// When the request was due.
    var plannedAt: Nanoseconds = 0
    /// How long it had to wait for a slot or a connection, Q.
    var wait: Nanoseconds = 0
    /// When it began to wait for a shared connection.
    var queuedAt: Nanoseconds = 0
    /// How late the generator itself was, G.
    var lag: Nanoseconds = 0
    var sentAt: Nanoseconds = 0
    /// 0 before it.
    var firstByteAt: Nanoseconds = 0
    /// How many iterations the user began.
    var iterations: UInt64 = 0
    var random: SplitMix64

    /// Draws depend on seed and user alone, so that they do not change with the number of threads.
    init(seed: UInt64, number: Int) {
        self.number = UInt32(number)
        random = SplitMix64(seed: seed, stream: UInt64(number))
    }

    /// Whether anything of the response has come.
    @inline(__always)
    var hasFirstByte: Bool { firstByteAt != 0 }
}

/// The generator of G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    package init(_ seed: UInt64) { state = seed }

    /// One of many independent streams of a seed.
    ///
    /// The generator steps by a constant: starting points that lie that far apart would give all streams the same
    /// draws, one behind the other. So a stream's starting point is itself drawn, twice mixed.
    package init(seed: UInt64, stream: UInt64) {
        var start = SplitMix64(seed)
        var own = SplitMix64(start.next() ^ stream)
        state = own.next()
    }

    @inline(__always)
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z &>> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z &>> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z &>> 31
    }

    /// Evenly between 0 and 1, never 0.
    @inline(__always)
    package mutating func nextUnit() -> Double { (Double(next() &>> 11) + 0.5) * 0x1p-53 }
}
