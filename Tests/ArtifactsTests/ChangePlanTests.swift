import Model
import Testing

import Artifacts

@Suite("change plans")
struct ChangePlanTests {
    /// A complete plan, lines replaced by their key.
    static func plan(_ replaced: [String: String] = [:]) -> String {
        var parts = [
            "change_request": #"{id: CR-2026-001, title: new model}"#,
            "requester": "{name: Jo}",
            "description": "{summary: from v2.3.1 to v2.4.0}",
            "scope": "{systems_affected: [ERP-AI Service]}",
            "timeline": "{planned_start: 2026-11-20T10:00:00Z, planned_completion: \"2026-11-20T23:00:00+09:00\"}",
            "rollback_plan": "{trigger_conditions: [error rate > 1%], rollback_steps: [stop traffic]}",
            "approval": approvals(),
        ]
        parts.merge(replaced) { $1 }
        return parts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
    }

    static func approvals(_ technical: String = "{approver: Kim, status: approved, timestamp: 2026-11-19T10:00:00Z}")
        -> String
    {
        let other = "{approver: Lee, status: approved, timestamp: 2026-11-19}"
        return "{technical_approval: \(technical), business_approval: \(other), security: \(other)}"
    }

    private func problems(_ yaml: String, window: Bool = false, now: Timestamp = noon) throws -> [String] {
        var rules = ChangePlanRules()
        rules.needsWindow = window
        return ChangePlanJudge.judge(try document(yaml), rules, now: now).problems.map { "\($0.subject): \($0.actual)" }
    }

    @Test("a complete plan has nothing wrong with it, within its window too")
    func complete() throws {
        let report = ChangePlanJudge.judge(try document(Self.plan()), ChangePlanRules(), now: noon)
        #expect(report.problems == [])
        #expect(report.approvals == ["technical", "business", "security"])
        #expect(report.triggers == 1)
        #expect(try problems(Self.plan(), window: true) == [])
    }

    @Test(
        "what is missing or was never filled in is found",
        arguments: [
            ("requester", "{}", "requester.name: nothing"),
            ("requester", "{name: TBD}", "requester.name: the placeholder `TBD`"),
            ("requester", "{name: \"TODO: ask\"}", "requester.name: the placeholder the text \"TODO: ask\""),
            ("requester", "{name: xxx}", "requester.name: the placeholder `xxx`"),
            ("requester", "{name: <name>}", "requester.name: the placeholder `<name>`"),
            ("requester", "{name: \"  \"}", "requester.name: an empty text"),
            ("scope", "{systems_affected: []}", "scope.systems_affected: an empty list"),
            ("scope", "{systems_affected: [API, TBD]}", "scope.systems_affected: the placeholder `TBD`"),
            (
                "rollback_plan", "{trigger_conditions: [], rollback_steps: [x y]}",
                "rollback_plan.trigger_conditions: none"
            ),
            (
                "rollback_plan", "{trigger_conditions: [\"???\"], rollback_steps: [x y]}",
                "rollback_plan.trigger_conditions: the placeholder the text \"???\""
            ),
            ("rollback_plan", "{trigger_conditions: [slow]}", "rollback_plan.rollback_steps: nothing"),
        ])
    func missing(_ key: String, _ value: String, _ problem: String) throws {
        #expect(try problems(Self.plan([key: value])) == [problem])
    }

    @Test(
        "a window that can't be is found",
        arguments: [
            ("{planned_start: 2026-11-20T10:00:00Z}", "timeline.planned_completion: nothing"),
            (
                "{planned_start: 2026-11-20T10:00:00Z, planned_completion: 2026-11-20T10:00:00Z}",
                "timeline.planned_completion: 2026-11-20T10:00:00Z"
            ),
            (
                "{planned_start: 2026-11-20T10:00:00Z, planned_completion: 2027-11-20T11:00:00Z}",
                "timeline.planned_completion: 8761h 0m"
            ),
            (
                "{planned_start: 2026-11-20T10:00:00, planned_completion: 2026-11-20T11:00:00Z}",
                "timeline.planned_start: `2026-11-20T10:00:00`"
            ),
            (
                "{planned_start: 2026-02-30T10:00:00Z, planned_completion: 2026-11-20T11:00:00Z}",
                "timeline.planned_start: `2026-02-30T10:00:00Z`"
            ),
            (
                "{planned_start: 1926-11-20T10:00:00Z, planned_completion: 2026-11-20T11:00:00Z}",
                "timeline.planned_start: `1926-11-20T10:00:00Z`"
            ),
        ])
    func windows(_ timeline: String, _ problem: String) throws {
        #expect(try problems(Self.plan(["timeline": timeline])) == [problem])
    }

    @Test("a release outside of the window is found, where that is asked for")
    func outside() throws {
        let early = Timestamp(millisecondsSince1970: noon.millisecondsSince1970 - 3 * 3_600_000)
        let late = Timestamp(millisecondsSince1970: noon.millisecondsSince1970 + 3 * 3_600_000)
        #expect(
            try problems(Self.plan(), window: true, now: early) == ["window: it begins only at 2026-11-20T10:00:00Z"])
        #expect(try problems(Self.plan(), window: true, now: late) == ["window: it ended at 2026-11-20T14:00:00Z"])
        #expect(try problems(Self.plan(), now: late) == [])
    }

    @Test(
        "an approval has a name, a date that has been, and is given",
        arguments: [
            ("{approver: Kim, status: pending, timestamp: null}", ["`pending`", "none"]),
            ("{status: approved, timestamp: 2026-11-19}", ["none"]),
            ("{approver: TBD, timestamp: 2026-11-19}", ["the placeholder `TBD`"]),
            ("{approver: Kim, approved: false, timestamp: 2026-11-19}", ["`false`"]),
            ("{approver: Kim, decision: rejected, timestamp: 2026-11-19}", ["`rejected`"]),
            ("{approver: Kim, timestamp: 2026-12-19}", ["2026-12-19, which is yet to come"]),
            ("{approver: Kim, timestamp: soon}", ["`soon`"]),
            ("yes", ["none"]),
        ])
    func approvals(_ technical: String, _ found: [String]) throws {
        let report = ChangePlanJudge.judge(
            try document(Self.plan(["approval": Self.approvals(technical)])), ChangePlanRules(), now: noon)
        #expect(report.problems.map(\.actual) == found)
        #expect(report.approvals == ["business", "security"])
    }

    @Test("a problem points at the place in the file")
    func place() throws {
        let yaml = "change_request:\n  id: TBD\n  title: t x\n"
        var rules = ChangePlanRules()
        rules.require = ["change_request.id"]
        let first = ChangePlanJudge.judge(try document(yaml), rules, now: noon).problems.first
        #expect(first?.line == 2 && first?.column == 7)
    }

    @Test(
        "anything at all may stand in the file", arguments: ["[]", "x", "approval: 1", "{timeline: [], approval: []}"])
    func anything(_ yaml: String) throws {
        #expect(try !problems(yaml).isEmpty)
    }
}
