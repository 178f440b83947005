// Figures that records of earlier versions lack are optional, so that those stay readable.

extension LoadSummary {
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
        package var connectionsOpened: Int?
        /// TLS handshakes among them that resumed an earlier session.
        package var sessionsResumed: Int?
        /// Iterations that were due; in a closed model those that were begun.
        package var planned: Int?
        /// Iterations of an open model that were due and never begun.
        package var dropped: Int?
        /// Iterations whose every step succeeded, and those that a failed step ended.
        package var iterations: Int?
        package var abandonedIterations: Int?

        package init(
            started: Int, completed: Int, succeeded: Int, failed: Int, timedOut: Int, inFlightAtEnd: Int, resent: Int,
            warmup: Int, connectionsOpened: Int? = nil, sessionsResumed: Int? = nil, planned: Int? = nil,
            dropped: Int? = nil, iterations: Int? = nil, abandonedIterations: Int? = nil
        ) {
            self.started = started
            self.completed = completed
            self.succeeded = succeeded
            self.failed = failed
            self.timedOut = timedOut
            self.inFlightAtEnd = inFlightAtEnd
            self.resent = resent
            self.warmup = warmup
            self.connectionsOpened = connectionsOpened
            self.sessionsResumed = sessionsResumed
            self.planned = planned
            self.dropped = dropped
            self.iterations = iterations
            self.abandonedIterations = abandonedIterations
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
        package var service: Latency?
        /// Of complete iterations, from the planned instant of the first request to the end of the last.
        package var iteration: Latency?
        package var iterations: Int?
        package var planned: Int?
        package var dropped: Int?
        package var steps: [Step]?

        package init(
            name: String, requests: Int, failed: Int, response: Latency?, service: Latency? = nil,
            iteration: Latency? = nil, iterations: Int? = nil, planned: Int? = nil, dropped: Int? = nil,
            steps: [Step]? = nil
        ) {
            self.name = name
            self.requests = requests
            self.failed = failed
            self.response = response
            self.service = service
            self.iteration = iteration
            self.iterations = iterations
            self.planned = planned
            self.dropped = dropped
            self.steps = steps
        }
    }

    package struct Step: Sendable, Codable, Equatable {
        package var name: String
        package var requests: Int
        package var failed: Int
        package var timedOut: Int
        package var response: Latency?
        package var service: Latency?

        package init(
            name: String, requests: Int, failed: Int, timedOut: Int, response: Latency?, service: Latency?
        ) {
            self.name = name
            self.requests = requests
            self.failed = failed
            self.timedOut = timedOut
            self.response = response
            self.service = service
        }
    }

    /// The generator's own condition while it measured.
    package struct Generator: Sendable, Codable, Equatable {
        package var threads: Int
        /// Busy share of the busiest thread, 0 to 1.
        package var busiestThread: Double
        package var longestStallMs: Double
        package var latenessP99Ms: Double?
        /// How late requests were begun.
        package var lateness: Spread?
        /// CPU time of all its threads.
        package var cpuSeconds: Double?
        /// How far the wall clock moved against the monotonic one.
        package var clockStepMs: Double?
        /// Iterations under way at the same time, at most.
        package var peakInFlight: Int?
        /// Times that bytes came on a connection nobody had asked on.
        package var unsolicited: Int?

        package init(
            threads: Int, busiestThread: Double, longestStallMs: Double, latenessP99Ms: Double?,
            lateness: Spread? = nil, cpuSeconds: Double? = nil, clockStepMs: Double? = nil, peakInFlight: Int? = nil,
            unsolicited: Int? = nil
        ) {
            self.threads = threads
            self.busiestThread = busiestThread
            self.longestStallMs = longestStallMs
            self.latenessP99Ms = latenessP99Ms
            self.lateness = lateness
            self.cpuSeconds = cpuSeconds
            self.clockStepMs = clockStepMs
            self.peakInFlight = peakInFlight
            self.unsolicited = unsolicited
        }
    }
}
