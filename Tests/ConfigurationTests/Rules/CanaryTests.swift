import Configuration
import Model
import Testing

@Suite struct CanaryTests {
    private static let now: Timestamp = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private static func tree(_ others: Tree) -> Tree {
        let canary: Tree = ["key": "RATE", "stages": [0, 0.01, 0.1, 0.25, 1.0]]
        return .environments(
            ["production"], keys: ["RATE": ["type": "float"]],
            ["environments": ["production": ["canary": canary.and(others)]]])
    }

    private static func state(_ stage: String, minutesAgo: Int = 60, key: String = "RATE") -> Result<
        [UInt8], ConfigFileFailure
    > {
        let since = Timestamp(millisecondsSince1970: now.millisecondsSince1970 - Int64(minutesAgo) * 60_000)
        return .success(CanaryState(environment: "production", key: key, stage: stage, since: since).json)
    }

    private static func judge(
        _ rate: String, _ state: Result<[UInt8], ConfigFileFailure>, _ others: Tree = [:]
    )
        -> (result: CaseResult?, next: CanaryState?)
    {
        let evaluation = tree(Tree.mapping([("state", "canary.json")]).and(others))
            .judged(["production": "RATE=\(rate)"], others: ["suites/canary.json": state], now: now)
        return (evaluation.cases["production/canary/RATE"], evaluation.canaries.first?.state)
    }

    static let steps: [(String, String, Outcome, String?)] = [
        ("0.1", "0.1", .passed, nil), ("0.01", "0.1", .passed, "0.1"), ("0.01", "0.25", .failed, nil),
        ("0", "1", .failed, nil),
        ("1.0", "0", .passed, "0"), ("0.25", "1", .passed, "1.0"), ("0.01", "0.05", .failed, nil),
        ("0.1", "0.10", .passed, nil),
    ]

    @Test("a stage may follow the last one or any before it, and none may be skipped", arguments: steps)
    func step(_ last: String, _ rate: String, _ outcome: Outcome, _ next: String?) {
        let (result, state) = Self.judge(rate, Self.state(last))
        #expect(result?.outcome == outcome)
        #expect(state?.stage == next)
        #expect(next == nil || state?.since == Self.now)
        #expect(outcome == .passed || result?.decisive?.property == "config/canary-stage")
    }

    @Test("more than one stage at once is free where the suite says so")
    func maximumStep() {
        #expect(Self.judge("0.25", Self.state("0.01"), ["max_step": 2]).result?.outcome == .passed)
        #expect(Self.judge("1", Self.state("0.01"), ["max_step": 2]).result?.outcome == .failed)
    }

    @Test("without a state the first stage is expected", arguments: [("0", Outcome.passed), ("0.01", .failed)])
    func first(_ rate: String, _ outcome: Outcome) {
        let (result, state) = Self.judge(rate, .failure(.missing))
        #expect(result?.outcome == outcome)
        #expect((state?.stage == "0") == (outcome == .passed))
    }

    @Test("where no state is declared, only the stage is checked, and the result says so")
    func undeclared() {
        let cases = Self.tree([:]).judged(["production": "RATE=1"]).cases
        let result = cases["production/canary/RATE"]
        #expect(result?.outcome == .passed)
        #expect(
            result?.steps.first?.observations.first?.message?.contains("nobody knows whether one was skipped") == true)
    }

    @Test(
        "a stage has to have stood before the next one",
        arguments: [(29, Outcome.failed), (30, .passed)] as [(Int, Outcome)])
    func soak(_ minutes: Int, _ outcome: Outcome) {
        let (result, _) = Self.judge("0.1", Self.state("0.01", minutesAgo: minutes), ["soak": "30m"])
        #expect(result?.outcome == outcome)
        #expect(Self.judge("0", Self.state("0.01", minutesAgo: 1), ["soak": "30m"]).result?.outcome == .passed)
    }

    static let corrupt: [Result<[UInt8], ConfigFileFailure>] = [
        .failure(.unreadable("permission denied")), .success([]), .success(Array("{".utf8)), .success([0xFF, 0xFE]),
        .success(Array("[]".utf8)), .success(Array(#"{"schema":"gonogo.canary/2"}"#.utf8)),
        .success(Array(repeating: 0x20, count: 70_000)), state("0.5"), state("0.01", minutesAgo: -5),
        state("0.01", key: "OTHER"),
        .success(
            Array(
                #"{"schema":"gonogo.canary/1","environment":"production","key":"RATE","stage":"0","since":"yesterday"}"#
                    .utf8)),
        .success(
            Array(
                #"{"schema":"gonogo.canary/1","environment":"production","key":"RATE","stage":0,"since":"2026-01-01T00:00:00Z"}"#
                    .utf8)),
    ]

    @Test("a state that can't be trusted is no pass, and is not written over", arguments: CanaryTests.corrupt.indices)
    func untrusted(_ index: Int) {
        let (result, next) = Self.judge("0.01", Self.corrupt[index])
        #expect(result?.outcome == .errored)
        #expect(result?.decisive?.property == "config/canary-state")
        #expect(next == nil)
    }

    @Test("nothing is remembered of a value that can't be judged", arguments: ["RATE=0\ntwo words", "RATE=0${X}", ""])
    func gaps(_ env: String) {
        let evaluation = Self.tree(["state": "canary.json"]).judged(
            ["production": env], others: ["suites/canary.json": .failure(.missing)], now: Self.now)
        #expect(evaluation.canaries.isEmpty)
        #expect(evaluation.cases["production/canary/RATE"]?.outcome != .passed)
    }

    static let mistakes: [(Tree, String)] = [
        (["soak": "30m"], "'soak' needs 'state'"), (["max_step": 0], "'max_step' wants"),
        (["stage": 1], "unknown key 'stage'"),
        (["state": ""], "has no value"),
    ]

    @Test("a mistake in a canary is an error", arguments: mistakes)
    func mistake(_ others: Tree, _ message: String) {
        #expect(Self.tree(others).decoded().errors.contains { $0.message.contains(message) })
    }

    static let stageMistakes: [(String, Tree, String)] = [
        ("RATES", [0, 1], "'keys' has no 'RATES'"), ("RATE", [0.1, "0.10"], "stands twice"),
        ("RATE", [0], "at least two stages"), ("RATE", [0, "much"], "is not a number"),
    ]

    @Test("stages are values of the key, each once", arguments: stageMistakes)
    func stages(_ key: String, _ stages: Tree, _ message: String) {
        let tree = Tree.environments(
            ["production"], keys: ["RATE": ["type": "float"]],
            ["environments": ["production": ["canary": ["key": .plain(key), "stages": stages]]]])
        #expect(tree.decoded().errors.contains { $0.message.contains(message) })
    }
}
