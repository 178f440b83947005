/// What one thread records about one step, in the warm-up or in the measurement.
struct StepRecorder: ~Copyable {
    var counts = LoadCounts()
    var response = LatencyRecorder()
    var service = LatencyRecorder()
    var ttfb = LatencyRecorder()
    var connect = LatencyRecorder()
    var failure = LatencyRecorder()
    var failures = FailureTable()
    var statuses = StatusTable()

    func result(name: String) -> StepResult {
        StepResult(
            name: name, counts: counts, response: response.distribution, service: service.distribution,
            ttfb: ttfb.distribution, connect: connect.distribution, failure: failure.distribution,
            failures: failures.failures, statuses: statuses.counts)
    }
}

/// How often each status came.
struct StatusTable: ~Copyable {
    /// Statuses are below this; the parser refuses others.
    static let limit = 600

    private let table: UnsafeMutablePointer<UInt64>

    init() {
        table = .allocate(capacity: Self.limit)
        table.initialize(repeating: 0, count: Self.limit)
    }

    deinit { table.deallocate() }

    @inline(__always)
    mutating func count(_ status: UInt16) { table[Int(status)] &+= 1 }

    /// The statuses that came, ascending.
    var counts: [StepResult.StatusCount] {
        UnsafeMutableBufferPointer(start: table, count: Self.limit).enumerated()
            .filter { $0.element > 0 }.map { .init(status: $0.offset, count: $0.element) }
    }
}

/// What one thread records about one scenario.
struct ScenarioRecorder: ~Copyable {
    var iterations: UInt64 = 0
    var abandoned: UInt64 = 0
    var iteration = LatencyRecorder()
}
