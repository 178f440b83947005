#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A moment of the wall clock in UTC, in the two spellings that HTTP and JSON want.
struct CalendarTime {
    /// Since 1970-01-01T00:00:00Z.
    let seconds: Int
    let milliseconds: Int

    static var now: CalendarTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return CalendarTime(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
    }

    /// RFC 9110's date, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    var httpDate: String {
        let parts = broken
        let day = Self.days[Int(parts.tm_wday) % 7]
        let month = Self.months[Int(parts.tm_mon) % 12]
        return
            "\(day), \(Self.padded(Int(parts.tm_mday), 2)) \(month) \(Self.padded(year(parts), 4)) \(clock(parts)) GMT"
    }

    /// RFC 3339 with milliseconds, such as `1994-11-06T08:49:37.000Z`.
    var iso8601: String {
        let parts = broken
        let month = Self.padded(Int(parts.tm_mon) + 1, 2)
        let day = Self.padded(Int(parts.tm_mday), 2)
        return "\(Self.padded(year(parts), 4))-\(month)-\(day)T\(clock(parts)).\(Self.padded(milliseconds, 3))Z"
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private var broken: tm {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        return parts
    }

    private func year(_ parts: tm) -> Int { Int(parts.tm_year) + 1_900 }

    private func clock(_ parts: tm) -> String {
        [parts.tm_hour, parts.tm_min, parts.tm_sec].map { Self.padded(Int($0), 2) }.joined(separator: ":")
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
