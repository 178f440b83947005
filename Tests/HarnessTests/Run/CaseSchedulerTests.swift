import Harness
import Model
import Testing

@Suite("The order of cases")
struct CaseSchedulerTests {
    private func scheduler(_ cases: String, width: Int, protected: Bool = false) throws -> CaseScheduler {
        let project =
            protected ? Workspace.project.replacing("{base_url", with: "{protected: true, base_url") : Workspace.project
        let loaded = try Workspace.suite(cases, files: ["gonogo.yaml": project]).load()
        #expect(loaded.problems == [])
        return CaseScheduler(plan: loaded.plan(), width: width)
    }

    private func one(_ id: String, needs: String? = nil, more: String = "") -> String {
        "  - {id: \(id), \(needs.map { "needs: \($0), " } ?? "")\(more)steps: [{do: pass}]}\n"
    }

    /// What may start now: ids, settled ones with their outcome and reason.
    private func start(_ scheduler: inout CaseScheduler) -> [String] {
        var started: [String] = []
        while let next = scheduler.next() {
            switch next {
            case .run(_, let one): started.append(one.unit.id)
            case .settle(let index, let result):
                started.append("\(result.id) \(result.outcome.rawValue): \(result.reason ?? "")")
                scheduler.finish(index, result.outcome)
            }
        }
        return started
    }

    @Test("as many as the width run at once, in declared order")
    func width() throws {
        var scheduler = try scheduler((1...5).map { one("C\($0)") }.joined(), width: 2)
        #expect(start(&scheduler) == ["C1", "C2"])
        #expect(scheduler.runningCount == 2)
        scheduler.finish(1, .failed)
        #expect(start(&scheduler) == ["C3"])
        scheduler.finish(0, .passed)
        scheduler.finish(2, .passed)
        #expect(start(&scheduler) == ["C4", "C5"])
        #expect(!scheduler.isDone)
        scheduler.finish(3, .passed)
        scheduler.finish(4, .passed)
        #expect(scheduler.isDone)
        #expect(start(&scheduler) == [])
    }

    @Test("a width below one is one")
    func noWidth() throws {
        var scheduler = try scheduler(one("A") + one("B"), width: 0)
        #expect(start(&scheduler) == ["A"])
    }

    @Test("a case waits for what it needs, and others overtake it")
    func needs() throws {
        var scheduler = try scheduler(one("A") + one("B", needs: "A") + one("C") + one("D", needs: "[B, C]"), width: 8)
        #expect(start(&scheduler) == ["A", "C"])
        scheduler.finish(2, .passed)
        #expect(start(&scheduler) == [])
        scheduler.finish(0, .passed)
        #expect(start(&scheduler) == ["B"])
        scheduler.finish(1, .passed)
        #expect(start(&scheduler) == ["D"])
    }

    @Test(
        "a need that did not pass settles what waits for it, and what waits for that",
        arguments: [
            (.failed, "failed"), (.errored, "could not be checked"), (.skipped, "was skipped"),
        ] as [(Outcome, String)])
    func unmet(outcome: Outcome, verb: String) throws {
        var scheduler = try scheduler(one("C", needs: "B") + one("A") + one("B", needs: "A"), width: 1)
        #expect(start(&scheduler) == ["A"])
        scheduler.finish(1, outcome)
        #expect(start(&scheduler) == ["B skipped: needs A, which \(verb)", "C skipped: needs B, which was skipped"])
        #expect(scheduler.isDone)
    }

    @Test("of several needs the first that failed settles at once, without waiting for the others")
    func early() throws {
        var scheduler = try scheduler(one("A") + one("B") + one("C", needs: "[A, B]"), width: 3)
        #expect(start(&scheduler) == ["A", "B"])
        scheduler.finish(1, .failed)
        #expect(start(&scheduler).map { $0.hasPrefix("C skipped: needs ") } == [true])
    }

    @Test(
        "a need with a matrix is met when every row has passed, and is as good as its worst row",
        arguments: [
            ([.passed, .passed], "C"), ([.passed, .failed], "C skipped: needs M, which failed"),
            ([.errored, .failed], "C skipped: needs M, which failed"),
        ] as [([Outcome], String)])
    func matrix(rows: [Outcome], then: String) throws {
        var scheduler = try scheduler(
            one("M", more: "matrix: {rows: [{id: x}, {id: y}]}, ") + one("C", needs: "M"), width: 8)
        #expect(start(&scheduler) == ["M[x]", "M[y]"])
        scheduler.finish(0, rows[0])
        if rows[0] == .passed { #expect(start(&scheduler) == []) }
        scheduler.finish(1, rows[1])
        #expect(start(&scheduler).last ?? then == then)
    }

    @Test("a forbidden case is settled as skipped, and so is what needs it")
    func forbidden() throws {
        let cases = "  - {id: A, steps: [{do: pass, mutating: true}]}\n" + one("B", needs: "A") + one("C")
        var scheduler = try scheduler(cases, width: 2, protected: true)
        #expect(
            start(&scheduler) == [
                "A skipped: changes the target, and 'local' is protected", "B skipped: needs A, which was skipped", "C",
            ])
    }

    @Test("places in the plan are kept over several suites")
    func places() throws {
        let loaded = try Workspace([
            "s/a.yaml": "suite: a\nkind: config\nact: pass\n",
            "s/b.yaml": "suite: b\nkind: smoke\ncases:\n" + one("B1") + one("B2"),
            "s/c.yaml": "suite: c\nkind: smoke\ncases:\n" + one("C1"),
        ]).load()
        let scheduler = CaseScheduler(plan: loaded.plan(), width: 1)
        #expect((0..<3).map { scheduler.suite(of: $0) } == [1, 1, 2])
        #expect((0..<3).map { scheduler.position(of: $0) } == [0, 1, 0])
    }
}
