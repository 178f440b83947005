import Checks
import Load
import Testing

@Suite("Steady state")
struct SteadyStateTests {
    /// Seconds of ten requests each, whose median is the number of milliseconds.
    private func result(_ medians: [Double]) -> LoadResult {
        .make(bySecond: medians.map { Array(repeating: Duration.microseconds(Int($0 * 1_000)), count: 10) })
    }

    private func broken(
        _ result: LoadResult, _ plan: LoadPlan = .make(), _ expressions: [String] = [], steady: Bool = true
    ) throws -> [BrokenRule] {
        var limits = ValidityLimits()
        limits.steady = steady
        return Validity(
            result: result, plan: plan, thresholds: try expressions.map { try ThresholdParser.parse($0) },
            limits: limits
        ).broken
    }

    private let rising = (0..<30).map { 10 + Double($0) * 0.3 }

    @Test("a target that gets slower and slower is not steady")
    func slower() throws {
        let rule = try #require(try broken(result(rising)).first)
        #expect(rule.rule == .steady && rule.remedy.contains("slower"))
        #expect(
            rule.figure.hasPrefix("the median response time went from 11.5"), "\(rule.figure)")
        #expect(try broken(result(rising), steady: false) == [])
    }

    @Test("one that gets faster only matters to a limit that it exceeds")
    func faster() throws {
        let falling = result(rising.reversed())
        #expect(try broken(falling) == [])
        #expect(try broken(falling, .make(), ["p95(response) < 1s"]) == [])
        let rule = try #require(try broken(falling, .make(), ["p50(response) < 11ms"]).first)
        #expect(rule.rule == .steady && rule.remedy == "the target was still getting faster: lengthen the warm-up")
    }

    @Test(
        "a drift has to be certain, and large",
        arguments: [
            // Too small, too short in time, too few parts, no trend, one step in the middle of noise.
            (0..<30).map { 10 + Double($0) * 0.05 }, (0..<30).map { 0.5 + Double($0) * 0.03 },
            (0..<9).map { 10 + Double($0) * 2 }, (0..<30).map { $0.isMultiple(of: 2) ? 10 : 20 },
            [10, 30, 12, 28, 11, 27, 13, 31, 10, 29, 14, 30], [],
        ] as [[Double]])
    func neither(medians: [Double]) throws {
        #expect(try broken(result(medians)).filter { $0.rule == .steady } == [])
    }

    @Test("only a constant load is asked to be steady")
    func constant() throws {
        let slower = result(rising)
        let ramp = LoadStage(from: 10, to: 100, duration: .seconds(10))
        #expect(try broken(slower, .make(stages: [.hold(50, .seconds(30))])).count == 1)
        #expect(try broken(slower, .make(stages: [ramp, .hold(100, .seconds(30))])) == [])
        let isPast = LoadPlan.make(stages: [ramp, .hold(100, .seconds(30))], warmup: .seconds(10))
        #expect(try broken(slower, isPast).count == 1)
        #expect(try broken(slower, .make(stages: [.hold(50, .seconds(15)), .hold(60, .seconds(15))])) == [])
    }

    @Test("seconds after the load, and seconds without an answer, are no part of it")
    func edges() throws {
        var slower = result(Array(repeating: 10, count: 20) + Array(repeating: 500, count: 10))
        slower.measured = .milliseconds(20_400)
        #expect(try broken(slower) == [])
        var gaps = result(rising)
        gaps.step.slices = gaps.step.slices.filter { $0.index.isMultiple(of: 2) }
        #expect(try broken(gaps).count == 1)
    }

    @Test("half an hour is joined to sixty parts")
    func joined() throws {
        let medians = (0..<1_800).map { 10 + Double($0) * 0.01 }
        let rule = try #require(try broken(result(medians)).first)
        #expect(rule.figure.contains("60 parts, p < 0.0001"), "\(rule.figure)")
    }
}
