#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Waiting on a connection's own thread.
enum Pause {
    /// Sleeps for `duration`, in slices short enough that `isOver` ends it early within a tenth of a second.
    static func wait(_ duration: Duration, unless isOver: () -> Bool) {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: duration)
        while true {
            let rest = clock.now.duration(to: end)
            guard rest > .zero, !isOver() else { return }
            sleep(min(rest, .milliseconds(100)))
        }
    }

    private static func sleep(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }
}
