import Checks
import Load
import Model
import Testing

@Suite("Abort rules while load runs")
struct AbortWatchTests {
    private func watch(_ condition: String, window: Duration = .seconds(10)) throws -> AbortWatch {
        AbortWatch(
            AbortRule(
                condition: try ThresholdParser.parse(condition), window: window, id: condition,
                location: SourceLocation(file: "load.yaml", line: 1, column: 1)), plan: try plan)
    }

    /// Scenarios `a` (steps `one`, `two`) and `b` (step `one`).
    private var plan: LoadPlan {
        get throws {
            let request = try RequestTemplate(method: "GET", target: "/")
            func step(_ name: String) -> LoadStep {
                LoadStep(name: name, origin: Origin(host: "h", port: 80), request: request)
            }
            return .make(scenarios: [
                LoadScenario(name: "a", steps: [step("one"), step("two")]),
                LoadScenario(name: "b", steps: [step("one")]),
            ])
        }
    }

    /// What was counted of each of the three steps since the beginning.
    private func progress(
        _ steps: [(succeeded: Int, failed: Int)], times: [Duration] = [], timedOut: Int = 0, isMeasuring: Bool = true
    ) -> LoadProgress {
        var progress = LoadProgress()
        progress.isMeasuring = isMeasuring
        progress.steps = steps.map { counts in
            var step = LoadProgress.Step()
            step.succeeded = UInt64(counts.succeeded)
            step.failed = UInt64(counts.failed)
            step.timedOut = UInt64(timedOut)
            step.started = step.succeeded + step.failed
            step.response = .coarse(times)
            return step
        }
        return progress
    }

    @Test("a rule is met by what happened in its window, and not before that has passed")
    func window() throws {
        var watch = try watch("ratio(errors) > 20%")
        // 10 good answers a second for 20 s, then 10 bad ones a second.
        for second in 1...20 {
            let isMet = watch.look(progress([(10 * second, 0)]), at: .seconds(second))
            #expect(!isMet)
        }
        for second in 21...22 {
            let isMet = watch.look(progress([(200, 10 * (second - 20))]), at: .seconds(second))
            #expect(!isMet, "\(second - 20) of the last ten seconds were bad")
        }
        let isMet = watch.look(progress([(200, 30)]), at: .seconds(23))
        #expect(isMet)
        let met = try #require(watch.met)
        #expect(met.observed == "30 % (30 of 100)")
        #expect(met.window == .seconds(10) && met.at == .seconds(23))
    }

    @Test("from the first second on nothing is asked until a whole window has passed")
    func tooEarly() throws {
        var watch = try watch("count(errors) > 0", window: .seconds(3))
        var asked: [Bool] = []
        for half in 1...7 { asked.append(watch.look(progress([(0, half)]), at: .milliseconds(500 * half))) }
        #expect(asked == [false, false, false, false, false, true, true])
    }

    @Test("the warm-up is no part of a window")
    func warmUp() throws {
        var watch = try watch("count(errors) > 0", window: .seconds(2))
        for second in 1...5 {
            let isMet = watch.look(progress([(0, 0)], isMeasuring: false), at: .seconds(second))
            #expect(!isMet)
        }
        let early = watch.look(progress([(5, 5)]), at: .seconds(6))
        let late = watch.look(progress([(5, 6)]), at: .seconds(7))
        #expect(!early && late)
        #expect(watch.met?.at == .seconds(2))
    }

    @Test(
        "each condition has its figure",
        arguments: [
            ("ratio(errors) > 24%", true), ("ratio(errors) > 25%", false), ("ratio(checks) < 76%", true),
            ("count(errors) >= 25", true), ("count(errors) > 25", false), ("rate(errors) > 2rps", true),
            ("rate(started) < 11rps", true), ("rate(started) < 10rps", false), ("count(started) > 99", true),
            ("p95(response) > 900ms", true), ("p95(response) > 1s", false), ("p50(response) > 50ms", false),
            ("max(response) > 900ms", true), ("mean(response) > 100ms", true),
            ("mean(response) > 110ms", false), ("min(response) < 20ms", true),
            ("ratio(errors{scenario=a}) > 24%", true), ("ratio(errors{scenario=b}) > 0%", false),
            ("ratio(errors{scenario=a,step=two}) > 0%", false), ("ratio(errors{step=one}) > 24%", true),
        ])
    func figures(condition: String, isMet: Bool) throws {
        var watch = try watch(condition)
        let times = Array(repeating: Duration.milliseconds(10), count: 90) + Array(repeating: .seconds(1), count: 10)
        var now = progress([(75, 25), (0, 0), (0, 0)], times: times)
        for index in 1...2 { now.steps[index] = LoadProgress.Step() }
        let isFound = watch.look(now, at: .seconds(10))
        #expect(isFound == isMet)
    }

    @Test("a time-out is later than any limit")
    func timeouts() throws {
        let fast = Array(repeating: Duration.milliseconds(10), count: 90)
        for (timedOut, isMet) in [(4, false), (5, true)] {
            var watch = try watch("p95(response) > 10s")
            let isFound = watch.look(progress([(90, timedOut)], times: fast, timedOut: timedOut), at: .seconds(10))
            #expect(isFound == isMet)
            #expect(watch.met?.observed == (isMet ? "no answer in time (95 requests)" : nil))
        }
    }

    @Test(
        "a few requests prove nothing",
        arguments: [("ratio(errors) > 20%", 9), ("p95(response) > 1ms", 19), ("mean(response) > 1ms", 9)])
    func few(condition: String, requests: Int) throws {
        for (count, isMet) in [(requests, false), (requests + 1, true)] {
            var watch = try watch(condition)
            let times = Array(repeating: Duration.seconds(1), count: count)
            let failed = condition.contains("errors") ? count : 0
            let isFound = watch.look(progress([(count - failed, failed)], times: times), at: .seconds(10))
            #expect(isFound == isMet)
        }
    }

    @Test("the last seconds are judged at the end, and a load shorter than a window as a whole")
    func end() throws {
        var short = try watch("ratio(errors) > 20%")
        let early = short.look(progress([(5, 0)]), at: .seconds(1))
        #expect(!early)
        short.end(progress([(5, 15)]), at: .seconds(2))
        #expect(short.met?.observed == "75 % (15 of 20)" && short.met?.window == .seconds(2))

        var last = try watch("count(errors) > 4", window: .seconds(2))
        for second in 1...5 { _ = last.look(progress([(10 * second, 0)]), at: .seconds(second)) }
        last.end(progress([(50, 5)]), at: .milliseconds(5_500))
        #expect(last.met?.at == .milliseconds(5_500))
    }

    @Test("while nothing new is sent, what is left over is not judged")
    func drain() throws {
        var watch = try watch("ratio(errors) > 20%", window: .seconds(2))
        var now = progress([(100, 0)])
        now.steps[0].started = 120
        for second in 1...4 { _ = watch.look(now, at: .seconds(second)) }
        now.steps[0].failed = 20
        for second in 5...9 {
            let isMet = watch.look(now, at: .seconds(second))
            #expect(!isMet)
        }
        watch.end(now, at: .seconds(10))
        #expect(watch.met == nil)
    }

    @Test("the window that came closest is kept")
    func worst() throws {
        var watch = try watch("ratio(errors) > 50%", window: .seconds(1))
        for (second, counts) in [(10, 0), (18, 2), (28, 2)].enumerated() {
            _ = watch.look(progress([counts]), at: .seconds(second + 1))
        }
        #expect(watch.met == nil)
        #expect(watch.worst?.observed == "20 % (2 of 10)" && watch.worst?.at == .seconds(2))
    }

    @Test("a year of looks keeps no more than a window's worth of them, and no window grows")
    func bounded() throws {
        var watch = try watch("rate(started) > 1000rps", window: .seconds(60))
        for second in 1...5_000 { _ = watch.look(progress([(second, 0)]), at: .seconds(second)) }
        let window = try #require(watch.worst?.window)
        #expect(window >= .seconds(60) && window <= .seconds(62))
    }

    @Test(
        "what is not counted while load runs is not known",
        arguments: [
            ("p95(service) > 1s", false), ("p95(ttfb) > 1s", false), ("max(lag) > 1s", false),
            ("count(dropped) > 1", false), ("rate(started) < 99% of planned", false), ("count(connect) > 5", false),
            ("p95(response) > 1s", true), ("rate(errors) > 1rps", true), ("ratio(checks) < 50%", true),
        ])
    func known(condition: String, isKnown: Bool) throws {
        #expect(AbortWatch.isKnown(try ThresholdParser.parse(condition)) == isKnown)
        var watch = try watch(condition)
        let isMet = watch.look(progress([(0, 0)]), at: .seconds(100))
        #expect(!isMet || isKnown)
    }
}
