#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension LoadFile {
    /// One line of the file: exactly one of its members is there.
    struct Line: Codable {
        var load: Load?
        var scenario: Scenario?
        var step: Step?
        var slice: Slice?
        var lag: Lag?
        var end: End?

        init(
            load: Load? = nil, scenario: Scenario? = nil, step: Step? = nil, slice: Slice? = nil, lag: Lag? = nil,
            end: End? = nil
        ) {
            self.load = load
            self.scenario = scenario
            self.step = step
            self.slice = slice
            self.lag = lag
            self.end = end
        }

        struct Load: Codable {
            var schema: String
            var suite: String
            var plan: String
            /// Nanoseconds since 1970, and nanoseconds.
            var measuredFrom: Int64
            var measuredNs: UInt64
            var sliceNs: UInt64
            var ending: String
            var scenarios: Int
            var generator: Generator
            var warmup: Warmup
            var waits: Histogram?
            var failures: [FailureLine]
        }

        struct Generator: Codable {
            var threads: Int
            var busiestThread: Double
            var cpuNs: UInt64
            var maxStallNs: UInt64
            var clockStepNs: UInt64
            var peakInFlight: UInt64
            var unsolicited: UInt64
            var lag: Histogram?
        }

        struct Warmup: Codable {
            var counts: Counts
            var response: Histogram?
        }

        struct Scenario: Codable {
            var name: String
            var weight: Int
            var planned: UInt64
            var dropped: UInt64
            var iterations: UInt64
            var abandoned: UInt64
            var iteration: Histogram?
            /// So many lines of steps follow.
            var steps: Int
        }

        struct Step: Codable {
            var name: String
            var counts: Counts
            var response: Histogram?
            var service: Histogram?
            var ttfb: Histogram?
            var connect: Histogram?
            var failure: Histogram?
            var late: Histogram?
            var latePunctual: Histogram?
            var failures: [FailureLine]
            var statuses: [StatusLine]
        }

        struct Slice: Codable {
            var index: Int
            /// Places in the file: scenarios from 0, and a scenario's steps from 0.
            var scenario: Int
            var step: Int
            var succeeded: UInt64
            var failed: UInt64
            var response: Histogram?
        }

        struct Lag: Codable {
            var index: Int
            var lag: Histogram?
        }

        struct End: Codable {
            /// How many lines stand before this one.
            var lines: Int
        }

        struct Counts: Codable {
            var started: UInt64
            var succeeded: UInt64
            var failed: UInt64
            var timedOut: UInt64
            var inFlight: UInt64
            var resent: UInt64
            var connectionsOpened: UInt64
            var sessionsResumed: UInt64
            var bytesIn: UInt64
            var bytesOut: UInt64
        }

        /// The class, phase and blame by the names that reports use.
        struct FailureLine: Codable {
            var errorClass: String
            var phase: String
            var blame: String
            var count: UInt64
        }

        struct StatusLine: Codable {
            var status: Int
            var count: UInt64
        }

        /// Nanoseconds; `counts` is the payload of HdrHistogram's V2 encoding in Base64.
        struct Histogram: Codable {
            var count: UInt64
            var sum: UInt64
            var min: UInt64
            var max: UInt64
            var counts: Data
        }
    }
}

// MARK: - From the values of a result

extension LoadFile.Line.Load {
    init(_ file: LoadFile) {
        let result = file.result
        self.init(
            schema: LoadFile.schema, suite: file.suite, plan: file.plan, measuredFrom: result.measuredFrom,
            measuredNs: result.measured.nanoseconds, sliceNs: result.sliceWidth.nanoseconds,
            ending: result.ending.rawValue, scenarios: result.scenarios.count,
            generator: LoadFile.Line.Generator(result.generator),
            warmup: LoadFile.Line.Warmup(
                counts: LoadFile.Line.Counts(result.warmup.counts), response: .init(result.warmup.response)),
            waits: .init(result.waits), failures: result.setupFailures.map(LoadFile.Line.FailureLine.init))
    }
}

extension LoadFile.Line.Generator {
    fileprivate init(_ health: GeneratorHealth) {
        self.init(
            threads: health.threads, busiestThread: health.busiestThread, cpuNs: health.cpu.nanoseconds,
            maxStallNs: health.maxStall.nanoseconds, clockStepNs: health.clockStep.nanoseconds,
            peakInFlight: health.peakInFlight, unsolicited: health.unsolicited, lag: .init(health.lag))
    }
}

extension LoadFile.Line.Scenario {
    init(_ scenario: ScenarioResult) {
        self.init(
            name: scenario.name, weight: scenario.weight, planned: scenario.planned, dropped: scenario.dropped,
            iterations: scenario.iterations, abandoned: scenario.abandonedIterations,
            iteration: .init(scenario.iteration), steps: scenario.steps.count)
    }
}

extension LoadFile.Line.Step {
    init(_ step: StepResult) {
        self.init(
            name: step.name, counts: LoadFile.Line.Counts(step.counts), response: .init(step.response),
            service: .init(step.service), ttfb: .init(step.ttfb), connect: .init(step.connect),
            failure: .init(step.failure), late: .init(step.late), latePunctual: .init(step.latePunctual),
            failures: step.failures.map(LoadFile.Line.FailureLine.init),
            statuses: step.statuses.map { LoadFile.Line.StatusLine(status: $0.status, count: $0.count) })
    }
}

extension LoadFile.Line.Slice {
    init(_ slice: LoadSlice, scenario: Int, step: Int) {
        self.init(
            index: slice.index, scenario: scenario, step: step, succeeded: slice.succeeded, failed: slice.failed,
            response: .init(slice.response))
    }
}

extension LoadFile.Line.Lag {
    init(_ slice: GeneratorHealth.LagSlice) { self.init(index: slice.index, lag: .init(slice.lag)) }
}

extension LoadFile.Line.Counts {
    fileprivate init(_ counts: LoadCounts) {
        self.init(
            started: counts.started, succeeded: counts.succeeded, failed: counts.failed, timedOut: counts.timedOut,
            inFlight: counts.inFlight, resent: counts.reconnectRetries, connectionsOpened: counts.connectionsOpened,
            sessionsResumed: counts.sessionsResumed, bytesIn: counts.bytesIn, bytesOut: counts.bytesOut)
    }
}

extension LoadFile.Line.FailureLine {
    fileprivate init(_ failure: FailureCount) {
        self.init(
            errorClass: "\(failure.failureClass)", phase: "\(failure.phase)", blame: "\(failure.blame)",
            count: failure.count)
    }
}

extension LoadFile.Line.Histogram {
    /// Nil when nothing is in it.
    fileprivate init?(_ distribution: Distribution) { self.init(PackedDistribution(distribution)) }

    fileprivate init?(_ packed: PackedDistribution) {
        guard !packed.isEmpty else { return nil }
        self.init(
            count: packed.count, sum: packed.total, min: packed.range.least, max: packed.range.greatest,
            counts: Data(packed.payload))
    }
}
