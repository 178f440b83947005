import Model
import TestSupport
import Testing

@Suite("Commands", .timeLimit(.minutes(1)))
struct CommandStepTests {
    private func run(_ command: String, _ more: String = "check: {exit_code: 0}", scope: Scope = Scope()) async throws
        -> StepResult
    {
        try await Written.run("{command: {\(command)}, \(more)}", scope: scope)
    }

    @Test(
        "the exit status is checked, by itself as 0",
        arguments: [
            ("argv: [\"true\"]", "name: x", Outcome.passed), ("argv: [\"false\"]", "name: x", .failed),
            ("shell: exit 7", "check: {exit_code: 7}", .passed),
            ("shell: exit 7", "check: {exit_code: {gt: 6}}", .passed),
            ("shell: exit 7", "check: {stdout: ''}", .failed), ("shell: exit 300", "check: {exit_code: 44}", .passed),
            ("shell: kill -9 $$", "check: {exit_code: 137}", .passed),
            ("shell: kill -TERM $$", "check: {exit_code: 143}", .passed), ("shell: kill -9 $$", "name: x", .failed),
        ])
    func exitStatus(command: String, more: String, outcome: Outcome) async throws {
        #expect(try await run(command, more).outcome == outcome)
    }

    @Test(
        "output, error output, input and variables go where they belong",
        arguments: [
            ("shell: echo out; echo err >&2", "check: {stdout: \"out\\n\", stderr: \"err\\n\"}"),
            ("argv: [printf, '%s|', a b, '$HOME', '*']", "check: {stdout: 'a b|$HOME|*|'}"),
            ("argv: [cat], stdin: \"{{v}}\\nü\"", "check: {stdout: \"value\\nü\"}"),
            ("shell: 'echo $A-$B', env: {A: \"{{v}}\", B: 'x y'}", "check: {stdout: \"value-x y\\n\"}"),
            ("argv: [cat]", "check: {stdout: ''}"), ("argv: [\"true\"], stdin: \"{{big}}\"", "check: {exit_code: 0}"),
            ("argv: [wc, -c], stdin: \"{{big}}\"", "check: {stdout: {contains: '1000000'}}"),
            ("shell: pwd, directory: /", "check: {stdout: \"/\\n\"}"),
            ("argv: [printf, '{\"a\": 5}']", "check: {assert: [{jsonpath: $.a, eq: 5}]}"),
        ])
    func streams(command: String, check: String) async throws {
        let scope = Scope(texts: ["v": "value", "big": String(repeating: "x", count: 1_000_000)])
        let result = try await run(command, check, scope: scope)
        #expect(result.refusals == [])
        #expect(result.outcome == .passed)
    }

    @Test("output is cut at its limit, and the program runs on to its end")
    func cut() async throws {
        let command = "shell: 'head -c 3000000 /dev/zero | tr \"\\0\" x; exit 3', max_output: 1KB"
        let result = try await run(command, "check: {exit_code: 3}")
        #expect(result.outcome == .passed)
        #expect(result.response == "exit 3, 1000 bytes, output cut")
    }

    @Test(
        "nothing can be said of output that was cut",
        arguments: [
            "stdout: {not: {contains: FATAL}}", "stderr: {is_empty: true}", "body: {contains: x}", "bytes: 1000",
            "assert: [{regex: y, exists: false}]", "json: {}",
        ])
    func cutOutput(check: String) async throws {
        let command = "shell: 'head -c 3000000 /dev/zero | tr \"\\0\" x', max_output: 1KB"
        #expect(try await run(command, "check: {\(check)}").outcome == .errored)
    }

    @Test(
        "what can't be started is no failure of a target",
        arguments: [
            ("argv: [no-such-program-anywhere]", "No such file or directory"), ("argv: [/]", "Permission denied"),
            ("argv: [\"true\"], directory: /no/such/folder", "No such file"),
            ("argv: [\"a\\0b\"]", "a NUL byte stands in"),
            ("argv: [\"true\"], env: {A: \"\\0\"}", "a NUL byte stands in"),
        ])
    func notStarted(command: String, why: String) async throws {
        let result = try await run(command)
        #expect(result.outcome == .errored)
        #expect(result.observations.first?.actual.contains(why) == true, "\(result.observations)")
    }

    @Test("a program past its time is ended with all that it started")
    func timeout() async throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let start = ContinuousClock.now
        let result = try await run(
            "shell: 'echo begun; (sleep 0.7; echo late > \(folder.file("late"))) & sleep 60', timeout: 200ms")
        #expect(result.outcome == .failed)
        #expect(result.observations.first?.errorClass == "timeout")
        #expect(result.observations.first?.actual == "still running after 200 ms; last output: begun\n")
        #expect(start.duration(to: .now) < .seconds(10))
        try await Task.sleep(for: .milliseconds(1_000))
        #expect(try await run("argv: [test, -e, \(folder.file("late"))]", "check: {exit_code: 1}").outcome == .passed)
    }

    @Test("a program that ignores being asked is ended all the same")
    func ignoring() async throws {
        let result = try await run("shell: 'trap \"\" TERM INT HUP; while :; do sleep 0.05; done', timeout: 200ms")
        #expect(result.observations.first?.errorClass == "timeout")
    }

    @Test("a grandchild that keeps the output open holds nobody up")
    func grandchild() async throws {
        let start = ContinuousClock.now
        let result = try await run("shell: 'sleep 30 & echo done', timeout: 20s", "check: {stdout: \"done\\n\"}")
        #expect(result.outcome == .passed)
        #expect(start.duration(to: .now) < .seconds(10))
    }

    @Test("cancelling ends the program")
    func cancelled() async throws {
        let step = try #require(Written.step("{command: {argv: [sleep, \"60\"]}}").action)
        let task = Task { await step.run(in: Written.context(within: .seconds(120))) }
        task.cancel()
        #expect(await task.value.outcome == .errored)
    }

    @Test(
        "a secret may not stand in the arguments, where every process sees it",
        arguments: ["argv: [curl, \"{{token}}\"]", "shell: \"curl {{token}}\""])
    func secretArguments(command: String) {
        let scope = Scope(["token": Variable("s3cret-value", isSecret: true, origin: "test")])
        let step = Written.step("{command: {\(command)}}", scope: scope)
        #expect(
            step.problems.first?.hasSuffix("the secret 'token' would be visible in the program's arguments") == true)
        #expect(step.fixes.first == "pass it in env: {TOKEN: \"{{token}}\"}")
        #expect(Written.step("{command: {argv: [a], env: {TOKEN: \"{{token}}\"}}}", scope: scope).problems == [])
    }

    @Test("a secret that only the run knows does not get into the arguments either")
    func capturedSecretArguments() async throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let file = folder.file("started")
        let step = Written.step(
            "{command: {argv: [touch, \(file), \"{{token}}\"]}}", scope: Scope(texts: ["token": "x"]))
        let secret = Scope(["token": Variable("canary-value", isSecret: true, origin: "captured by 'log in'")])
        let result = await (try #require(step.action)).run(in: Written.context(secret))
        #expect(result.outcome == .errored)
        #expect(result.observations.first?.actual == "the secret 'token' would be visible in the program's arguments")
        #expect(try await run("argv: [test, -e, \(file)]", "check: {exit_code: 1}").outcome == .passed)
    }

    @Test(
        "the last output of a program past its time shows no part of a secret, where its limit cut it too",
        arguments: ["1MiB", "1KB"])
    func secretInLastOutput(limit: String) async throws {
        let secret = "canary-" + String(repeating: "0123456789", count: 6)
        let scope = Scope([
            "s": Variable(Array(repeating: secret, count: 30).joined(separator: " "), isSecret: false, origin: "test")
        ])
        let context = Written.context(scope, redactor: Redactor([Secret(secret)]))
        let command =
            "shell: 'printf %s \"$S\"; exec sleep 60', env: {S: \"{{s}}\"}, timeout: 300ms, max_output: \(limit)"
        let result = try await Written.run("{command: {\(command)}}", in: context)
        let actual = try #require(result.observations.first).actual
        #expect(!actual.contains("0123") && !actual.contains("canary"))
        #expect(
            limit == "1KB" ? actual.hasSuffix("; it wrote 1000 bytes or more") : actual.hasSuffix("******** ********"))
    }

    @Test("forty commands at once each see the end of their input and output")
    func parallel() async throws {
        let results = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await run("argv: [cat], stdin: \"n\(number)\", timeout: 20s", "check: {stdout: n\(number)}")
                        .outcome
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == Array(repeating: .passed, count: 40))
    }
}
