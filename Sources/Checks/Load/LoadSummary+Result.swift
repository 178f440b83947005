internal import Load
internal import Model

extension LoadSummary {
    /// The figures of a finished load; its samples are fit to be shown.
    init(_ suite: LoadSuite, _ result: LoadResult, invalid: [String]) {
        let counts = result.counts()
        self.init(
            model: "closed", users: suite.users, plannedSeconds: (suite.plannedDuration ?? result.measured).seconds,
            measuredSeconds: result.measured.seconds, thinkTimeSeconds: suite.thinkTime.seconds,
            warmupSeconds: suite.loadPlan.warmup.seconds,
            counts: Counts(
                started: Int(clamping: counts.started), completed: Int(clamping: counts.completed),
                succeeded: Int(clamping: counts.succeeded), failed: Int(clamping: counts.failed),
                timedOut: Int(clamping: counts.timedOut), inFlightAtEnd: Int(clamping: counts.inFlight),
                resent: Int(clamping: counts.reconnectRetries), warmup: Int(clamping: result.warmup.counts.started)),
            requestsPerSecond: counts.completed > 0 ? result.rate(\.completed) : nil, errorRatio: result.failureRatio(),
            response: Latency(result.distribution(of: .response)), service: Latency(result.distribution(of: .service)),
            errors: result.failures().map {
                ErrorCount(
                    errorClass: "\($0.failureClass)", phase: "\($0.phase)", blame: "\($0.blame)",
                    count: Int(clamping: $0.count),
                    sample: $0.sample)
            },
            scenarios: result.scenarios.map { scenario in
                let selector = LoadSelector(scenario: scenario.name)
                let counts = result.counts(selector)
                return Scenario(
                    name: scenario.name, requests: Int(clamping: counts.started), failed: Int(clamping: counts.failed),
                    response: Latency(result.distribution(of: .response, selector)))
            },
            generator: Generator(
                threads: result.generator.threads, busiestThread: result.generator.busiestThread,
                longestStallMs: result.generator.maxStall.milliseconds,
                latenessP99Ms: result.generator.lag.percentile(99)?.milliseconds),
            limits: suite.summaryLimits, invalid: invalid)
    }
}

extension LoadSummary.Latency {
    /// Nil when nothing was measured.
    init?(_ distribution: Distribution) {
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
