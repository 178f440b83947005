import Load

extension LoadResult {
    /// A result of one scenario `only` with one step `step`: `fast` successes of 10 ms and `slow` ones of 1 s.
    static func make(
        fast: Int = 0, slow: Int = 0, failed: Int = 0, timedOut: Int = 0, inFlight: Int = 0, seconds: Int = 10,
        ending: Ending = .planned,
        scenario: String = "only"
    ) -> LoadResult {
        let samples = Distribution(
            Array(repeating: Duration.milliseconds(10), count: fast)
                + Array(repeating: Duration.seconds(1), count: slow))
        var counts = LoadCounts()
        counts.succeeded = UInt64(fast + slow)
        counts.failed = UInt64(failed + timedOut)
        counts.timedOut = UInt64(timedOut)
        counts.inFlight = UInt64(inFlight)
        counts.started = counts.completed + counts.inFlight
        let step = Load.StepResult(name: "step", counts: counts, response: samples, service: samples, ttfb: samples)
        return LoadResult(
            scenarios: [ScenarioResult(name: scenario, steps: [step])], measured: .seconds(seconds), ending: ending)
    }

    /// Each duration a request's response and service time, one slice of a second for each list.
    static func make(bySecond seconds: [[Duration]]) -> LoadResult {
        var result = LoadResult.make(fast: 1, seconds: seconds.count)
        let all = Distribution(seconds.joined())
        result.step.response = all
        result.step.service = all
        result.step.counts.succeeded = all.count
        result.step.counts.started = all.count
        result.step.slices = seconds.enumerated().map { index, values in
            LoadSlice(
                index: index, succeeded: UInt64(values.count), failed: 0,
                response: PackedDistribution(Distribution(values)))
        }
        return result
    }

    /// The only step of the only scenario.
    var step: Load.StepResult {
        get { scenarios[0].steps[0] }
        set { scenarios[0].steps[0] = newValue }
    }
}

extension LoadPlan {
    /// A closed plan, or an open one of this rate, that nobody runs.
    static func make(
        rate: Double? = nil, stages: [LoadStage]? = nil, maxInFlight: Int = 10, warmup: Duration = .zero,
        duration: Duration = .seconds(10), scenarios: [LoadScenario] = []
    ) -> LoadPlan {
        var model = LoadModel.closed(users: 5)
        if let stages = stages ?? rate.map({ [.hold($0, duration)] }) {
            model = .open(OpenModel(stages: stages, maxInFlight: maxInFlight))
        }
        return LoadPlan(model: model, scenarios: scenarios, length: .duration(duration), warmup: warmup)
    }
}

extension Distribution {
    /// As looks at a run under way know these times.
    static func coarse(_ times: [Duration]) -> Distribution {
        let layout = BucketLayout.coarse
        let indices = times.map { layout.index(of: $0.nanoseconds) }
        let counts = Dictionary(indices.map { ($0, UInt64(1)) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
        return Distribution(
            layout: layout, buckets: counts.map { Bucket(index: UInt32($0.key), count: $0.value) },
            sum: times.reduce(0) { $0 + $1.nanoseconds },
            least: indices.min().map { layout.lowest($0) } ?? .max,
            greatest: indices.max().map { layout.highest($0) } ?? 0)
    }
}
