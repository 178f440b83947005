/// What a run measured: a value without C types, mergeable with results of other generators of the same plan.
package struct LoadResult: Sendable, Equatable {
    /// In the plan's order.
    package var scenarios: [ScenarioResult]
    /// What happened before the measurement began; part of nothing else.
    package var warmup: WarmupResult
    /// The width of every step's slices: one second unless the run is long.
    package var sliceWidth: Duration
    /// When the measurement began: nanoseconds since 1970.
    package var measuredFrom: Int64
    /// Q: how long iterations that were due waited for a slot below `max_in_flight`, or requests for a shared
    /// connection. Those that waited only.
    package var waits: Distribution
    /// How long new requests were started, after the warm-up.
    package var measured: Duration
    /// What kept the run from its planned end.
    package var ending: Ending
    package var generator: GeneratorHealth
    /// Failures that belong to no request: a name that does not resolve. Nothing was started then.
    package var setupFailures: [FailureCount]

    /// The raw values are those of every record.
    package enum Ending: String, Sendable, Equatable {
        case planned, stopped, aborted
        case maxDuration = "max_duration"
        case notStarted = "not_started"
    }

    package init(
        scenarios: [ScenarioResult], warmup: WarmupResult = WarmupResult(), sliceWidth: Duration = .seconds(1),
        measuredFrom: Int64 = 0, waits: Distribution = Distribution(), measured: Duration, ending: Ending = .planned,
        generator: GeneratorHealth = GeneratorHealth(), setupFailures: [FailureCount] = []
    ) {
        self.scenarios = scenarios
        self.warmup = warmup
        self.sliceWidth = sliceWidth
        self.measuredFrom = measuredFrom
        self.waits = waits
        self.measured = measured
        self.ending = ending
        self.generator = generator
        self.setupFailures = setupFailures
    }
}

/// One scenario's share of a result.
package struct ScenarioResult: Sendable, Equatable {
    package var name: String
    package var weight: Int
    /// Iterations that were due in the measurement; in a closed model those that were begun.
    package var planned: UInt64
    /// Iterations of an open model that were due and never begun: no slot came free for them.
    package var dropped: UInt64
    /// Iterations whose every step succeeded.
    package var iterations: UInt64
    /// Iterations ended early by a failed step.
    package var abandonedIterations: UInt64
    /// Planned instant of the first step to the end of the last, of complete iterations, think time excluded.
    package var iteration: Distribution
    package var steps: [StepResult]

    package init(
        name: String, weight: Int = 1, planned: UInt64 = 0, dropped: UInt64 = 0, iterations: UInt64 = 0,
        abandonedIterations: UInt64 = 0, iteration: Distribution = Distribution(), steps: [StepResult]
    ) {
        self.name = name
        self.weight = weight
        self.planned = planned
        self.dropped = dropped
        self.iterations = iterations
        self.abandonedIterations = abandonedIterations
        self.iteration = iteration
        self.steps = steps
    }
}

/// One step's share of a result.
package struct StepResult: Sendable, Equatable {
    package var name: String
    package var counts: LoadCounts
    /// Successes: done - planned, R. In the closed model, and for all steps but an iteration's first, "planned" is when
    /// the user was free to send.
    package var response: Distribution
    /// The same second by second: ascending by index, without those in which nothing happened.
    package var slices: [LoadSlice]
    /// Successes that the generator itself sent late, by R, and the same by R - G: what its lateness changed.
    package var late: Distribution
    package var latePunctual: Distribution
    /// Successes: done - sent, S.
    package var service: Distribution
    /// Successes: first byte - sent.
    package var ttfb: Distribution
    /// Connections opened for this step: begin to established.
    package var connect: Distribution
    /// Failures: done - planned; a time-out counts with the time-out's value.
    package var failure: Distribution
    package var failures: [FailureCount]
    /// Responses by status, expected or not, ascending.
    package var statuses: [StatusCount]

    package init(
        name: String, counts: LoadCounts = LoadCounts(), response: Distribution = Distribution(),
        slices: [LoadSlice] = [], late: Distribution = Distribution(), latePunctual: Distribution = Distribution(),
        service: Distribution = Distribution(), ttfb: Distribution = Distribution(),
        connect: Distribution = Distribution(), failure: Distribution = Distribution(),
        failures: [FailureCount] = [], statuses: [StatusCount] = []
    ) {
        self.name = name
        self.counts = counts
        self.response = response
        self.slices = slices
        self.late = late
        self.latePunctual = latePunctual
        self.service = service
        self.ttfb = ttfb
        self.connect = connect
        self.failure = failure
        self.failures = failures
        self.statuses = statuses
    }

    package struct StatusCount: Sendable, Equatable {
        package var status: Int
        package var count: UInt64

        package init(status: Int, count: UInt64) {
            self.status = status
            self.count = count
        }
    }
}

/// Requests and bytes, counted. `started == completed + inFlight` and `completed == succeeded + failed` always hold.
package struct LoadCounts: Sendable, Equatable {
    package var started: UInt64 = 0
    package var succeeded: UInt64 = 0
    /// Time-outs included.
    package var failed: UInt64 = 0
    package var timedOut: UInt64 = 0
    /// Not answered when the run ended.
    package var inFlight: UInt64 = 0
    /// Requests sent again on a fresh connection because the server had closed the kept one under them.
    package var reconnectRetries: UInt64 = 0
    package var connectionsOpened: UInt64 = 0
    /// TLS handshakes among them that resumed an earlier session.
    package var sessionsResumed: UInt64 = 0
    package var bytesIn: UInt64 = 0
    package var bytesOut: UInt64 = 0

    package init() {}

    package var completed: UInt64 { succeeded + failed }

    package mutating func merge(_ other: LoadCounts) {
        started += other.started
        succeeded += other.succeeded
        failed += other.failed
        timedOut += other.timedOut
        inFlight += other.inFlight
        reconnectRetries += other.reconnectRetries
        connectionsOpened += other.connectionsOpened
        sessionsResumed += other.sessionsResumed
        bytesIn += other.bytesIn
        bytesOut += other.bytesOut
    }
}

/// The warm-up: shown, never judged.
package struct WarmupResult: Sendable, Equatable {
    package var counts = LoadCounts()
    /// Of successes, all steps together.
    package var response = Distribution()

    package init() {}
}

/// What happened to one step in one slice of time; requests count in the slice in which they ended.
package struct LoadSlice: Sendable, Equatable {
    /// It begins at `index` times the result's slice width from the beginning of the measurement.
    package var index: Int
    package var succeeded: UInt64
    package var failed: UInt64
    /// R of successes.
    package var response: PackedDistribution

    package init(index: Int, succeeded: UInt64, failed: UInt64, response: PackedDistribution) {
        self.index = index
        self.succeeded = succeeded
        self.failed = failed
        self.response = response
    }
}

/// Whether the generator itself was fit to measure.
package struct GeneratorHealth: Sendable, Equatable {
    package var threads = 0
    /// The busiest thread's CPU time as a share of the measured time, 0 to 1.
    package var busiestThread = 0.0
    /// CPU time of all generator threads during the measurement.
    package var cpu = Duration.zero
    /// The longest time that a thread's heartbeat came late, from the beginning of the measurement to the run's end.
    package var maxStall = Duration.zero
    /// How late the measurement's requests were begun, G: begun - planned, without any wait for a slot or a connection.
    package var lag = Distribution()
    /// G slice by slice, index first: ascending, without those in which nothing began.
    package var lagSlices: [LagSlice] = []
    /// Iterations under way at the same time, at most.
    package var peakInFlight: UInt64 = 0
    /// How far wall-clock time moved against monotonic time.
    package var clockStep = Duration.zero
    /// Times that bytes came on a connection nobody had asked on; it was closed.
    package var unsolicited: UInt64 = 0

    package init() {}

    package struct LagSlice: Sendable, Equatable {
        package var index: Int
        package var lag: PackedDistribution

        package init(index: Int, lag: PackedDistribution) {
            self.index = index
            self.lag = lag
        }
    }
}
