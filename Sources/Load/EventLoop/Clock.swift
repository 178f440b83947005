import CSystem

/// A monotonic instant or a span, in nanoseconds: the only unit inside the engine.
typealias Nanoseconds = UInt64

/// The clocks of the engine.
enum Clock {
    /// Now, on a clock that is never stepped.
    @inline(__always)
    static func now() -> Nanoseconds { sys_monotonic_ns() }

    /// CPU time that the calling thread has used.
    static func threadCPU() -> Nanoseconds { sys_thread_cpu_ns() }

    /// Wall-clock time minus monotonic time; it moves only when somebody sets the clock.
    static func wallOffset() -> Int64 { Int64(sys_wall_ns()) - Int64(sys_monotonic_ns()) }
}

extension Duration {
    /// This span in nanoseconds, 0 when negative, capped at 292 years.
    package var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 9_223_372_036 else { return UInt64(Int64.max) }
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
