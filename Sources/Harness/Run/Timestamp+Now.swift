package import Model

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension Timestamp {
    /// The wall clock's time; durations are measured by the monotonic clock instead.
    package static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSince1970: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
