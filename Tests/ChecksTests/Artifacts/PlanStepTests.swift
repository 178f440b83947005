import Model
import Testing

@Suite("change plan and risk steps", .timeLimit(.minutes(1)))
struct PlanStepTests {
    private static let plan = """
        change_request: {id: CR-2026-001, title: new model}
        requester: {name: Jo}
        description: {summary: v2.3.1 to v2.4.0}
        scope: {systems_affected: [API]}
        timeline: {planned_start: "2026-01-20T02:00:00Z", planned_completion: "2026-01-20T04:00:00Z"}
        rollback_plan: {trigger_conditions: [errors > 1%], rollback_steps: [stop]}
        approval:
          technical_approval: {approver: Kim, status: approved, timestamp: "2026-01-19T10:00:00Z"}
          business_approval: {approver: Lee, status: approved, timestamp: "2026-01-19T10:00:00Z"}
          security_approval: {approver: Cho, status: approved, timestamp: "2026-01-19T10:00:00Z"}

        """

    @Test("a complete plan passes, and what it says can be checked")
    func complete() async throws {
        let folder = try ArtifactFolder()
        try folder.write("plan.yaml", Self.plan)
        let check = "check: {approvals: 3, triggers: 1, duration: {lte: 2h}}"
        #expect(try await folder.run("{change_plan: {file: plan.yaml}, \(check)}").refusals == [])
    }

    @Test("a problem stands at its place in the plan")
    func place() async throws {
        let folder = try ArtifactFolder()
        let path = try folder.write("plan.yaml", Self.plan.replacing("{name: Jo}", with: "{name: TBD}"))
        let result = try await folder.run("{change_plan: {file: plan.yaml}}")
        #expect(result.outcome == .failed && result.rules == ["preflight/change-plan"])
        #expect(result.observations.first?.location == SourceLocation(file: path, line: 2, column: 19))
    }

    @Test("JSON is as good as YAML; what is neither fails with its place, as does a missing plan")
    func forms() async throws {
        let folder = try ArtifactFolder()
        try folder.write("plan.json", #"{"a": {"b": "x y"}, "t": {"s": "2026-01-20T02:00:00Z"}}"#)
        let short = "require: [a.b], approvals: [], start: t.s, end: t.s, rollback_triggers: a.b"
        let result = try await folder.run("{change_plan: {file: plan.json, \(short)}}")
        #expect(result.refusals.count == 1)
        try folder.write("bad.yaml", "a: [\n")
        for name in ["bad.yaml", "none.yaml"] {
            #expect(try await folder.run("{change_plan: {file: \(name)}}").outcome == .failed)
        }
        try folder.write("huge.yaml", [UInt8](repeating: UInt8(ascii: "a"), count: 2_000_000))
        #expect(try await folder.run("{change_plan: {file: huge.yaml}}").outcome == .failed)
    }

    @Test("a window that has passed is a finding where it is asked for")
    func window() async throws {
        let folder = try ArtifactFolder()
        try folder.write("plan.yaml", Self.plan)
        let result = try await folder.run("{change_plan: {file: plan.yaml, window: true}}")
        #expect(result.refusals == ["window: expected to be open now, got it ended at 2026-01-20T04:00:00Z"])
    }

    @Test("risks are judged by the bounds of the suite")
    func risks() async throws {
        let folder = try ArtifactFolder()
        try folder.write("risk.yaml", "risks:\n  - {id: R1, probability: 2, impact: 4, mitigation: roll back}\n")
        let medium = "{risk: {file: risk.yaml}, check: {highest_score: 8, highest_level: MEDIUM, risks: 1}}"
        #expect(try await folder.run(medium).refusals == [])
        let strict = try await folder.run("{risk: {file: risk.yaml, levels: {medium: 7}}}")
        #expect(strict.outcome == .failed && strict.rules == ["preflight/risk"])
        #expect(try await folder.run("{risk: {file: risk.yaml, executive_approval_from: MEDIUM}}").outcome == .failed)
        #expect(try await folder.run("{risk: {file: none.yaml}}").outcome == .failed)
    }

    @Test("bounds that don't rise are refused before the run")
    func nonsense() {
        #expect(Written.step("{risk: {file: r, levels: {low: 9, medium: 9}}}").problems.count == 1)
        #expect(Written.step("{risk: {file: r, executive_approval_from: SEVERE}}").problems.count == 1)
        #expect(Written.step("{change_plan: {file: p, require: [a..b]}}").problems.count == 1)
        #expect(Written.step("{change_plan: {file: p}, check: {tests: 1}}").problems.count == 1)
    }
}
