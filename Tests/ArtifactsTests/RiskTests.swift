import Testing

import Artifacts

@Suite("risks")
struct RiskTests {
    private func report(_ yaml: String, _ rules: RiskRules = RiskRules()) throws -> RiskReport {
        RiskJudge.judge(try document(yaml), rules, now: noon)
    }

    @Test(
        "the product of probability and impact decides the level",
        arguments: [
            (1, 4, RiskLevel.low), (2, 2, .low), (1, 5, .medium), (3, 3, .medium), (2, 5, .high), (4, 4, .high),
            (4, 5, .critical), (5, 5, .critical), (1, 1, .low),
        ])
    func levels(_ probability: Int, _ impact: Int, _ level: RiskLevel) throws {
        let report = try report("risks: [{id: R1, probability: \(probability), impact: \(impact)}]")
        #expect(report.highest == level)
        #expect(report.highestScore == probability * impact)
        #expect(report.counts == [level: 1])
    }

    @Test("the bounds are values")
    func bounds() throws {
        var rules = RiskRules()
        (rules.low, rules.medium, rules.high) = (1, 2, 3)
        #expect(try report("[{probability: 1, impact: 4}]", rules).highest == .critical)
    }

    private static let approval = "{approver: Cho, status: approved, timestamp: 2026-11-19}"

    @Test(
        "what is missing or contradicts itself is found",
        arguments: [
            ("{id: R1, probability: 2, impact: 2}", []),
            ("{id: R1, probability: low, impact: major, mitigation: roll back}", []),
            ("{id: R1, probability: 5, impact: 5, mitigation: m x, executive_approval: \(approval)}", []),
            ("{id: R1, probability: 2, impact: 3}", ["R1 mitigation: nothing"]),
            ("{id: R1, probability: 2, impact: 3, mitigation: TBD}", ["R1 mitigation: the placeholder `TBD`"]),
            ("{id: R1, probability: 5, impact: 2, mitigation: m x}", ["R1 executive_approval: none"]),
            (
                "{id: R1, probability: 5, impact: 2, mitigation: m x, executive_approval: {approver: TBD}}",
                ["R1 executive_approval: `TBD`"]
            ),
            (
                "{id: R1, probability: 5, impact: 2, mitigation: m x, executive_approval: {approver: Cho, status: open, date: 2026-11-01}}",
                ["R1 executive_approval: `open`"]
            ),
            ("{id: R1, probability: 6, impact: 2}", ["R1 probability: `6`"]),
            ("{id: R1, probability: 0, impact: 2}", ["R1 probability: `0`"]),
            ("{id: R1, probability: 1.5, impact: 2}", ["R1 probability: `1.5`"]),
            ("{id: R1, impact: 2}", ["R1 probability: nothing"]),
            ("{id: R1, probability: 2, impact: unclear}", ["R1 impact: `unclear`"]),
            ("{id: R1, probability: 2, impact: 2, score: 5}", ["R1 score: `5`"]),
            ("{id: R1, probability: 2, impact: 2, level: HIGH}", ["R1 level: `HIGH`"]),
            ("{id: R1, probability: 2, impact: 2, level: low, score: 4}", []),
            (
                "{id: R1, probability: 2, impact: 2, requires_executive_approval: true}",
                ["R1 requires_executive_approval: `true`"]
            ),
            ("nothing", ["risk 1: `nothing`"]),
        ] as [(String, [String])])
    func findings(_ risk: String, _ problems: [String]) throws {
        #expect(try report("risks:\n  - \(risk)\n").problems.map { "\($0.subject): \($0.actual)" } == problems)
    }

    @Test("a list without risks, or no list, is a finding", arguments: ["risks: []", "{}", "risks: high", "x"])
    func noRisks(_ yaml: String) throws {
        #expect(try report(yaml).problems.count == 1)
    }

    @Test("an id that stands twice is a finding")
    func twice() throws {
        let one = "{id: R1, probability: 1, impact: 1}"
        #expect(try report("[\(one), \(one)]").problems.map(\.subject) == ["R1"])
    }

    @Test("the risks of a change plan are found where they stand there")
    func inPlan() throws {
        let report = try report(
            "risks_and_mitigations:\n  - {risk: slow, probability: medium, impact: medium, mitigation: watch it}\n")
        #expect(report.problems == [] && report.highestScore == 9)
    }
}
