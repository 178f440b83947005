/// The event queue of this platform: `Poller+epoll.swift` or `Poller+kqueue.swift`.
///
/// Both offer the same six calls: `init() throws(LoadError)`, `add(_:token:)`, `rearm(_:token:)`, `wait(upTo:)`,
/// `token(_:)` and `readiness(_:)`.
/// A descriptor is registered once, edge-triggered, and leaves the queue when it is closed.
#if canImport(Darwin)
    typealias Poller = KqueuePoller
#else
    typealias Poller = EpollPoller
#endif

/// What a descriptor is ready for.
struct Readiness: OptionSet {
    var rawValue: UInt8
    static let readable = Readiness(rawValue: 1)
    static let writable = Readiness(rawValue: 2)
    /// The peer has closed or the connection broke: no further edge will announce the end.
    static let closing = Readiness(rawValue: 4)
}

/// Names a connection in the event queue, and tells a reused slot from the one meant.
struct Token {
    var slot: UInt32
    var generation: UInt32

    @inline(__always)
    init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    @inline(__always)
    init(_ raw: UInt64) {
        slot = UInt32(truncatingIfNeeded: raw)
        generation = UInt32(truncatingIfNeeded: raw >> 32)
    }

    @inline(__always)
    var raw: UInt64 { UInt64(generation) << 32 | UInt64(slot) }
}
