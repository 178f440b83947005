import Harness
import Model
import Testing

@Suite("Runs", .timeLimit(.minutes(1)))
struct RunnerTests {
    // MARK: Order

    @Test("results come in declared order, however the cases end")
    func order() async throws {
        let last = Gate()
        let script = Script([
            "late": { _ in
                await last.wait()
                return .passed
            },
            "release": { _ in
                last.open()
                return .failed
            },
        ])
        let loaded = try Workspace([
            "s/a.yaml":
                "suite: a\nkind: smoke\ncases:\n  - {id: A1, steps: [{do: late}]}\n  - {id: A2, steps: [{do: error}]}\n",
            "s/b.yaml": "suite: b\nkind: integration\ncases:\n  - {id: B1, steps: [{do: release}]}\n",
        ]).load(language: script.language)
        let running = Running()
        let results = await running.run(loaded)
        #expect(results.lines == ["a/A1 passed", "a/A2 errored", "b/B1 failed"])
        #expect(running.told.first == "started 3 in 2")
        #expect(
            running.told.firstIndex(of: "case b/B1 failed") ?? 0 < running.told.firstIndex(of: "case a/A1 passed") ?? 0)
        #expect(running.told.filter { $0.hasPrefix("finished") }.sorted() == ["finished a", "finished b"])
    }

    @Test("cases run as wide as the policy says, and no wider", arguments: [1, 3])
    func width(width: Int) async throws {
        let meeting = Gate(size: width)
        let script = Script([
            "meet": { _ in
                await meeting.wait()
                return .passed
            }
        ])
        let cases = (1...6).map { "  - {id: C\($0), steps: [{do: meet}]}\n" }.joined()
        let results = await Running().run(try Workspace.suite(cases).load(language: script.language), width: width)
        #expect(results.lines.count { $0.hasSuffix("passed") } == 6)
        #expect(script.widest == width)
    }

    @Test(
        "steps run in order until one does not pass",
        arguments: [
            ("pass", "pass", ["1", "2", "3"], Outcome.passed), ("pass", "fail", ["1", "2"], .failed),
            ("error", "pass", ["1"], .errored),
            ("skip", "pass", ["1"], .skipped),
        ])
    func steps(first: String, second: String, log: [String], outcome: Outcome) async throws {
        let script = Script()
        let steps = "[{name: \"1\", do: \(first)}, {name: \"2\", do: \(second)}, {name: \"3\", do: pass}]"
        let results = await Running().run(
            try Workspace.suite("  - {id: A, steps: \(steps)}\n").load(language: script.language))
        #expect(script.log == log)
        #expect(results.first?.cases.first?.outcome == outcome)
        #expect(results.first?.cases.first?.steps.count == log.count)
    }

    @Test(
        "steps for cleaning up run after a pass, and after a failure where they run always",
        arguments: [
            ("pass", ["main", "tidy", "always"], Outcome.passed), ("fail", ["main", "always"], .failed),
            ("error", ["main", "always"], .errored),
        ])
    func after(step: String, log: [String], outcome: Outcome) async throws {
        let script = Script()
        let text =
            "  - {id: A, steps: [{name: main, do: \(step)}], after: [{name: tidy, do: pass}, {name: always, do: pass, always: true}]}\n"
        let results = await Running().run(try Workspace.suite(text).load(language: script.language))
        #expect(script.log == log)
        #expect(results.first?.cases.first?.outcome == outcome)
    }

    @Test("a failure in cleaning up fails a case that had passed")
    func failingCleanUp() async throws {
        let text = "  - {id: A, steps: [{do: pass}], after: [{do: fail}, {do: pass}]}\n"
        #expect(await Running().run(try Workspace.suite(text).load()).lines == ["s/A failed"])
    }

    @Test("what was never made is not cleaned up, and says so")
    func nothingToCleanUp() async throws {
        let script = Script()
        let text =
            "  - {id: A, steps: [{name: make, do: fail, capture: {id: x}}], after: [{name: \"delete {{id}}\", do: pass, always: true}]}\n"
        let results = await Running().run(try Workspace.suite(text).load(language: script.language))
        let result = try #require(results.first?.cases.first)
        #expect(script.log == ["make"])
        #expect(result.outcome == .failed)
        #expect(result.steps.map(\.attempts) == [1, 0])
        #expect(result.steps[1].observations.first?.message == "not run, since an earlier step did not get that far")
    }

    @Test("a captured value reaches the next step of its case, and no other case")
    func captures() async throws {
        let script = Script()
        let one = "steps: [{name: make, do: pass, capture: {v: \"{{who}}\"}}, {name: \"use {{v}}\", do: pass}]"
        let text = "  - {id: A, vars: {who: a}, \(one)}\n  - {id: B, vars: {who: b}, needs: A, \(one)}\n"
        let results = await Running().run(try Workspace.suite(text).load(language: script.language))
        #expect(results.lines == ["s/A passed", "s/B passed"])
        #expect(script.log == ["make", "use {{who}}", "make", "use {{who}}"])
    }

    // MARK: Needs

    @Test("what a failed case was needed for is skipped, with the reason")
    func needs() async throws {
        let loaded = try Workspace([
            "s/a.yaml":
                "suite: a\nkind: smoke\ncases:\n  - {id: A, steps: [{do: fail}]}\n  - {id: B, needs: A, steps: [{do: pass}]}\n  - {id: C, needs: B, steps: [{do: pass}]}\n",
            "s/b.yaml": "suite: load\nkind: performance\nneeds: C\nact: pass\nunits: 2\n",
            "s/c.yaml": "suite: other\nkind: performance\nact: pass\n",
        ]).load()
        #expect(
            await Running().run(loaded).lines == [
                "a/A failed", "a/B skipped: needs A, which failed", "a/C skipped: needs B, which was skipped",
                "load/load/1 skipped: needs C, which was skipped", "load/load/2 skipped: needs C, which was skipped",
                "other/other/1 passed",
            ])
    }

    @Test("a config suite that needs a case runs once that has passed")
    func configNeeds() async throws {
        let script = Script()
        let loaded = try Workspace([
            "s/a.yaml": "suite: a\nkind: smoke\ncases:\n  - {id: A, steps: [{name: case, do: pass}]}\n",
            "s/b.yaml": "suite: needy\nkind: config\nneeds: A\nact: pass\n",
            "s/c.yaml": "suite: free\nkind: config\nact: pass\n",
        ]).load(language: script.language)
        #expect(await Running().run(loaded).lines == ["a/A passed", "needy/needy/1 passed", "free/free/1 passed"])
        #expect(script.log == ["free", "case", "needy"])
    }

    @Test("loads run one after another, behind everything else")
    func loads() async throws {
        let script = Script()
        let loaded = try Workspace([
            "s/a.yaml": "suite: l1\nkind: performance\nact: pass\n",
            "s/b.yaml": "suite: l2\nkind: performance\nact: pass\n",
            "s/c.yaml":
                "suite: c\nkind: smoke\ncases:\n  - {id: C1, steps: [{do: pass}]}\n  - {id: C2, steps: [{do: pass}]}\n",
            "s/d.yaml": "suite: e\nkind: config\nact: pass\n",
        ]).load(language: script.language)
        let results = await Running().run(loaded, width: 1)
        #expect(script.log == ["e", "pass", "pass", "l1", "l2"])
        #expect(results.map(\.name) == ["l1", "l2", "c", "e"])
    }

    @Test("an action may bring more results than were planned, and what it forgets was not found out")
    func moreResults() async throws {
        let script = Script(actions: [
            "more": { _ in
                SuiteOutcome(cases: (1...3).map { CaseResult(id: "x\($0)", name: "x", outcome: .failed) })
            }
        ])
        let results = await Running().run(
            try Workspace(["s/a.yaml": "suite: l\nkind: config\nact: more\n"]).load(language: script.language))
        #expect(
            results.lines == [
                "l/l/1 errored: it was planned, but nothing was found out", "l/x1 failed", "l/x2 failed", "l/x3 failed",
            ])
    }

    @Test("a forbidden case runs no step and is marked")
    func forbidden() async throws {
        let script = Script()
        let project = Workspace.project.replacing("{base_url", with: "{protected: true, base_url")
        let cases = "  - {id: A, steps: [{do: pass}, {do: pass, mutating: true}]}\n  - {id: B, steps: [{do: pass}]}\n"
        let results = await Running().run(
            try Workspace.suite(cases, files: ["gonogo.yaml": project]).load(language: script.language))
        #expect(results.lines == ["s/A skipped: changes the target, and 'local' is protected", "s/B passed"])
        #expect(results.first?.cases.map(\.isForbidden) == [true, false])
        #expect(script.log == ["pass"])
    }

    // MARK: The end before the end

    @Test("an interruption before the start leaves everything not run")
    func interruptedBefore() async throws {
        let script = Script()
        let loaded = try Workspace([
            "s/a.yaml": "suite: a\nkind: smoke\ncases:\n  - {id: A, steps: [{do: pass}]}\n",
            "s/b.yaml": "suite: l\nkind: performance\nact: pass\n",
            "s/c.yaml": "suite: e\nkind: config\nact: pass\n",
        ]).load(language: script.language)
        let running = Running()
        running.control.interrupt(.signal(15))
        running.control.interrupt(.signal(2))
        let results = await running.run(loaded)
        let reason = "skipped: not run: interrupted by SIGTERM"
        #expect(results.lines == ["a/A \(reason)", "l/l/1 \(reason)", "e/e/1 \(reason)"])
        #expect(script.log == [])
        #expect(running.told.contains("interrupted signal"))
    }

    @Test("an interruption keeps what was found, ends what runs, and starts nothing more")
    func interrupted() async throws {
        let cancelled = Gate()
        let running = Running()
        let script = Script([
            "stop": { _ in
                running.control.interrupt(.signal(2))
                await cancelled.waitOrCancel()
                return .passed
            }
        ])
        let loaded = try Workspace([
            "s/a.yaml": """
            suite: a
            kind: smoke
            cases:
              - {id: A, steps: [{do: fail}]}
              - {id: B, steps: [{do: stop}, {name: never, do: pass}], after: [{name: nor this, do: pass, always: true}]}
              - {id: C, steps: [{name: nor that, do: pass}]}

            """, "s/b.yaml": "suite: l\nkind: performance\nact: pass\n",
        ]).load(language: script.language)
        let results = await running.run(loaded, width: 1)
        #expect(
            results.lines == [
                "a/A failed", "a/B errored: interrupted after 1 of 2 steps",
                "a/C skipped: not run: interrupted by SIGINT",
                "l/l/1 skipped: not run: interrupted by SIGINT",
            ])
        #expect(script.log == ["fail", "stop"])
    }

    @Test("a step that ignores the interruption is given up")
    func hangingStep() async throws {
        let never = Gate()
        defer { never.open() }
        let running = Running()
        let script = Script([
            "hang": { _ in
                running.control.interrupt(.signal(2))
                await never.wait()
                return .passed
            }
        ])
        let loaded = try Workspace.suite("  - {id: A, steps: [{do: hang}]}\n  - {id: B, steps: [{do: pass}]}\n").load(
            language: script.language)
        let start = ContinuousClock.now
        let results = await running.run(loaded, width: 1)
        #expect(
            results.lines == [
                "s/A errored: interrupted, and did not end within 1.2 s", "s/B skipped: not run: interrupted by SIGINT",
            ])
        #expect(start.duration(to: .now) < .seconds(10))
    }

    @Test("an action that ignores the interruption is given up", arguments: ["config", "performance"])
    func hangingAction(kind: String) async throws {
        let never = Gate()
        defer { never.open() }
        let running = Running()
        let script = Script(actions: [
            "hang": { _ in
                running.control.interrupt(.signal(2))
                await never.wait()
                return SuiteOutcome(cases: [])
            }
        ])
        let loaded = try Workspace(["s/a.yaml": "suite: l\nkind: \(kind)\nact: hang\nunits: 2\n"]).load(
            language: script.language)
        let start = ContinuousClock.now
        #expect(
            await running.run(loaded).lines == [
                "l/l/1 skipped: not run: interrupted by SIGINT", "l/l/2 skipped: not run: interrupted by SIGINT",
            ])
        #expect(start.duration(to: .now) < .seconds(10))
    }

    @Test("an action that heeds the interruption still brings its results")
    func heedingAction() async throws {
        let cancelled = Gate()
        let running = Running()
        let script = Script(actions: [
            "heed": { _ in
                running.control.interrupt(.signal(2))
                await cancelled.waitOrCancel()
                return SuiteOutcome(cases: [CaseResult(id: "part", name: "part", outcome: .errored)])
            }
        ])
        let loaded = try Workspace(["s/a.yaml": "suite: l\nkind: performance\nact: heed\n"]).load(
            language: script.language)
        #expect(
            await running.run(loaded).lines == [
                "l/l/1 errored: it was planned, but nothing was found out", "l/part errored",
            ])
    }

    @Test("the run's time limit interrupts like a signal")
    func maxDuration() async throws {
        let cancelled = Gate()
        let running = Running()
        let script = Script([
            "wait": { _ in
                await cancelled.waitOrCancel()
                return .errored
            }
        ])
        let loaded = try Workspace.suite("  - {id: A, steps: [{do: wait}]}\n  - {id: B, steps: [{do: pass}]}\n").load(
            language: script.language)
        let results = await running.run(loaded, width: 1, timeLimit: .seconds(1))
        #expect(results.lines == ["s/A errored", "s/B skipped: not run: stopped at max_duration (1 s)"])
        #expect(running.control.interruption?.cause == .maxDuration)
    }

    @Test("a case without time left fails for that, and still cleans up")
    func caseTimeout() async throws {
        let script = Script([
            "slow": { context in
                while context.run.timeLeft > .zero { await Task.yield() }
                return .passed
            }
        ])
        let text =
            "  - {id: A, timeout: 20ms, steps: [{do: slow}, {name: late, do: pass}], after: [{name: tidy, do: pass, always: true}]}\n"
        let results = await Running().run(try Workspace.suite(text).load(language: script.language))
        let result = try #require(results.first?.cases.first)
        #expect(result.outcome == .failed)
        #expect(result.steps[1].observations.first?.errorClass == "timeout")
        #expect(result.steps[1].attempts == 0)
        #expect(script.log == ["slow", "tidy"])
    }

    @Test("progress of a step carries its suite")
    func progress() async throws {
        let script = Script([
            "talk": { context in
                context.run.progress("half way")
                return .passed
            }
        ])
        let running = Running()
        _ = await running.run(try Workspace.suite("  - {id: A, steps: [{do: talk}]}\n").load(language: script.language))
        #expect(running.told.contains("progress s half way"))
    }
}
