import Checks
import Model
import Testing

@Suite("Percentiles that a plan can't gate")
struct SampleLintTests {
    private func problems(_ load: String, _ thresholds: String, scenarios: String? = nil, scope: Scope = Scope()) -> (
        isRefused: Bool, problems: [String]
    ) {
        var replaced = ["load": load, "thresholds": "[\(thresholds)]"]
        replaced["scenarios"] = scenarios
        let written = Written.action(.performance, LoadText.suite(replaced), scope: scope)
        return (written.action == nil, written.problems)
    }

    @Test(
        "a plan that sends too few is refused with its numbers",
        arguments: [
            (
                "{model: open, rate: 20rps, duration: 60s}", "p99(response) < 1s",
                "p99(response) needs 10 000 samples, and this plan brings at most 1 200 (1m 0s at 20 rps)"
            ),
            (
                "{model: open, stages: [{to: 100rps, ramp: 10s}, {hold: 5s}]}", "p95(response) < 1s",
                "p95(response) needs 2 000 samples, and this plan brings at most 1 000 (15 s in 2 stages up to 100 rps)"
            ),
            (
                "{model: open, arrivals: poisson, rate: 100rps, duration: 10s}", "p95(service) < 1s",
                "p95(service) needs 2 000 samples, and this plan brings about 1 000 (10 s at 100 rps)"
            ),
            (
                "{model: open, rate: 1000rps, iterations: 1999}", "p95(response) < 1s",
                "brings at most 1 999 (1 999 iterations at 1000 rps)"
            ),
            (
                "{users: 1, iterations: 1999}", "p95(response) < 1s",
                "brings at most 1 999 (1 user for 1 999 iterations)"
            ),
            (
                "{users: 10, duration: 100s, think_time: 1s}", "p95(response) < 1s",
                "brings at most 1 010 (10 users thinking 1 s for 1m 40s)"
            ),
            (
                "{users: 10, duration: 100s, pacing: 1s}", "p95(response) < 1s",
                "brings at most 1 010 (10 users paced 1 s for 1m 40s)"
            ),
            (
                "{users: 1, duration: 10s, think_time: {exponential: 1s}}", "p50(response) < 1s",
                "brings about 11 (1 user thinking 1 s on average for 10 s)"
            ),
            ("{users: 1, iterations: 1999}", "{expr: p95(response) < 1s, severity: valid}", "at most 1 999"),
        ])
    func refused(load: String, threshold: String, problem: String) {
        let found = problems(load, threshold.hasPrefix("{") ? threshold : "{expr: \(threshold)}")
        #expect(found.isRefused)
        #expect(found.problems.count == 1 && found.problems[0].contains(problem), "\(found.problems)")
    }

    @Test(
        "a plan that sends enough, or of which nobody knows how much it sends, is not",
        arguments: [
            ("{users: 1, iterations: 2000}", "{expr: p95(response) < 1s}"),
            ("{users: 50, duration: 100s, think_time: 1s}", "{expr: p95(response) < 1s}"),
            ("{users: 1, duration: 1s}", "{expr: p99(response) < 1s}"),
            ("{model: open, rate: 200rps, duration: 10s}", "{expr: p95(response) < 1s}"),
            ("{model: open, rate: 20rps, duration: 1s}", "{expr: mean(response) < 1s}"),
        ])
    func enough(load: String, threshold: String) {
        #expect(problems(load, threshold).problems == [])
    }

    @Test("what does not decide is only warned of")
    func warned() {
        for severity in ["warn", "info"] {
            let found = problems("{users: 1, iterations: 10}", "{expr: p95(response) < 1s, severity: \(severity)}")
            #expect(!found.isRefused && found.problems.count == 1)
        }
    }

    @Test("the warm-up brings no samples")
    func warmup() {
        let text = LoadText.suite([
            "load": "{model: open, stages: [{at: 100rps, hold: 25s}]}", "warmup": "10s",
            "thresholds": "[{expr: p95(response) < 1s}]",
        ])
        let written = Written.action(.performance, text)
        #expect(written.problems.first?.contains("at most 1 500 (15 s at 100 rps)") == true, "\(written.problems)")
    }

    @Test("a scenario has its share by weight: refused when even twice as many would not do, else warned of")
    func shares() {
        let scenarios =
            "[\(LoadText.scenario("a", weight: 3, steps: [LoadText.plain("x"), LoadText.plain("y")])), \(LoadText.scenario("b", steps: [LoadText.plain("x")]))]"
        func found(_ expression: String, rate: Int) -> (isRefused: Bool, problems: [String]) {
            problems(
                "{model: open, rate: \(rate)rps, duration: 10s}", "{expr: \"\(expression)\"}", scenarios: scenarios)
        }
        // A quarter of 2 000 iterations.
        let few = found("p95(response{scenario=b}) < 1s", rate: 200)
        #expect(few.isRefused && few.problems[0].contains("brings about 500 ("), "\(few.problems)")
        let perhaps = found("p95(response{scenario=b}) < 1s", rate: 500)
        #expect(!perhaps.isRefused && perhaps.problems[0].contains("brings about 1 250 ("), "\(perhaps.problems)")
        #expect(found("p95(response{scenario=b}) < 1s", rate: 800).problems == [])
        // Three quarters, twice each; one step of them once.
        #expect(found("p95(response{scenario=a}) < 1s", rate: 134).problems == [])
        #expect(found("p95(response{scenario=a,step=y}) < 1s", rate: 134).isRefused, "more than all is not to be had")
        #expect(found("p95(response{scenario=a,step=y}) < 1s", rate: 200).problems.count == 1)
        #expect(found("p95(iteration{scenario=a}) < 1s", rate: 267).problems == [])
        #expect(found("p95(iteration{scenario=a}) < 1s", rate: 133).isRefused)
    }

    @Test("a plan that depends on an unset variable is left alone")
    func unset() {
        let scope = Scope(texts: ["time": Unset.placeholder])
        #expect(
            problems(
                "{model: open, rate: 5rps, duration: \"{{time}}\"}", "{expr: p99(response) < 1s}", scope: scope
            ).problems == [])
    }
}
