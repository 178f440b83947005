import Harness
import Model
import Testing

@Suite("Plans")
struct PlannerTests {
    private static let files = [
        "s/a.yaml": """
        suite: first
        kind: smoke
        tags: [t1]
        cases:
          - {id: A-1, tags: [fast], steps: [{do: pass}]}
          - {id: A-2, needs: A-1, tags: [slow], steps: [{do: pass}]}
          - {id: M, matrix: {rows: [{id: x}, {id: y}]}, steps: [{do: pass}]}

        """,
        "s/b.yaml":
            "suite: second\nkind: integration\ncases:\n  - {id: B-1, needs: [A-2, M], steps: [{do: pass}]}\n  - {id: B-2, tags: [fast, slow], steps: [{do: pass}]}\n",
        "s/c.yaml": "suite: load\nkind: performance\ntags: [perf]\nneeds: B-1\nact: pass\nunits: 2\n",
        "s/d.yaml": "suite: env\nkind: config\nact: pass\n",
    ]

    private static let all = ["A-1", "A-2", "M[x]", "M[y]", "B-1", "B-2", "load/1", "load/2", "env/1"]

    @Test(
        "a selection takes what it names, and what that needs",
        arguments: [
            (Selection(), all), (Selection(suites: ["first"]), ["A-1", "A-2", "M[x]", "M[y]"]),
            (Selection(suites: ["smoke"]), ["A-1", "A-2", "M[x]", "M[y]"]),
            (Selection(suites: ["second"]), ["A-1", "A-2", "M[x]", "M[y]", "B-1", "B-2"]),
            (Selection(suites: ["config", "first"]), ["A-1", "A-2", "M[x]", "M[y]", "env/1"]),
            (Selection(suites: ["performance"]), ["A-1", "A-2", "M[x]", "M[y]", "B-1", "load/1", "load/2"]),
            (Selection(suites: ["none"]), []),
            (Selection(tags: ["fast"]), ["A-1", "B-2"]), (Selection(tags: ["fast", "slow"]), ["A-1", "A-2", "B-2"]),
            (Selection(tags: ["t1", "!slow"]), ["A-1", "M[x]", "M[y]"]),
            (Selection(tags: ["!slow", "!perf"]), ["A-1", "A-2", "M[x]", "M[y]", "B-1", "env/1"]),
            (Selection(tags: ["perf"]), ["A-1", "A-2", "M[x]", "M[y]", "B-1", "load/1", "load/2"]),
            (Selection(cases: ["A-2"]), ["A-1", "A-2"]), (Selection(cases: ["M"]), ["M[x]", "M[y]"]),
            (Selection(cases: ["M[y]"]), ["M[y]"]), (Selection(cases: ["a-1"]), []),
            (Selection(cases: ["A-*"]), ["A-1", "A-2"]), (Selection(cases: ["*"]), all),
            (Selection(cases: ["*-1"]), ["A-1", "A-2", "M[x]", "M[y]", "B-1"]),
            (Selection(cases: ["*[*"]), ["M[x]", "M[y]"]), (Selection(cases: ["A-1", "env/*"]), ["A-1", "env/1"]),
            (Selection(cases: ["*A*-**1*"]), ["A-1"]),
            (Selection(cases: ["A-", "-1", "", "A-1x", "A-1*x"]), []),
            (Selection(suites: ["second"], cases: ["A-1"]), []),
            (Selection(suites: ["first"], tags: ["fast"]), ["A-1"]),
            (Selection(tags: ["fast"], cases: ["B*"]), ["B-2"]),
        ] as [(Selection, [String])])
    func selection(selection: Selection, units: [String]) throws {
        let loaded = try Workspace(Self.files).load()
        let plan = loaded.plan(selection)
        #expect(loaded.problems == [])
        #expect(plan.units.map(\.id) == units)
        #expect(plan.suites.allSatisfy { !$0.units.isEmpty })
    }

    @Test(
        "needs that name nothing, or each other, are errors",
        arguments: [
            (["A": "B-11"], ["s/s.yaml:4:20 needs 'B-11', but no case has that id"]),
            (["A": "A"], ["s/s.yaml:4:20 these cases need each other: A → A"]),
            (["A": "B-1", "B-1": "C", "C": "A"], ["s/s.yaml:4:20 these cases need each other: A → B-1 → C → A"]),
            (["C": "A", "B-1": "A"], []),
            (["A": "B-1", "B-1": "C", "C": "B-1"], ["s/s.yaml:5:22 these cases need each other: A → B-1 → C → B-1"]),
        ])
    func needs(needs: [String: String], problems: [String]) throws {
        let cases = ["A", "B-1", "C"].map { id in
            "  - {id: \(id), \(needs[id].map { "needs: \($0), " } ?? "")steps: [{do: pass}]}\n"
        }
        let loaded = try Workspace.suite(cases.joined()).load()
        _ = loaded.plan()
        #expect(loaded.problems == problems)
        if problems.first?.contains("B-11") == true { #expect(loaded.fixes == ["did you mean 'B-1'?"]) }
    }

    @Test("two thousand cases, each needing the one before, are planned without recursion")
    func longChain() throws {
        let cases = (0..<2_000).map { "  - {id: C\($0), \($0 > 0 ? "needs: C\($0 - 1), " : "")steps: [{do: pass}]}\n" }
        let loaded = try Workspace.suite(cases.joined()).load()
        #expect(loaded.plan(Selection(cases: ["C1999"])).units.count == 2_000)
        #expect(loaded.problems == [])
    }

    @Test("a suite action may not need what nobody declares")
    func actionNeeds() throws {
        let loaded = try Workspace(["s/a.yaml": "suite: load\nkind: performance\nneeds: X\nact: pass\n"]).load()
        _ = loaded.plan()
        #expect(loaded.problems == ["s/a.yaml:1:8 needs 'X', but no case has that id"])
    }
}
