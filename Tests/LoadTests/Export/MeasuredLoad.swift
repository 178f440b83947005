import Load

extension LoadResult {
    /// Two scenarios, three steps and 120 slices, with something in every field: the same in every call.
    static func measured() -> LoadResult {
        var result = LoadResult(
            scenarios: [
                .measured("browse", weight: 3, steps: ["GET /api, all", "detail"]),
                .measured("buy", steps: ["POST /x"]),
            ],
            measuredFrom: 1_795_246_072_551_123_456, measured: .milliseconds(119_500), ending: .aborted)
        result.waits = Distribution([.milliseconds(3), .milliseconds(4)])
        result.warmup.counts = .measured(30)
        result.warmup.response = Distribution([.milliseconds(80)])
        result.setupFailures = [FailureCount(failureClass: .dns, phase: .resolve, blame: .generator, count: 2)]
        result.generator.threads = 1
        result.generator.busiestThread = 0.0625
        result.generator.cpu = .milliseconds(712)
        result.generator.maxStall = .microseconds(4_100)
        result.generator.clockStep = .nanoseconds(Int64(77))
        result.generator.peakInFlight = 19
        result.generator.unsolicited = 1
        result.generator.lag = Distribution([.zero, .microseconds(20)])
        result.generator.lagSlices = [0, 4, 119].map {
            GeneratorHealth.LagSlice(index: $0, lag: PackedDistribution(Distribution([.microseconds(7 + $0)])))
        }
        return result
    }
}

extension ScenarioResult {
    fileprivate static func measured(_ name: String, weight: Int = 1, steps: [String]) -> ScenarioResult {
        ScenarioResult(
            name: name, weight: weight, planned: 900, dropped: 3, iterations: 800, abandonedIterations: 97,
            iteration: Distribution([.seconds(1), .seconds(2)]), steps: steps.map(Load.StepResult.measured))
    }
}

extension Load.StepResult {
    fileprivate static func measured(_ name: String) -> Load.StepResult {
        let slices = (0..<120).filter { $0 % 7 != 3 }.map { index in
            // 0 ns and 73 minutes are the ends of what a histogram tells apart.
            let times = (0..<(index % 11)).map { Duration.microseconds($0 * $0 * 997 + index) }
            let rare: [Duration] = index == 5 ? [.zero, .seconds(4_398)] : []
            return LoadSlice(
                index: index, succeeded: UInt64(times.count + rare.count), failed: UInt64(index % 2),
                response: PackedDistribution(Distribution(times + rare)))
        }
        var all = Distribution()
        for slice in slices { all.merge(slice.response.distribution) }
        var step = Load.StepResult(
            name: name, counts: .measured(all.count), response: all, slices: slices, service: all)
        step.late = Distribution([.milliseconds(9)])
        step.latePunctual = Distribution([.milliseconds(8)])
        step.ttfb = Distribution([.milliseconds(5)])
        step.connect = Distribution([.microseconds(300)])
        step.failure = Distribution([.seconds(1)])
        step.failures = [
            FailureCount(failureClass: .timeout, phase: .firstByte, count: 4),
            FailureCount(failureClass: .tooLarge, phase: .body, blame: .target, count: 1),
        ]
        step.statuses = [StatusCount(status: 200, count: all.count), StatusCount(status: 503, count: 6)]
        return step
    }
}

extension LoadCounts {
    fileprivate static func measured(_ succeeded: UInt64) -> LoadCounts {
        var counts = LoadCounts()
        counts.succeeded = succeeded
        counts.failed = 6
        counts.timedOut = 4
        counts.inFlight = 2
        counts.started = succeeded + 8
        counts.reconnectRetries = 1
        counts.connectionsOpened = 12
        counts.sessionsResumed = 5
        counts.bytesIn = 123_456_789
        counts.bytesOut = 98_765
        return counts
    }
}
