/// What a performance suite measured; every figure that was not measured is nil, never zero.
package struct LoadSummary: Sendable, Codable, Equatable {
    /// `closed` or `open`; in a closed model the response time is service time, since a user waits for each answer.
    package var model: String
    package var users: Int?
    /// Iterations a second that an open model plans, after the warm-up.
    package var rate: Rate?
    /// Iterations of an open model under way at a time, at most.
    package var maxInFlight: Int?
    /// `planned`, `stopped`, `aborted`, `max_duration` or `not_started`.
    package var ending: String?
    /// The declared length without the warm-up, and what was really measured.
    package var plannedSeconds: Double
    package var measuredSeconds: Double
    package var thinkTimeSeconds: Double
    package var warmupSeconds: Double
    package var counts: Counts
    package var requestsPerSecond: Double?
    /// Failed, timed out and wrongly answered requests among the completed ones, 0 to 1.
    package var errorRatio: Double?
    package var response: Latency?
    package var service: Latency?
    /// How long those waited that had to, for a slot below `maxInFlight` or for a shared connection.
    package var waits: Spread?
    package var errors: [ErrorCount]
    package var scenarios: [Scenario]
    package var generator: Generator
    /// The limits of the suite's own blocking thresholds over all requests, for the summary.
    package var limits: Limits
    /// Why the measurement can't be trusted; empty where it can.
    package var invalid: [String]

    package init(
        model: String, users: Int?, plannedSeconds: Double, measuredSeconds: Double, thinkTimeSeconds: Double,
        warmupSeconds: Double, counts: Counts, requestsPerSecond: Double?, errorRatio: Double?, response: Latency?,
        service: Latency?, errors: [ErrorCount], scenarios: [Scenario], generator: Generator, limits: Limits = Limits(),
        invalid: [String] = [], rate: Rate? = nil, maxInFlight: Int? = nil, ending: String? = nil, waits: Spread? = nil
    ) {
        self.model = model
        self.users = users
        self.plannedSeconds = plannedSeconds
        self.measuredSeconds = measuredSeconds
        self.thinkTimeSeconds = thinkTimeSeconds
        self.warmupSeconds = warmupSeconds
        self.counts = counts
        self.requestsPerSecond = requestsPerSecond
        self.errorRatio = errorRatio
        self.response = response
        self.service = service
        self.errors = errors
        self.scenarios = scenarios
        self.generator = generator
        self.limits = limits
        self.invalid = invalid
        self.rate = rate
        self.maxInFlight = maxInFlight
        self.ending = ending
        self.waits = waits
    }
}
