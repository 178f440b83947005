import Checks
import Model
import Testing

@Suite("A load in one line")
struct PlanWordsTests {
    @Test(
        "model, rate, connections and how much is to be expected",
        arguments: [
            (
                "{users: 50, duration: 300s, think_time: 1s}", "10s",
                "closed model: 50 users thinking 1 s for 5m 0s, at most 15 050 iterations, 30 100 requests, warm-up 10 s: a (2 requests)"
            ),
            (
                "{users: 1, iterations: 7, keep_alive: false}", "0s",
                "closed model: 1 user for 7 iterations, at most 7 iterations, 14 requests, a connection for each request: a (2 requests)"
            ),
            (
                "{users: 1, duration: 3s, connections: {shared: 1}}", "0s",
                "closed model: 1 user for 3 s, 1 shared connection: a (2 requests)"
            ),
            (
                "{model: open, rate: 200rps, duration: 60s}", "10s",
                "open model: 1m 0s at 200 rps, 12 000 iterations, 24 000 requests, warm-up 10 s, at most 400 in flight: a (2 requests)"
            ),
            (
                "{model: open, arrivals: poisson, stages: [{to: 10rps, ramp: 10s}, {hold: 5s}]}", "0s",
                "open model, poisson arrivals: 15 s in 2 stages up to 10 rps, about 100 iterations, 200 requests, at most 100 in flight: a (2 requests)"
            ),
        ])
    func words(load: String, warmup: String, words: String) throws {
        let scenario = LoadText.scenario(steps: [LoadText.plain("x"), LoadText.plain("y")])
        let written = Written.action(
            .performance,
            LoadText.suite([
                "load": load, "warmup": warmup, "scenarios": "[\(scenario)]",
                "thresholds": "[{expr: count(errors) < 1}]",
            ]))
        #expect(try #require(written.action).plan == words)
    }
}
