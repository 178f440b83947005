import Checks
import Load
import Model
import Testing

@Suite("Thresholds on what was measured")
struct ThresholdJudgeTests {
    private func judge(_ expression: String, _ result: LoadResult) throws -> ThresholdJudge.Judgement {
        ThresholdJudge(result: result).judge(try ThresholdParser.parse(expression))
    }

    @Test(
        "with enough samples a percentile is judged by itself",
        arguments: [
            (2_000, 0, Outcome.passed), (1_900, 100, .passed), (1_899, 101, .failed), (0, 2_000, .failed),
            (20_000, 1_000, .passed), (20_000, 2_000, .failed),
        ])
    func percentile(fast: Int, slow: Int, outcome: Outcome) throws {
        #expect(try judge("p95(response) <= 100ms", .make(fast: fast, slow: slow)).outcome == outcome)
    }

    @Test(
        "the limit itself holds for <= and not for <",
        arguments: [
            ("p95(response) <= 10ms", Outcome.passed), ("p95(response) < 10ms", .failed),
            ("p95(response) >= 10ms", .passed), ("p95(response) > 10ms", .failed),
            ("max(response) <= 10ms", .passed), ("max(response) < 10ms", .failed), ("min(response) >= 10ms", .passed),
            ("mean(response) <= 10ms", .passed),
            ("rate(started) >= 200rps", .passed), ("rate(started) > 200rps", .failed),
            ("count(started) <= 2000", .passed), ("count(started) < 2000", .failed),
            ("p95(response) <= 9.9ms", .failed), ("p95(response{scenario=only}) <= 10ms", .passed),
            ("p95(response{step=step}) <= 10ms", .passed),
        ])
    func boundary(expression: String, outcome: Outcome) throws {
        let judgement = try judge(expression, .make(fast: 2_000))
        #expect(judgement.outcome == outcome, "\(judgement.observed)")
    }

    @Test(
        "too few samples never pass",
        arguments: [
            ("p95(response) <= 1m", 1), ("p95(response) <= 1m", 1_999), ("p50(response) <= 1m", 199),
            ("p99(response) <= 1m", 9_999), ("p99.99(response) <= 1m", 100_000),
            ("mean(response) <= 1m", 29), ("max(response) <= 1m", 1), ("ratio(errors) <= 1%", 298),
            ("ratio(errors) <= 0.1%", 2_994), ("ratio(checks) >= 99%", 298),
            ("p95(response) >= 1ms", 10),
        ])
    func tooFew(expression: String, samples: Int) throws {
        let judgement = try judge(expression, .make(fast: samples))
        #expect(judgement.outcome == .errored)
        #expect(judgement.message?.hasPrefix("too few ") == true)
    }

    @Test(
        "as many as are needed do pass",
        arguments: [
            ("p95(response) <= 1m", 2_000), ("p50(response) <= 1m", 200), ("p99(response) <= 1m", 10_000),
            ("mean(response) <= 1m", 30), ("ratio(errors) <= 1%", 299),
            ("ratio(errors) <= 0.1%", 2_995), ("ratio(checks) >= 99%", 299), ("ratio(errors) <= 0%", 1),
        ])
    func enough(expression: String, samples: Int) throws {
        #expect(try judge(expression, .make(fast: samples)).outcome == .passed)
    }

    @Test(
        "few samples that can't be saved any more do fail",
        arguments: [
            ("p95(response) <= 100ms", 50, 50, Outcome.failed), ("p95(response) <= 100ms", 90, 10, .failed),
            ("p95(response) <= 100ms", 99, 1, .errored),
            ("p95(response) <= 100ms", 18, 2, .errored), ("p50(response) <= 100ms", 0, 5, .failed),
            ("max(response) <= 100ms", 1, 1, .failed),
            ("mean(response) <= 100ms", 0, 2, .failed), ("p95(response) >= 100ms", 50, 0, .errored),
        ])
    func certain(expression: String, fast: Int, slow: Int, outcome: Outcome) throws {
        #expect(try judge(expression, .make(fast: fast, slow: slow)).outcome == outcome)
    }

    @Test(
        "without data nothing passes",
        arguments: [
            "p95(response) <= 1m", "p95(response) >= 1ms", "mean(response) <= 1m", "max(service) < 1m",
            "min(response) >= 1ms", "ratio(errors) <= 99%",
            "ratio(checks) >= 1%", "count(errors) < 5", "rate(errors) < 5rps", "rate(started) >= 1rps",
            "p95(ttfb) <= 1m", "p95(connect) <= 1m", "p99(lag) <= 1s",
            "max(lag) <= 1s",
        ])
    func noData(expression: String) throws {
        for result in [LoadResult.make(), LoadResult(scenarios: [], measured: .zero, ending: .notStarted)] {
            let judgement = try judge(expression, result)
            #expect(judgement.outcome == .errored)
            #expect(judgement.observed.hasPrefix("no data"))
        }
    }

    @Test(
        "neither does a selector that met nothing, nor a metric that was not measured",
        arguments: [
            "p95(response{scenario=other}) <= 1m", "ratio(errors{step=other}) <= 1%",
            "count(errors{scenario=other}) < 5", "p95(connect) <= 1m", "mean(connect) <= 1m", "max(lag) <= 1m",
        ])
    func nothingSelected(expression: String) throws {
        #expect(try judge(expression, .make(fast: 5_000)).outcome == .errored)
    }

    @Test("what started and was never answered is no data for a ratio")
    func onlyInFlight() throws {
        #expect(try judge("ratio(errors) <= 1%", .make(inFlight: 50)).outcome == .errored)
        #expect(try judge("p95(response) <= 1s", .make(inFlight: 50)).outcome == .errored)
    }

    @Test(
        "a time-out is later than any limit",
        arguments: [
            ("p95(response) <= 1m", 1_900, 100, Outcome.passed), ("p95(response) <= 1m", 1_899, 101, .failed),
            ("p95(service) <= 1m", 1_899, 101, .failed),
            ("p95(response) <= 1m", 0, 50, .failed), ("p95(response) <= 1m", 90, 10, .failed),
            ("max(response) <= 1m", 5_000, 1, .failed), ("mean(response) <= 1m", 5_000, 1, .passed),
            ("min(response) >= 1ms", 5_000, 1, .passed), ("p95(ttfb) <= 1m", 2_000, 500, .passed),
        ])
    func timeouts(expression: String, fast: Int, timedOut: Int, outcome: Outcome) throws {
        #expect(try judge(expression, .make(fast: fast, timedOut: timedOut)).outcome == outcome)
    }

    @Test(
        "other failures have no time, so percentiles say nothing of them",
        arguments: [
            "p95(response) <= 1m", "mean(response) <= 1m", "max(response) <= 1m",
        ])
    func failures(expression: String) throws {
        #expect(try judge(expression, .make(fast: 2_000, failed: 200)).outcome == .passed)
    }

    @Test(
        "ratios are those of completed requests",
        arguments: [
            ("ratio(errors) <= 1%", 990, 10, Outcome.passed), ("ratio(errors) <= 1%", 989, 11, .failed),
            ("ratio(errors) < 1%", 990, 10, .failed),
            ("ratio(errors) <= 0%", 999, 1, .failed), ("ratio(checks) >= 99%", 990, 10, .passed),
            ("ratio(checks) >= 99%", 989, 11, .failed), ("ratio(errors) <= 1%", 0, 1, .failed),
            ("ratio(errors) <= 1%", 5, 1, .failed), ("count(errors) < 11", 990, 10, .passed),
            ("count(errors) < 10", 990, 10, .failed), ("rate(errors) <= 1rps", 990, 10, .passed),
        ])
    func ratios(expression: String, fast: Int, failed: Int, outcome: Outcome) throws {
        #expect(try judge(expression, .make(fast: fast, failed: failed)).outcome == outcome)
    }

    @Test(
        "a load that ended early proves no limit, but can break one",
        arguments: [
            (LoadResult.Ending.stopped, "p95(response) <= 100ms", 0, Outcome.errored),
            (.maxDuration, "ratio(errors) <= 1%", 0, .errored), (.stopped, "rate(started) > 1rps", 0, .errored),
            (.stopped, "p95(response) <= 100ms", 2_000, .failed), (.maxDuration, "max(response) <= 100ms", 1, .failed),
        ])
    func endedEarly(ending: LoadResult.Ending, expression: String, slow: Int, outcome: Outcome) throws {
        #expect(try judge(expression, .make(fast: 2_000, slow: slow, ending: ending)).outcome == outcome)
    }

    @Test("a rate over no time is no data")
    func noTime() throws { #expect(try judge("rate(started) > 1rps", .make(fast: 10, seconds: 0)).outcome == .errored) }

    @Test("the reason why nothing was sent is told")
    func setupFailure() throws {
        var result = LoadResult(scenarios: [], measured: .zero, ending: .notStarted)
        result.setupFailures = [
            FailureCount(failureClass: .dns, phase: .resolve, blame: .generator, count: 1, sample: "no such name")
        ]
        #expect(try judge("p95(response) < 1s", result).observed == "no data: no request was sent: no such name")
    }

    @Test(
        "the figure that decided is shown in the limit's unit",
        arguments: [
            ("p95(response) <= 100ms", "10 ms (2 000 samples)"), ("ratio(errors) <= 1%", "0 % (0 of 2 000)"),
            ("rate(started) > 1rps", "200/s"), ("count(started) > 1", "2000"),
            ("max(response) < 1s", "10 ms (2 000 samples)"),
        ])
    func observed(expression: String, observed: String) throws {
        #expect(try judge(expression, .make(fast: 2_000)).observed == observed)
    }
}
