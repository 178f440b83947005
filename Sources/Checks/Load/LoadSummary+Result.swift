internal import Load
internal import Model

extension LoadSummary {
    /// The figures of a finished load; its samples are fit to be shown.
    init(_ suite: LoadSuite, _ result: LoadResult, invalid: [String]) {
        var open: OpenModel?
        if case .open(let model) = suite.loadPlan.model { open = model }
        let counts = result.counts()
        self.init(
            model: open == nil ? "closed" : "open", users: open == nil ? suite.users : nil,
            plannedSeconds: (suite.plannedDuration ?? result.measured).seconds,
            measuredSeconds: result.measured.seconds, thinkTimeSeconds: suite.thinkTime.seconds,
            warmupSeconds: suite.loadPlan.warmup.seconds, counts: Counts(result),
            requestsPerSecond: counts.completed > 0 ? result.rate(\.completed) : nil, errorRatio: result.failureRatio(),
            response: Latency(result.distribution(of: .response)), service: Latency(result.distribution(of: .service)),
            errors: result.failures().map(ErrorCount.init), scenarios: result.scenarios.map { Scenario($0, result) },
            generator: Generator(result.generator), limits: suite.summaryLimits, invalid: invalid,
            rate: open.flatMap { Rate($0, after: suite.loadPlan.warmup) }, maxInFlight: open?.maxInFlight,
            ending: result.ending.rawValue, waits: Spread(result.waits))
    }
}

extension LoadSummary.Counts {
    fileprivate init(_ result: LoadResult) {
        let counts = result.counts()
        let (planned, dropped) = result.arrivals()
        self.init(
            started: Int(clamping: counts.started), completed: Int(clamping: counts.completed),
            succeeded: Int(clamping: counts.succeeded), failed: Int(clamping: counts.failed),
            timedOut: Int(clamping: counts.timedOut), inFlightAtEnd: Int(clamping: counts.inFlight),
            resent: Int(clamping: counts.reconnectRetries), warmup: Int(clamping: result.warmup.counts.started),
            connectionsOpened: Int(clamping: counts.connectionsOpened),
            sessionsResumed: Int(clamping: counts.sessionsResumed), planned: Int(clamping: planned),
            dropped: Int(clamping: dropped),
            iterations: Int(clamping: result.scenarios.reduce(0) { $0 + $1.iterations }),
            abandonedIterations: Int(clamping: result.scenarios.reduce(0) { $0 + $1.abandonedIterations }))
    }
}

extension LoadSummary.ErrorCount {
    fileprivate init(_ failure: FailureCount) {
        self.init(
            errorClass: "\(failure.failureClass)", phase: "\(failure.phase)", blame: "\(failure.blame)",
            count: Int(clamping: failure.count), sample: failure.sample)
    }
}

extension LoadSummary.Scenario {
    fileprivate init(_ scenario: ScenarioResult, _ result: LoadResult) {
        let selector = LoadSelector(scenario: scenario.name)
        let counts = result.counts(selector)
        self.init(
            name: scenario.name, requests: Int(clamping: counts.started), failed: Int(clamping: counts.failed),
            response: .init(result.distribution(of: .response, selector)),
            service: .init(result.distribution(of: .service, selector)), iteration: .init(scenario.iteration),
            iterations: Int(clamping: scenario.iterations), planned: Int(clamping: scenario.planned),
            dropped: Int(clamping: scenario.dropped), steps: scenario.steps.map(LoadSummary.Step.init))
    }
}

extension LoadSummary.Step {
    fileprivate init(_ step: Load.StepResult) {
        self.init(
            name: step.name, requests: Int(clamping: step.counts.started), failed: Int(clamping: step.counts.failed),
            timedOut: Int(clamping: step.counts.timedOut), response: .init(step.response), service: .init(step.service))
    }
}

extension LoadSummary.Generator {
    fileprivate init(_ health: GeneratorHealth) {
        self.init(
            threads: health.threads, busiestThread: health.busiestThread, longestStallMs: health.maxStall.milliseconds,
            latenessP99Ms: health.lag.percentile(99)?.milliseconds, lateness: .init(health.lag),
            cpuSeconds: health.cpu.seconds, clockStepMs: health.clockStep.milliseconds,
            peakInFlight: Int(clamping: health.peakInFlight), unsolicited: Int(clamping: health.unsolicited))
    }
}

extension LoadSummary.Latency {
    /// Nil when nothing was measured.
    fileprivate init?(_ distribution: Distribution) {
        guard let min = distribution.min, let mean = distribution.mean, let max = distribution.max,
            let p50 = distribution.percentile(50), let p95 = distribution.percentile(95),
            let p99 = distribution.percentile(99),
            let p999 = distribution.percentile(99.9)
        else { return nil }
        self.init(
            count: Int(clamping: distribution.count), minMs: min.milliseconds, meanMs: mean.milliseconds,
            p50Ms: p50.milliseconds,
            p95Ms: p95.milliseconds, p99Ms: p99.milliseconds, p999Ms: p999.milliseconds, maxMs: max.milliseconds)
    }
}

extension LoadSummary.Spread {
    /// Nil when nothing was measured.
    fileprivate init?(_ distribution: Distribution) {
        guard let p50 = distribution.percentile(50), let p99 = distribution.percentile(99), let max = distribution.max
        else { return nil }
        self.init(
            count: Int(clamping: distribution.count), p50Ms: p50.milliseconds, p99Ms: p99.milliseconds,
            maxMs: max.milliseconds)
    }
}

extension LoadSummary.Rate {
    /// Nil for stages that end before the warm-up does.
    fileprivate init?(_ open: OpenModel, after warmup: Duration) {
        var end = Duration.zero
        var rates: [Double] = []
        for stage in open.stages where stage.duration > .zero {
            let begin = end
            end += stage.duration
            guard end > warmup else { continue }
            let share = begin < warmup ? (warmup - begin).seconds / stage.duration.seconds : 0
            rates += [stage.from + (stage.to - stage.from) * share, stage.to]
        }
        guard let least = rates.min(), let most = rates.max() else { return nil }
        self.init(least: least, most: most)
    }
}

extension LoadSuite {
    /// The suite's own blocking limits over all requests, the strictest of each.
    var summaryLimits: LoadSummary.Limits {
        let overall = limits.filter { $0.severity == .block && !$0.isValidity }.map(\.threshold)
            .filter { $0.scenario == nil && $0.step == nil && $0.comparison.isUpperLimit }
        return LoadSummary.Limits(
            p95Ms: overall.filter { $0.metric == .response && $0.aggregator == .percentile(95) }.map(\.limit.value)
                .min(),
            errorRatio: overall.filter { $0.metric == .errors && ($0.aggregator == .ratio || $0.limit == .count(0)) }
                .map(\.limit.value).min())
    }
}
