import Checks
import Load
import Model
import Testing

@Suite("The load of a performance suite")
struct ProfileTests {
    private func written(_ load: String, warmup: String = "0s", scope: Scope = Scope()) -> (
        plan: LoadPlan?, problems: [String]
    ) {
        let written = Written.action(
            .performance,
            LoadText.suite(["load": load, "warmup": warmup, "thresholds": "[{expr: count(errors) < 1}]"]), scope: scope)
        return (written.action?.plannedLoad, written.problems)
    }

    private func model(_ load: String, warmup: String = "0s") throws -> LoadModel {
        let written = written(load, warmup: warmup)
        #expect(written.problems == [])
        return try #require(written.plan).model
    }

    private func stages(_ load: String, warmup: String = "0s") throws -> [LoadStage] {
        guard case .open(let open) = try model(load, warmup: warmup) else { return [] }
        return open.stages
    }

    @Test(
        "think time and pacing are read",
        arguments: [
            ("", ThinkTime.none, Duration.zero), (", think_time: 1s", .constant(.seconds(1)), .zero),
            (
                ", think_time: {uniform: [0.5s, 1.5s]}", .uniform(.milliseconds(500), .milliseconds(1500)),
                .zero
            ), (", think_time: {exponential: 2s}, pacing: 5s", .exponential(mean: .seconds(2)), .seconds(5)),
        ] as [(String, ThinkTime, Duration)])
    func pauses(keys: String, think: ThinkTime, pacing: Duration) throws {
        #expect(
            try model("{users: 3, duration: 1s\(keys)}") == .closed(users: 3, thinkTime: think, pacing: pacing))
    }

    @Test("an open model holds its rate for the warm-up and the measurement")
    func rate() throws {
        let written = written("{model: open, arrivals: poisson, rate: 0.5rps, duration: 60s}", warmup: "10s")
        let plan = try #require(written.plan)
        #expect(
            plan.model
                == .open(OpenModel(arrivals: .poisson, stages: [.hold(0.5, .seconds(70))], maxInFlight: 100)))
        #expect(plan.length == .duration(.seconds(60)) && plan.warmup == .seconds(10))
    }

    @Test(
        "stages ramp from 0 or from the rate before, hold, and jump",
        arguments: [
            (
                "{to: 200rps, ramp: 20s}, {hold: 200s}, {at: 1000rps, hold: 5s}, {at: 200rps, hold: 60s}, {to: 0rps, ramp: 10s}",
                [
                    LoadStage(from: 0, to: 200, duration: .seconds(20)), .hold(200, .seconds(200)),
                    .hold(1000, .seconds(5)), .hold(200, .seconds(60)),
                    LoadStage(from: 200, to: 0, duration: .seconds(10)),
                ]
            ),
            (
                "{from: 50rps, to: 200rps, ramp: 20s}", [LoadStage(from: 50, to: 200, duration: .seconds(20))]
            ),
            (
                "{at: 5rps, hold: 1s}, {from: 1rps, to: 2rps, ramp: 1s}",
                [.hold(5, .seconds(1)), LoadStage(from: 1, to: 2, duration: .seconds(1))]
            ),
        ] as [(String, [LoadStage])])
    func stages(text: String, stages: [LoadStage]) throws {
        #expect(try self.stages("{model: open, stages: [\(text)]}") == stages)
    }

    @Test("the warm-up is the beginning of the stages")
    func warmup() throws {
        let written = written("{model: open, stages: [{to: 100rps, ramp: 10s}, {hold: 50s}]}", warmup: "20s")
        let plan = try #require(written.plan)
        #expect(plan.length == .duration(.seconds(40)))
        #expect(plan.maxDuration > .seconds(60))
    }

    @Test("iterations end an open model, and tell how long its rate has to be held")
    func openIterations() throws {
        let plan = try #require(written("{model: open, rate: 100rps, iterations: 500}", warmup: "2s").plan)
        #expect(plan.length == .iterations(500))
        guard case .open(let open) = plan.model else { return }
        #expect(RateCurve(open.stages).total >= 500)
        let both = try #require(written("{model: open, rate: 100rps, iterations: 500, duration: 3s}").plan)
        #expect(both.length == .iterations(500))
        guard case .open(let open) = both.model else { return }
        #expect(open.stages == [.hold(100, .seconds(3))])
    }

    @Test(
        "room for twice the highest rate is made unless the suite says how much",
        arguments: [
            ("rate: 20rps, duration: 1s", 100), ("rate: 200rps, duration: 1s", 400),
            ("rate: 100000rps, duration: 1s", 10_000),
            ("stages: [{at: 10rps, hold: 1s}, {at: 300.2rps, hold: 1s}]", 601),
            ("rate: 200rps, duration: 1s, max_in_flight: 7", 7),
        ])
    func inFlight(keys: String, most: Int) throws {
        guard case .open(let open) = try model("{model: open, \(keys)}") else { return }
        #expect(open.maxInFlight == most)
    }

    @Test("connections, keep-alive, streams, cookies and threads are the plan's")
    func transport() throws {
        let some = try #require(
            written(
                "{users: 9, duration: 1s, connections: {shared: 3}, keep_alive: false, streams: 10, cookies: none, threads: 2}"
            ).plan)
        #expect(some.connections == .shared(3) && !some.keepAlive && some.streamsPerConnection == 10)
        #expect(!some.cookies && some.threads == 2)
        let none = try #require(written("{users: 9, duration: 1s, connections: per_user, cookies: per_user}").plan)
        #expect(none.connections == .perUser && none.keepAlive && none.streamsPerConnection == 100)
        #expect(none.cookies && none.threads == nil)
    }

    @Test(
        "a load that can't be meant is refused, with what would be right",
        arguments: [
            ("{duration: 1s}", "'load' lacks the key 'users'"),
            ("{users: 0, duration: 1s}", "'users' wants a whole number from 1 to 100000, found `0`"),
            ("{users: 1}", "'load' says nothing to do"),
            ("{users: 1, duration: 1s, iterations: 5}", "'load' has 'duration' and 'iterations'"),
            ("{model: opne, users: 1, duration: 1s}", "'model' wants one of closed, open, found `opne`"),
            (
                "{model: open, rate: 1rps, duration: 1s, users: 1}",
                "'users' belongs to the closed model: in an open one iterations start when the plan says, whoever is free"
            ),
            ("{model: open, rate: 1rps, duration: 1s, think_time: 1s}", "'think_time' belongs to the closed model"),
            (
                "{users: 1, duration: 1s, rate: 5rps}",
                "'rate' belongs to the open model: in a closed one users begin again when they have their answer"
            ),
            ("{users: 1, duration: 1s, max_in_flight: 5}", "'max_in_flight' belongs to the open model"),
            (
                "{users: 1, duration: 1s, think_time: {uniform: [2s, 1s]}}",
                "'uniform' wants the least and the most time"
            ),
            ("{users: 1, duration: 1s, think_time: {uniform: [2s]}}", "'uniform' wants the least and the most time"),
            (
                "{users: 1, duration: 1s, think_time: {uniform: [1s, 2s], exponential: 1s}}",
                "'think_time' has 'uniform' and 'exponential'"
            ),
            ("{users: 1, duration: 1s, think_time: {normal: 1s}}", "unknown key 'normal' in 'think_time'"),
            ("{model: open, duration: 1s}", "'load' lacks the key 'rate'"),
            ("{model: open, rate: 5rps}", "'load' says nothing to do"),
            ("{model: open, rate: 200, duration: 1s}", "'rate' wants a rate such as 200rps, found `200`"),
            ("{model: open, rate: 2000001rps, duration: 1s}", "'rate' wants a rate such as 200rps, found `2000001rps`"),
            ("{model: open, rate: -1rps, duration: 1s}", "'rate' wants a rate such as 200rps, found `-1rps`"),
            ("{model: open, rate: 0rps, duration: 1s}", "a rate of 0 starts nothing"),
            ("{model: open, rate: 0.5rps, duration: 1s}", "the open model plans less than one iteration"),
            (
                "{model: open, rate: 5rps, stages: [{at: 5rps, hold: 1s}]}",
                "'rate' stands beside 'stages', which have rates and lengths of their own"
            ),
            ("{model: open, duration: 5s, stages: [{at: 5rps, hold: 1s}]}", "'duration' stands beside 'stages'"),
            ("{model: open, stages: []}", "'stages' is empty"),
            ("{model: open, stages: [{hold: 5s}]}", "the first stage holds no rate"),
            ("{model: open, stages: [{ramp: 5s}]}", "the ramp leads nowhere"),
            ("{model: open, stages: [{to: 5rps}]}", "'stage' says nothing to do"),
            ("{model: open, stages: [{to: 5rps, ramp: 1s, hold: 1s}]}", "'stage' has 'ramp' and 'hold'"),
            ("{model: open, stages: [{at: 5rps, ramp: 1s}]}", "'at' is for a rate that is held"),
            ("{model: open, stages: [{to: 5rps, hold: 1s}]}", "'to' is for a ramp"),
            ("{users: 1, duration: 1s, connections: shared}", "'connections' wants one of per_user, found `shared`"),
            ("{users: 1, duration: 1s, connections: {shared: 0}}", "'shared' wants a whole number from 1 to 100000"),
            ("{users: 1, duration: 1s, keep_alive: no}", "'keep_alive' wants true or false, found `no`"),
            ("{users: 1, duration: 1s, streams: 1001}", "'streams' wants a whole number from 1 to 1000"),
            ("{users: 1, duration: 1s, cookies: shared}", "'cookies' wants one of per_user, none, found `shared`"),
        ])
    func refused(load: String, problem: String) {
        let written = written(load)
        #expect(written.plan == nil)
        #expect(written.problems.contains { $0.contains(problem) }, "\(written.problems)")
    }

    @Test("a warm-up that leaves nothing to measure is refused")
    func endlessWarmup() {
        let stages = written("{model: open, stages: [{at: 5rps, hold: 10s}]}", warmup: "10s")
        #expect(stages.problems.first?.contains("the warm-up (10 s) is the beginning of the stages") == true)
        let iterations = written("{model: open, rate: 10rps, iterations: 100}", warmup: "10s")
        #expect(
            iterations.problems.first?.contains("100 iterations at 10 rps are over before the warm-up (10 s) is")
                == true)
    }

    @Test("mistakes are shown where they are")
    func place() {
        let written = written("{model: open, rate: 1rps, duration: 1s, users: 1}")
        #expect(written.problems.first?.hasPrefix("1:47 ") == true, "\(written.problems)")
    }

    @Test("what depends on a variable that is not set yet is left unjudged")
    func unset() {
        let scope = Scope(texts: ["time": Unset.placeholder, "rate": Unset.placeholder])
        for load in [
            "{users: 1, duration: \"{{time}}\"}", "{model: open, rate: \"{{rate}}\", duration: 1s}",
            "{model: open, stages: [{at: \"{{rate}}\", hold: 1s}]}",
            "{model: open, rate: 5rps, duration: \"{{time}}\"}",
            "{users: 1, duration: 1s, think_time: {uniform: [\"{{time}}\", 1s]}}",
        ] {
            #expect(written(load, scope: scope).problems == [], "\(load)")
        }
    }

    @Test("times and users at their very ends are no trap", arguments: ["0.001us", "0.0001us", "365d"])
    func extremes(thinkTime: String) {
        let load = "{users: 100000, duration: 365d, think_time: \(thinkTime)}"
        #expect(written(load, warmup: "365d").problems == [])
        #expect(written("{model: open, rate: 1000000rps, duration: 365d}", warmup: "365d").problems == [])
    }
}
