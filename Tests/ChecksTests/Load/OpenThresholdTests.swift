import Checks
import Load
import Model
import Testing

@Suite("Thresholds on what an open model planned")
struct OpenThresholdTests {
    /// 400 planned iterations of two requests each, of which `dropped` were never begun.
    private func result(dropped: UInt64, failed: UInt64 = 0) -> LoadResult {
        let begun = 400 - dropped
        var counts = LoadCounts()
        counts.started = begun
        counts.succeeded = begun - failed
        counts.failed = failed
        let steps = ["x", "y"].map { Load.StepResult(name: $0, counts: counts) }
        let times = Distribution(Array(repeating: Duration.milliseconds(30), count: Int(begun - failed)))
        return LoadResult(
            scenarios: [
                ScenarioResult(
                    name: "a", planned: 400, dropped: dropped, iterations: begun - failed,
                    abandonedIterations: failed, iteration: times, steps: steps)
            ], measured: .seconds(2))
    }

    private func judge(_ expression: String, _ result: LoadResult) throws -> ThresholdJudge.Judgement {
        ThresholdJudge(result: result).judge(try ThresholdParser.parse(expression))
    }

    @Test(
        "dropped starts are counted against the plan",
        arguments: [
            ("ratio(dropped) <= 0.1%", 0, "0 % (0 of 400)", true),
            ("ratio(dropped) <= 1%", 40, "10 % (40 of 400)", false),
            ("count(dropped) <= 0", 0, "0", true), ("count(dropped{scenario=a}) <= 39", 40, "40", false),
            ("rate(dropped) < 1rps", 40, "20/s", false),
            ("rate(started) >= 99% of planned", 0, "100 % of planned", true),
            ("rate(started) >= 99% of planned", 40, "90 % of planned", false),
        ])
    func dropped(expression: String, dropped: UInt64, observed: String, holds: Bool) throws {
        let judgement = try judge(expression, result(dropped: dropped))
        #expect(judgement.observed == observed)
        #expect(judgement.outcome == (holds ? .passed : .failed))
    }

    @Test("whole iterations are timed and counted when every step of them succeeded")
    func iterations() throws {
        #expect(try judge("p50(iteration) < 31ms", result(dropped: 0)).outcome == .passed)
        #expect(try judge("p50(iteration{scenario=a}) < 20ms", result(dropped: 0)).outcome == .failed)
        #expect(try judge("count(iteration) >= 390", result(dropped: 0, failed: 11)).observed == "389")
        #expect(try judge("rate(iteration) >= 200rps", result(dropped: 0)).outcome == .passed)
        #expect(try judge("p95(iteration) < 1s", result(dropped: 0)).outcome == .errored, "too few samples")
    }

    @Test("where nothing was due nothing is known")
    func nothing() throws {
        var none = result(dropped: 0)
        none.scenarios[0].planned = 0
        #expect(try judge("ratio(dropped) <= 1%", none).outcome == .errored)
    }
}
