import Checks
import Load
import Testing

@Suite("Whether a measurement can be believed")
struct ValidityRuleTests {
    private func broken(
        _ result: LoadResult, _ plan: LoadPlan = .make(), _ expressions: [String] = [],
        _ change: (inout ValidityLimits) -> Void = { _ in }
    ) throws -> [BrokenRule] {
        var limits = ValidityLimits()
        change(&limits)
        return Validity(
            result: result, plan: plan, thresholds: try expressions.map { try ThresholdParser.parse($0) },
            limits: limits
        ).broken
    }

    private func rules(
        _ result: LoadResult, _ plan: LoadPlan = .make(), _ expressions: [String] = [],
        _ change: (inout ValidityLimits) -> Void = { _ in }
    ) throws -> [ValidityRule] {
        try broken(result, plan, expressions, change).map(\.rule)
    }

    @Test("a load that went as planned breaks no rule")
    func fine() throws {
        #expect(try broken(.make(fast: 2_000), .make(), ["p95(response) < 1s"]) == [])
    }

    // MARK: The generator

    @Test(
        "one per cent of the requests may begin 1 ms late, or 5 % of the median service time",
        arguments: [(10, 990, [ValidityRule]()), (11, 990, [.lateness]), (500, 501, [.lateness])])
    func lateness(late: Int, punctual: Int, rules: [ValidityRule]) throws {
        var result = LoadResult.make(fast: 1_000)
        result.generator.lag = Distribution(
            Array(repeating: Duration.microseconds(1_100), count: late)
                + Array(repeating: .microseconds(900), count: punctual))
        #expect(try self.rules(result) == rules)
        // 5 % of a second are 50 ms.
        var slow = LoadResult.make(slow: 1_000)
        slow.generator.lag = result.generator.lag
        #expect(try self.rules(slow) == [])
        #expect(try self.rules(result) { $0.maxLateness = .milliseconds(2) } == [])
    }

    @Test("the lateness is told with its figure, its limit and what to do")
    func latenessText() throws {
        var result = LoadResult.make(fast: 1_000)
        result.generator.lag = Distribution(Array(repeating: .milliseconds(4), count: 100))
        let rule = try #require(try broken(result).first)
        #expect(rule.figure == "1 % of the requests began 4 ms or more after they were due")
        #expect(rule.limit == "1 ms (max_lateness)")
        #expect(rule.remedy.contains("a core of its own"))
        #expect(
            rule.sentence == "lateness: \(rule.figure) (limit: \(rule.limit)); \(rule.remedy)")
    }

    @Test(
        "what the generator's lateness changes in a judged percentile may be 2 %, and 0.1 ms",
        arguments: [(10.0, 9.85, [ValidityRule]()), (10, 9.7, [.shift]), (1, 0.95, []), (1, 0.85, [.shift])])
    func shift(response: Double, punctual: Double, rules: [ValidityRule]) throws {
        var result = LoadResult.make(fast: 1)
        let before = Distribution(Array(repeating: Duration.milliseconds(response), count: 2_000))
        result.step.response = before
        result.step.late = before
        result.step.latePunctual = Distribution(Array(repeating: Duration.milliseconds(punctual), count: 2_000))
        #expect(try self.rules(result, .make(), ["p95(response{step=step}) < 1s"]) == rules)
        #expect(try self.rules(result, .make(), ["mean(response) < 1s", "p95(service) < 1s"]) == [])
        #expect(try self.rules(result, .make(), ["p95(response) < 1s"]) { $0.maxShift = 0.2 } == [])
    }

    @Test("a busy thread, a stall and a clock that was set each break their rule")
    func health() throws {
        var result = LoadResult.make(fast: 1_000)
        result.generator.busiestThread = 0.81
        #expect(try rules(result) == [.generatorCPU])
        #expect(try rules(result) { $0.maxGeneratorCPU = 0.9 } == [])
        result.generator.maxStall = .milliseconds(51)
        #expect(try rules(result) == [.generatorCPU, .stall])
        #expect(try rules(result) { $0.maxStall = .seconds(1) } == [.generatorCPU])
        result.generator.clockStep = .milliseconds(51)
        #expect(try rules(result) == [.generatorCPU, .stall, .clock])
        #expect(try broken(result).first?.figure == "gonogo's busiest thread computed for 81 % of the time")
    }

    @Test(
        "what ran out is named with its remedy",
        arguments: [
            (FailureClass.connect, "cannot connect: Too many open files", "ulimit -n"),
            (.connect, "cannot connect: Cannot assign requested address", "ip_local_port_range"),
            (.connect, "cannot connect: No route to host", "route"), (.dns, "cannot resolve 'h': unknown", "resolver"),
        ])
    func ranOut(failureClass: FailureClass, sample: String, remedy: String) throws {
        var result = LoadResult.make(fast: 1_000, failed: 3)
        result.step.failures = [
            FailureCount(failureClass: failureClass, phase: .connect, blame: .generator, count: 3, sample: sample)
        ]
        let rule = try #require(try broken(result).first)
        #expect(rule.rule == .generatorFailures && rule.remedy.contains(remedy))
        #expect(rule.figure == "\(failureClass), 3 times: \(sample)")
    }

    // MARK: The load

    @Test(
        "an open model has to begin 99 % of what it planned",
        arguments: [(UInt64(100), [ValidityRule]()), (UInt64(101), [ValidityRule.started])])
    func started(dropped: UInt64, rules: [ValidityRule]) throws {
        var result = LoadResult.make(fast: 1_000)
        result.scenarios[0].planned = 10_000
        result.scenarios[0].dropped = dropped
        #expect(try self.rules(result, .make(rate: 100)) == rules)
        #expect(try self.rules(result, .make(rate: 100)) { $0.minStarted = 0.9 } == [])
        result.ending = .stopped
        #expect(try self.rules(result, .make(rate: 100)) == [.ending])
    }

    @Test(
        "waiting for a slot matters where a limit is exceeded that the target itself met",
        arguments: [
            ("p95(response) < 100ms", true), ("p95(response) < 2s", false), ("p95(response) < 5ms", false),
            ("max(response) < 100ms", true), ("p95(service) < 5ms", false), ("p95(response) > 2s", false),
        ])
    func inFlight(expression: String, isBroken: Bool) throws {
        var result = LoadResult.make(slow: 2_000)
        result.step.service = LoadResult.make(fast: 2_000).step.service
        result.generator.peakInFlight = 10
        #expect(try rules(result, .make(rate: 100), [expression]) == [], "nothing had to wait")
        result.waits = Distribution([.milliseconds(990)])
        #expect(try rules(result, .make(rate: 100), [expression]) == (isBroken ? [.inFlight] : []))
        #expect(try rules(result, .make(), [expression]) == [], "a closed model plans no instants")
    }

    @Test("held back requests are told with both times and the limit")
    func inFlightText() throws {
        var result = LoadResult.make(slow: 2_000)
        result.step.service = LoadResult.make(fast: 2_000).step.service
        result.generator.peakInFlight = 10
        result.waits = Distribution([.milliseconds(990)])
        let rule = try #require(try broken(result, .make(rate: 100), ["p95(response) < 100ms"]).first)
        #expect(
            rule.figure == "p95(response) is 1000 ms (2 000 samples), though the target took 10 ms (2 000 samples): "
                + "10 iterations were under way, and others waited up to 990 ms for their turn")
        #expect(rule.limit == "max_in_flight 10")
    }

    @Test("what was declared and never sent is told")
    func unsent() throws {
        var result = LoadResult.make(fast: 1_000)
        result.scenarios[0].steps.append(Load.StepResult(name: "second"))
        result.scenarios.append(ScenarioResult(name: "rare", steps: [Load.StepResult(name: "a")]))
        #expect(
            try broken(result).map(\.figure) == [
                "step 'second' of scenario 'only' was never sent", "scenario 'rare' was never begun",
            ])
        result.ending = .aborted
        #expect(try broken(result) == [])
        #expect(try broken(.make()).map(\.figure) == ["no request was sent"])
    }

    @Test("how the load ended is a rule of its own, but for an abort")
    func ending() throws {
        #expect(try rules(.make(fast: 1_000, ending: .stopped)) == [.ending])
        #expect(try rules(.make(fast: 1_000, ending: .maxDuration)) == [.ending])
        #expect(try rules(.make(fast: 1_000, ending: .aborted)) == [])
        #expect(try rules(.make(ending: .aborted)) == [])
    }
}
