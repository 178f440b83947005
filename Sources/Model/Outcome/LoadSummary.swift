/// What a performance suite measured; every figure that was not measured is nil, never zero.
package struct LoadSummary: Sendable, Codable, Equatable {
    /// `closed` or `open`; in a closed model the response time is service time, since a user waits for each answer.
    package var model: String
    package var users: Int?
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
    package var errors: [ErrorCount]
    package var scenarios: [Scenario]
    package var generator: Generator
    /// The limits of the suite's own blocking thresholds over all requests, for the summary.
    package var limits: Limits
    /// Why the measurement can't be trusted; empty where it can.
    package var invalid: [String]

    package struct Counts: Sendable, Codable, Equatable {
        package var started: Int
        package var completed: Int
        package var succeeded: Int
        package var failed: Int
        package var timedOut: Int
        package var inFlightAtEnd: Int
        /// Requests sent again on a fresh connection because a kept one was closed under them.
        package var resent: Int
        package var warmup: Int

        package init(
            started: Int, completed: Int, succeeded: Int, failed: Int, timedOut: Int, inFlightAtEnd: Int, resent: Int,
            warmup: Int
        ) {
            self.started = started
            self.completed = completed
            self.succeeded = succeeded
            self.failed = failed
            self.timedOut = timedOut
            self.inFlightAtEnd = inFlightAtEnd
            self.resent = resent
            self.warmup = warmup
        }
    }

    /// A distribution over successful requests, in milliseconds.
    package struct Latency: Sendable, Codable, Equatable {
        package var count: Int
        package var minMs: Double
        package var meanMs: Double
        package var p50Ms: Double
        package var p95Ms: Double
        package var p99Ms: Double
        package var p999Ms: Double
        package var maxMs: Double

        package init(
            count: Int, minMs: Double, meanMs: Double, p50Ms: Double, p95Ms: Double, p99Ms: Double, p999Ms: Double,
            maxMs: Double
        ) {
            self.count = count
            self.minMs = minMs
            self.meanMs = meanMs
            self.p50Ms = p50Ms
            self.p95Ms = p95Ms
            self.p99Ms = p99Ms
            self.p999Ms = p999Ms
            self.maxMs = maxMs
        }
    }

    package struct ErrorCount: Sendable, Codable, Equatable {
        package var errorClass: String
        package var phase: String
        /// `target` or `generator`.
        package var blame: String
        package var count: Int
        package var sample: String

        package init(errorClass: String, phase: String, blame: String, count: Int, sample: String) {
            self.errorClass = errorClass
            self.phase = phase
            self.blame = blame
            self.count = count
            self.sample = sample
        }
    }

    package struct Scenario: Sendable, Codable, Equatable {
        package var name: String
        package var requests: Int
        package var failed: Int
        package var response: Latency?

        package init(name: String, requests: Int, failed: Int, response: Latency?) {
            self.name = name
            self.requests = requests
            self.failed = failed
            self.response = response
        }
    }

    /// The generator's own condition while it measured.
    package struct Generator: Sendable, Codable, Equatable {
        package var threads: Int
        /// Busy share of the busiest thread, 0 to 1.
        package var busiestThread: Double
        package var longestStallMs: Double
        package var latenessP99Ms: Double?

        package init(threads: Int, busiestThread: Double, longestStallMs: Double, latenessP99Ms: Double?) {
            self.threads = threads
            self.busiestThread = busiestThread
            self.longestStallMs = longestStallMs
            self.latenessP99Ms = latenessP99Ms
        }
    }

    package struct Limits: Sendable, Codable, Equatable {
        package var p95Ms: Double?
        package var errorRatio: Double?

        package init(p95Ms: Double? = nil, errorRatio: Double? = nil) {
            self.p95Ms = p95Ms
            self.errorRatio = errorRatio
        }
    }

    package init(
        model: String, users: Int?, plannedSeconds: Double, measuredSeconds: Double, thinkTimeSeconds: Double,
        warmupSeconds: Double, counts: Counts, requestsPerSecond: Double?, errorRatio: Double?, response: Latency?,
        service: Latency?, errors: [ErrorCount], scenarios: [Scenario], generator: Generator, limits: Limits = Limits(),
        invalid: [String] = []
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
    }
}
