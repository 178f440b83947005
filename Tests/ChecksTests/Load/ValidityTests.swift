import Checks
import Model
import Testing

@Suite("What ends a load early, and what makes it worth nothing")
struct ValidityTests {
    private func written(_ replaced: [String: String]) -> (action: (any SuiteAction)?, problems: [String]) {
        let written = Written.action(.performance, LoadText.suite(replaced))
        return (written.action, written.problems)
    }

    @Test("abort rules are texts or mappings, * is one for each scenario")
    func rules() throws {
        let scenarios =
            "[\(LoadText.scenario("a", steps: [LoadText.plain("x")])), \(LoadText.scenario("b", steps: [LoadText.plain("y")]))]"
        let written = written([
            "scenarios": scenarios,
            "abort": "[ratio(errors) > 20% for 10s, {expr: \"p95(response{scenario=*}) > 5s for 1m\"}]",
        ])
        #expect(written.problems == [])
        let rules = try #require(written.action).abortRules
        #expect(
            rules.map(\.id) == [
                "ratio(errors) > 20 % for 10 s", "p95(response{scenario=a}) > 5000 ms for 1m 0s",
                "p95(response{scenario=b}) > 5000 ms for 1m 0s",
            ])
        #expect(rules.map(\.window) == [.seconds(10), .seconds(60), .seconds(60)])
    }

    @Test(
        "an abort rule that can't be meant is refused where it is wrong",
        arguments: [
            ("[ratio(errors) > 20%]", "1:28 `ratio(errors) > 20%`: 'for' and a time belong here"),
            ("[\"ratio(errors) > 20%\"]", "1:29 `ratio(errors) > 20%`: 'for' and a time belong here"),
            ("[{expr: ratio(errors) > 20% for 1h}]", "1:40 `ratio(errors) > 20% for 1h`: from 1s to 10m"),
            ("[count(dropped) > 5 for 5s]", "1:9 count(dropped) is not known before the load has ended"),
            ("[p95(service) > 5s for 5s]", "1:9 p95(service) is not known before the load has ended"),
            ("[rate(started) < 90% of planned for 5s]", "1:29 "),
            ("[\"p95(response{step=z}) > 1s for 5s\"]", "1:9 no step 'z'"),
            ("[ratio(errors) > 20% for 10s, ratio( errors )>20% for 10s]", "stands already above"),
            ("[{when: x}]", "unknown key 'when' in 'abort'"), ("[]", "'abort' is empty"),
            ("ratio(errors) > 20% for 10s", "'abort' wants a list"),
        ])
    func refused(abort: String, problem: String) {
        let written = written(["abort": abort])
        #expect(written.action == nil)
        #expect(written.problems.contains { $0.contains(problem) }, "\(written.problems)")
    }

    @Test("a rule that looks back further than the measurement takes is refused")
    func tooLong() {
        let written = written(["load": "{users: 1, duration: 5s}", "abort": "[ratio(errors) > 20% for 10s]"])
        #expect(
            written.problems == [
                "1:9 the rule looks back 10 s, and the measurement takes 5 s: it could never be met"
            ])
    }

    @Test("limits of the measurement itself may be widened and tightened")
    func limits() throws {
        let written = written([
            "validity":
                "{max_lateness: 5ms, max_stall: 2s, max_generator_cpu: 95%, min_started: 0.5%, max_shift: 0%, steady: false}"
        ])
        #expect(written.problems == [])
        let limits = try #require(written.action?.validityLimits)
        #expect(limits.maxLateness == .milliseconds(5) && limits.maxStall == .seconds(2))
        #expect(limits.maxGeneratorCPU == 0.95 && limits.minStarted == 0.005 && limits.maxShift == 0 && !limits.steady)
    }

    @Test(
        "response times need not be steady where the plan itself changes the rate",
        arguments: [
            ("{users: 1, iterations: 5}", "0s", true), ("{model: open, rate: 5rps, duration: 5s}", "0s", true),
            ("{model: open, stages: [{to: 50rps, ramp: 5s}, {hold: 5s}]}", "5s", true),
            ("{model: open, stages: [{to: 50rps, ramp: 5s}, {hold: 5s}]}", "4s", false),
        ])
    func steady(load: String, warmup: String, isSteady: Bool) throws {
        let written = written(["load": load, "warmup": warmup])
        #expect(try #require(written.action?.validityLimits).steady == isSteady)
    }

    @Test(
        "a limit that can't be meant is refused",
        arguments: [
            ("{max_lateness: 5}", "'max_lateness' wants a duration, found `5`"),
            ("{max_lateness: 0s}", "'max_lateness' wants a duration"),
            ("{max_generator_cpu: 0.8}", "'max_generator_cpu' wants a share such as 80%, found `0.8`"),
            ("{min_started: 101%}", "'min_started' wants a share such as 80%"),
            ("{max_shift: -1%}", "'max_shift' wants a share such as 80%"),
            ("{steady: yes}", "'steady' wants true or false"), ("{}", "'validity' is empty"),
            ("{max_latness: 5ms}", "unknown key 'max_latness' in 'validity'"),
        ])
    func refusedLimits(validity: String, problem: String) {
        let written = written(["validity": validity])
        #expect(written.action == nil)
        #expect(written.problems.contains { $0.contains(problem) }, "\(written.problems)")
    }
}
