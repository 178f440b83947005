import CSystem

/// What one thread records about one step, in the warm-up or in the measurement.
struct StepRecorder: ~Copyable {
    /// Successes and failures up to the end of a slice, and the slices before.
    private struct Tally {
        var succeeded: UInt64 = 0
        var failed: UInt64 = 0
        var slices: [(index: Int, succeeded: UInt64, failed: UInt64)] = []
    }

    var counts = LoadCounts()
    var response = SlicedRecorder()
    /// The same coarsely, from the beginning, for those who look on.
    let live: UnsafeMutablePointer<UInt64>
    var late = LatencyRecorder()
    var latePunctual = LatencyRecorder()
    var service = LatencyRecorder()
    var ttfb = LatencyRecorder()
    var connect = LatencyRecorder()
    var failure = LatencyRecorder()
    var failures = FailureTable()
    var statuses = StatusTable()
    private var tally = Tally()

    init() {
        live = sys_zeroed(BucketLayout.coarse.count * MemoryLayout<UInt64>.stride)
            .bindMemory(to: UInt64.self, capacity: BucketLayout.coarse.count)
    }

    deinit { sys_free(live) }

    /// R of a success.
    @inline(__always)
    mutating func recordResponse(_ value: Nanoseconds) {
        response.record(value)
        let bucket = BucketLayout.coarse.index(of: min(value, BucketLayout.greatestValue))
        // Not by a subscript: Swift 6.3 makes code of that which ThreadSanitizer's pass crashes on.
        (live + bucket).pointee &+= 1
    }

    /// Closes the slice of this number.
    mutating func endSlice(_ index: Int) {
        response.endSlice(index)
        let succeeded = counts.succeeded - tally.succeeded
        let failed = counts.failed - tally.failed
        guard succeeded > 0 || failed > 0 else { return }
        tally.slices.append((index, succeeded, failed))
        tally.succeeded = counts.succeeded
        tally.failed = counts.failed
    }

    func result(name: String) -> StepResult {
        StepResult(
            name: name, counts: counts, response: response.distribution, slices: slices, late: late.distribution,
            latePunctual: latePunctual.distribution, service: service.distribution, ttfb: ttfb.distribution,
            connect: connect.distribution, failure: failure.distribution, failures: failures.failures,
            statuses: statuses.counts)
    }

    private var slices: [LoadSlice] {
        var values = response.slices[...]
        return tally.slices.map { slice in
            let isHere = values.first?.index == slice.index
            return LoadSlice(
                index: slice.index, succeeded: slice.succeeded, failed: slice.failed,
                response: isHere ? values.removeFirst().values : PackedDistribution())
        }
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
    var planned: UInt64 = 0
    var dropped: UInt64 = 0
    var iterations: UInt64 = 0
    var abandoned: UInt64 = 0
    var iteration = LatencyRecorder()
}
