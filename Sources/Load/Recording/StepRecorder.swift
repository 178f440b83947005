/// What one thread records about one step, in the warm-up or in the measurement.
struct StepRecorder: ~Copyable {
    static let statusLimit = 600

    var counts = LoadCounts()
    var response = LatencyRecorder()
    var service = LatencyRecorder()
    var ttfb = LatencyRecorder()
    var connect = LatencyRecorder()
    var failure = LatencyRecorder()
    var failures = FailureTable()
    private let statuses: UnsafeMutablePointer<UInt64>

    init() {
        statuses = .allocate(capacity: Self.statusLimit)
        statuses.initialize(repeating: 0, count: Self.statusLimit)
    }

    deinit { statuses.deallocate() }

    /// Counts a response's status, which the parser has found to be below 600.
    @inline(__always)
    mutating func count(status: UInt16) { statuses[Int(status)] &+= 1 }

    func result(name: String) -> StepResult {
        StepResult(
            name: name, counts: counts, response: response.distribution, service: service.distribution,
            ttfb: ttfb.distribution, connect: connect.distribution, failure: failure.distribution,
            failures: failures.failures,
            statuses: (0..<Self.statusLimit).filter { statuses[$0] > 0 }
                .map { .init(status: $0, count: statuses[$0]) })
    }
}

/// What one thread records about one scenario.
struct ScenarioRecorder: ~Copyable {
    var iterations: UInt64 = 0
    var abandoned: UInt64 = 0
    var iteration = LatencyRecorder()
}
