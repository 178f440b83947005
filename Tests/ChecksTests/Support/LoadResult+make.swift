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
}
