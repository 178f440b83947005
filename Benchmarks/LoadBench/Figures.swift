import CSystem
import Load

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What a run came to, as the scripts read it: one line of JSON.
struct Figures {
    private var fields: [(name: String, value: String)] = []

    init(_ result: LoadResult, slices: Bool) {
        let counts = result.counts()
        let arrivals = result.arrivals()
        let warmup = result.warmup.counts
        add("planned", arrivals.planned)
        add("dropped", arrivals.dropped)
        add("started", counts.started)
        add("completed", counts.completed)
        add("succeeded", counts.succeeded)
        add("failed", counts.failed)
        add("timed_out", counts.timedOut)
        add("in_flight", counts.inFlight)
        add("retries", counts.reconnectRetries + warmup.reconnectRetries)
        add("connections", counts.connectionsOpened + warmup.connectionsOpened)
        // What left for the server, warm-up included: all but requests that never got a connection.
        let unsent = result.failures().filter { $0.phase == .resolve || $0.phase == .connect }.map(\.count)
        add("sent", counts.started + warmup.completed + warmup.inFlight - unsent.reduce(0, +))
        add("rate", result.rate(\.succeeded) ?? 0)
        add("r", result.distribution(of: .response))
        add("s", result.distribution(of: .service))
        add("g", result.distribution(of: .lag))
        add("q", result.distribution(of: .wait))
        add("stall_us", microseconds(result.generator.maxStall))
        add("busy", result.generator.busiestThread)
        addResources()
        if slices { addSlices(result) }
    }

    var json: String { "{\(fields.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", "))}" }

    private mutating func add(_ name: String, _ value: some CustomStringConvertible) {
        fields.append((name, value.description))
    }

    private mutating func add(_ name: String, _ times: Distribution) {
        let percentiles = [("p50", 50), ("p95", 95), ("p99", 99), ("p999", 99.9)]
        for (label, percentile) in percentiles {
            add("\(name)_\(label)_us", times.percentile(percentile).map(microseconds) ?? 0)
        }
        add("\(name)_max_us", times.max.map(microseconds) ?? 0)
    }

    private mutating func addResources() {
        var usage = rusage()
        getrusage(0, &usage)  // RUSAGE_SELF, whose type differs between systems
        #if os(Linux)
            let peak = usage.ru_maxrss
        #else
            let peak = usage.ru_maxrss / 1024
        #endif
        var user: UInt64 = 0
        var system: UInt64 = 0
        sys_process_cpu_ns(&user, &system)
        add("user_us", user / 1000)
        add("system_us", system / 1000)
        add("max_rss_kb", peak)
    }

    /// One `[count, p50, p99]` for each slice in which something succeeded.
    private mutating func addSlices(_ result: LoadResult) {
        let slices = result.scenarios.first?.steps.first?.slices ?? []
        let rows = slices.filter { $0.succeeded > 0 }.map { slice in
            let times = slice.response.distribution
            let figures = [50.0, 99.0].map { times.percentile($0).map(microseconds) ?? 0 }
            return "[\(slice.succeeded), \(figures[0]), \(figures[1])]"
        }
        add("slices", "[\(rows.joined(separator: ", "))]")
        let lags = result.generator.lagSlices.map(\.lag.payload.count)
        add("slice_bytes", (slices.map(\.response.payload.count) + lags).reduce(0, +))
    }
}

/// To a tenth of a microsecond.
func microseconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds * 10_000_000 + attoseconds / 100_000_000_000) / 10
}
