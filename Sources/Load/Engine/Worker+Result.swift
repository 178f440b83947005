extension Worker {
    /// What this thread measured, to be merged with the others'.
    func result(clockStep: Duration) -> LoadResult {
        var scenarios: [ScenarioResult] = []
        var step = 0
        for (index, scenario) in table.plan.scenarios.enumerated() {
            let steps = scenario.steps.map { plan in
                defer { step += 1 }
                return recorders[step].result(name: plan.name)
            }
            scenarios.append(
                ScenarioResult(
                    name: scenario.name, weight: scenario.weight, planned: scenarioRecorders[index].planned,
                    dropped: scenarioRecorders[index].dropped, iterations: scenarioRecorders[index].iterations,
                    abandonedIterations: scenarioRecorders[index].abandoned,
                    iteration: scenarioRecorders[index].iteration.distribution, steps: steps))
        }
        let span = measuredSpan
        var health = GeneratorHealth()
        health.threads = 1
        health.busiestThread = span.time > 0 ? Double(span.cpu) / Double(span.time) : 0
        health.cpu = .nanoseconds(span.cpu)
        health.maxStall = .nanoseconds(maxStall)
        health.lag = lag.distribution
        health.clockStep = clockStep
        health.lagSlices = lag.slices.map { .init(index: $0.index, lag: $0.values) }
        health.peakInFlight = UInt64(peakInFlight)
        health.unsolicited = unsolicited
        return LoadResult(
            scenarios: scenarios, warmup: warmup, sliceWidth: .nanoseconds(sliceWidth),
            measuredFrom: Int64(clamping: schedule.measureStart) + Clock.wallOffset(), waits: waits.distribution,
            measured: .nanoseconds(span.time), ending: ending, generator: health)
    }

    private var measuredSpan: (time: Nanoseconds, cpu: Nanoseconds) {
        guard let begin = measureCPU.begin, let end = measureCPU.end, end.at > begin.at else { return (0, 0) }
        return (end.at - begin.at, end.cpu - begin.cpu)
    }

    private var warmup: WarmupResult {
        var warmup = WarmupResult()
        for index in stepCount..<(2 * stepCount) {
            warmup.counts.merge(recorders[index].counts)
            warmup.response.merge(recorders[index].response.distribution)
        }
        return warmup
    }
}
