import Checks
import Load
import Model
import Testing

@Suite("Failures that a broken measurement may have made")
struct ValidityDoubtTests {
    private func judgement(
        _ expression: String, _ result: LoadResult, _ plan: LoadPlan = .make()
    ) throws -> ThresholdJudge.Judgement {
        let threshold = try ThresholdParser.parse(expression)
        let doubt = ValidityDoubt(Validity(result: result, plan: plan, thresholds: [threshold]))
        return doubt.reconsider(ThresholdJudge(result: result).judge(threshold), of: threshold)
    }

    /// 2 000 requests of 10 ms, measured by a generator that was held up for 60 ms.
    private var stalled: LoadResult {
        var result = LoadResult.make(fast: 2_000)
        result.generator.maxStall = .milliseconds(60)
        return result
    }

    @Test(
        "a slow generator explains slowness within what it can have added, and low rates; never errors",
        arguments: [
            // 60 ms of stall and 10 ms of heartbeat.
            ("p95(response) < 9ms", Outcome.errored), ("max(response) < 5ms", .errored),
            ("mean(service) < 5ms", .errored), ("p50(ttfb) < 5ms", .errored), ("p95(response) < 11ms", .passed),
            ("p95(response) > 11ms", .failed), ("rate(started) > 300rps", .errored),
            ("rate(started) < 100rps", .failed),
            ("count(started) > 3000", .failed), ("p95(connect) < 1s", .errored),
        ])
    func generator(expression: String, outcome: Outcome) throws {
        #expect(try judgement(expression, stalled).outcome == outcome)
    }

    @Test("what is exceeded by more than the generator can have added stays failed")
    func certain() throws {
        var slow = LoadResult.make(slow: 2_000)
        slow.generator.maxStall = .milliseconds(60)
        #expect(try judgement("p95(response) < 929ms", slow).outcome == .failed)
        #expect(try judgement("p95(response) < 931ms", slow).outcome == .errored)
        slow.generator.lag = Distribution([.milliseconds(20)])
        #expect(try judgement("p95(response) < 911ms", slow).outcome == .errored)
        slow.step.counts.timedOut = 1_000
        #expect(try judgement("p95(response) < 931ms", slow).outcome == .failed)
    }

    @Test("errors stay failed, whatever the generator did")
    func errors() throws {
        var result = stalled
        result.step.counts.failed = 100
        #expect(try judgement("ratio(errors) <= 1%", result).outcome == .failed)
        #expect(try judgement("count(errors) <= 5", result).outcome == .failed)
    }

    @Test("the reason is told, and what was observed stays")
    func message() throws {
        let judgement = try judgement("p95(response) < 9ms", stalled)
        #expect(judgement.message == "not judged: gonogo itself may have made this slower (stall)")
        #expect(judgement.observed == "10 ms (2 000 samples)")
    }

    @Test("a sound measurement explains nothing")
    func sound() throws {
        #expect(try judgement("p95(response) < 9ms", .make(fast: 2_000)).outcome == .failed)
        #expect(try judgement("p95(response) < 9ms", .make(fast: 2_000, ending: .stopped)).outcome == .failed)
    }

    @Test("requests that were held back are not the target's slowness")
    func heldBack() throws {
        var result = LoadResult.make(slow: 2_000)
        result.step.service = LoadResult.make(fast: 2_000).step.service
        result.waits = Distribution([.milliseconds(990)])
        let judgement = try judgement("p95(response) < 100ms", result, .make(rate: 100))
        #expect(judgement.outcome == .errored)
        #expect(judgement.message?.hasPrefix("not judged: requests were held back by max_in_flight") == true)
        #expect(try self.judgement("p95(service) < 5ms", result, .make(rate: 100)).outcome == .failed)
    }

    @Test("neither is what came before the target had warmed up")
    func warmUp() throws {
        let falling = (0..<30).map { 20 - $0 / 2 }
        let result = LoadResult.make(bySecond: falling.map { Array(repeating: .milliseconds($0), count: 10) })
        #expect(try judgement("p50(response) < 10ms", result).outcome == .errored)
        let rising = LoadResult.make(
            bySecond: falling.reversed().map { Array(repeating: .milliseconds($0), count: 10) })
        #expect(try judgement("p50(response) < 10ms", rising).outcome == .failed)
    }

    @Test("gonogo's own lateness is never the target's failure")
    func lag() throws {
        var result = LoadResult.make(fast: 2_000)
        result.generator.lag = Distribution(Array(repeating: .microseconds(700), count: 2_000))
        #expect(try judgement("p95(lag) < 500us", result).outcome == .errored)
    }

    @Test(
        "failures of the generator are no errors of the target's",
        arguments: [
            ("ratio(errors) <= 1%", 100, 0, Outcome.errored), ("ratio(errors) <= 1%", 100, 30, .failed),
            ("ratio(errors) <= 1%", 100, 10, .errored), ("count(errors) <= 0", 3, 0, .errored),
            ("count(errors) <= 0", 3, 1, .failed), ("rate(errors) < 1rps", 20, 5, .errored),
            ("ratio(checks) >= 99%", 100, 10, .errored), ("ratio(checks) >= 99%", 100, 30, .failed),
            ("ratio(errors) >= 20%", 100, 0, .failed),
        ])
    func generatorFailures(expression: String, own: Int, targets: Int, outcome: Outcome) throws {
        var result = LoadResult.make(fast: 2_000, failed: own + targets)
        result.step.failures = [
            FailureCount(
                failureClass: .connect, phase: .connect, blame: .generator, count: UInt64(own),
                sample: "Too many open files")
        ]
        #expect(try judgement(expression, result).outcome == outcome)
    }
}
