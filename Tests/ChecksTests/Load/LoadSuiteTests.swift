import Checks
import Model
import TestSupport
import Testing

@Suite("Performance suites", .timeLimit(.minutes(1)))
struct LoadSuiteTests {
    private func text(_ replaced: [String: String] = [:], url: String = "http://127.0.0.1:1/x") -> String {
        LoadText.suite(replaced, url: url)
    }

    private func step(_ http: String, check: String = "status: 200") -> [String: String] {
        ["scenarios": "[{name: a, steps: [{http: {\(http)}, check: {\(check)}}]}]"]
    }

    // MARK: Decoding

    @Test(
        "a suite that can't be run as written is refused",
        arguments: [
            (
                ["scenarios": "[{name: a, steps: [{http: {url: /x}, check: {status: 200}}]}]"],
                "the URL `/x` is a path, but the environment has no base_url"
            ),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: ftp://h}, check: {status: 200}}]}]"],
                "the URL `ftp://h` is neither http nor https"
            ),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: \"http://u:p@h/\"}, check: {status: 200}}]}]"],
                "the URL carries credentials"
            ),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: \"http://h:0/\"}, check: {status: 200}}]}]"],
                "`h:0` has no valid port"
            ),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: \"http://h:65536/\"}, check: {status: 200}}]}]"],
                "`h:65536` has no valid port"
            ),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: \"http://h:x/\"}, check: {status: 200}}]}]"],
                "`h:x` has no valid port"
            ),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: \"http:///x\"}, check: {status: 200}}]}]"],
                "`http:///x` names no host"
            ),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: http://h/}, check: {timings: {total: {lt: 1s}}}}]}]"],
                "times are judged by thresholds under load"
            ),
            (["scenarios": "[{name: a, steps: [{http: {url: http://h/}}]}]"], "'step' lacks the key 'check'"),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: http://h/, file: x}, check: {status: 200}}]}]"],
                "'file' is not available in this version"
            ),
            (["scenarios": "[{name: a, steps: []}]"], "'steps' is empty"),
            (["scenarios": "[]"], "'scenarios' is empty"), (["thresholds": "[]"], "'thresholds' is empty"),
            (["thresholds": "-"], "'suite' lacks the key 'thresholds'"),
            (["load": "-"], "'suite' lacks the key 'load'"),
            (
                [
                    "scenarios":
                        "[{name: a, steps: [{http: {url: http://h/}, check: {status: 200}}]}, {name: a, steps: [{http: {url: http://h/}, check: {status: 200}}]}]"
                ], "a scenario 'a' stands already above"
            ),
            (["load": "{users: 0, duration: 1s}"], "'users' wants a whole number from 1 to 100000, found `0`"),
            (["load": "{users: 1}"], "'load' says nothing to do"),
            (["load": "{users: 1, duration: 1s, iterations: 5}"], "'load' has 'duration' and 'iterations'"),
            (["load": "{users: 1, duration: 10}"], "'duration' wants a duration, found `10`"),
            (["thresholds": "[{expr: p95(respons) < 1s}]"], "`p95(respons) < 1s`: 'respons' is no metric"),
            (
                ["thresholds": "[{expr: count(dropped) < 1}]"],
                "count(dropped): a closed model drops no starts, so this could never be known"
            ),
            (["thresholds": "[{expr: \"p95(response{step=b}) < 1s\"}]"], "no step 'b'"),
            (
                ["scenarios": "[{name: a, steps: [{http: {url: http://h/}, check: {version: HTTP/1.1}}]}]"],
                "'version' is nothing that a request under load finds out"
            ),
            (["thresholds": "[{expr: \"p95(response{scenario=b}) < 1s\"}]"], "no scenario 'b'"),
            (
                ["thresholds": "[{expr: p95(response) < 1s}, {expr: \"p95( response )  < 1000ms\"}]"],
                "the threshold 'p95(response) < 1000 ms' stands already above"
            ),
            (
                ["thresholds": "[{expr: p95(response) < 1s, severity: bock}]"],
                "'severity' wants one of block, warn, info, valid, found `bock`"
            ),
        ] as [([String: String], String)])
    func refused(replaced: [String: String], problem: String) {
        let written = Written.action(.performance, text(replaced))
        #expect(written.action == nil)
        #expect(written.problems.contains { $0.contains(problem) }, "\(written.problems)")
    }

    @Test(
        "a threshold's mistake is shown where it is in the line",
        arguments: [
            ("thresholds: [{expr: p95(respons) < 1s}]", "1:25 "),
            ("thresholds: [{expr: \"p95(respons) < 1s\"}]", "1:26 "),
            ("thresholds:\n  - expr: p95(response) < 5\n", "2:28 "),
        ])
    func place(line: String, place: String) {
        let written = Written.action(.performance, line + "\n" + text(["thresholds": "-"]))
        #expect(written.problems.first?.hasPrefix(place) == true, "\(written.problems)")
    }

    @Test("a selector * is one threshold for each scenario")
    func everyScenario() throws {
        let two =
            "[{name: a, steps: [{http: {url: http://h/}, check: {status: 200}}]}, {name: b, steps: [{http: {url: http://h/}, check: {status: 200}}]}]"
        let written = Written.action(
            .performance,
            text([
                "scenarios": two,
                "thresholds":
                    "[{expr: \"p95(response{scenario=*}) <= 1s\", severity: warn}, {expr: ratio(errors) < 1%, severity: valid}]",
            ]))
        let units = try #require(written.action).units
        #expect(
            units.map(\.id) == [
                "load/measurement", "load/p95(response{scenario=a}) <= 1000 ms",
                "load/p95(response{scenario=b}) <= 1000 ms", "load/ratio(errors) < 1 %",
                "load/count(errors) <= 0",
            ])
        #expect(units.map(\.severity) == [.block, .warn, .warn, .block, .block])
    }

    @Test(
        "without a blocking limit on errors none is allowed",
        arguments: [
            ("{expr: p95(response) < 1s}", true), ("{expr: ratio(errors) <= 1%, severity: warn}", true),
            ("{expr: ratio(errors) <= 1%, severity: valid}", true),
            ("{expr: rate(errors) > 0rps}", true), ("{expr: ratio(checks) <= 99%}", true),
            ("{expr: \"ratio(errors{step=s}) <= 1%\"}", true),
            ("{expr: ratio(errors) <= 1%}", false), ("{expr: count(errors) < 5}", false),
            ("{expr: rate(errors) < 5rps}", false), ("{expr: ratio(checks) >= 99%}", false),
            ("{expr: \"ratio(errors{scenario=a}) <= 1%\"}", false),
            ("{expr: \"ratio(errors{scenario=*}) <= 1%\"}", false),
        ])
    func impliedLimit(threshold: String, isImplied: Bool) throws {
        let steps = "[{name: a, steps: [{name: s, http: {url: http://h/}, check: {status: 200}}]}]"
        let written = Written.action(
            .performance,
            text(["load": "{users: 1, duration: 1s}", "scenarios": steps, "thresholds": "[\(threshold)]"]))
        #expect(try #require(written.action).units.contains { $0.id == "load/count(errors) <= 0" } == isImplied)
    }

    // MARK: Running

    private func run(
        _ text: String, scope: Scope = Scope(), redactor: Redactor = Redactor(), within time: Duration = .seconds(30)
    ) async throws -> SuiteOutcome {
        let written = Written.action(.performance, text, scope: scope)
        guard let action = written.action else {
            throw Written.Invalid(description: written.problems.joined(separator: "; "))
        }
        return await action.run(in: Written.runContext(scope, redactor: redactor, within: time))
    }

    @Test("the sample of an error shows no part of a secret, and is short")
    func secretInSample() async throws {
        let secret = "canary-" + String(repeating: "0123456789", count: 6)
        let body = Array(repeating: secret, count: 100).joined(separator: " ")
        let server = try Answers(answer(body))
        var replaced = step("url: \"\(server.url)/\"", check: "status: 200, body: other")
        replaced["load"] = "{users: 1, iterations: 3}"
        let outcome = try await run(text(replaced), redactor: Redactor([Secret(secret)]))
        let sample = try #require(outcome.load?.errors.first).sample
        #expect(!sample.contains("0123") && !sample.contains("canary"))
        #expect(sample.contains("******** ********") && sample.unicodeScalars.count == 301, "\(sample)")
    }

    @Test("what a user asks for is what the target gets")
    func request() async throws {
        let server = try Answers(answer("{\"ok\": true}", headers: ["X-A: b"]))
        let http =
            "method: PUT, url: \"\(server.url)/a/b?c=d#e\", query: {q: \"x y\"}, headers: {X-One: \"1\"}, auth: {basic: {user: me, password: \"p:w\"}}, json: {n: \"{{n}}\"}"
        var replaced = step(http, check: "status: 2xx, headers: {x-a: b}, json: {ok: true}")
        replaced["load"] = "{users: 1, iterations: 300}"
        let outcome = try await run(
            text(replaced), scope: Scope(["n": Variable("9007199254740993", json: "9007199254740993", origin: "test")]))
        #expect(outcome.cases.map(\.outcome) == [.passed, .passed])
        #expect(outcome.load?.counts.succeeded == 300)
        #expect(outcome.load?.scenarios.map(\.requests) == [300])
        let request = try #require(server.requests.first)
        #expect(request.head.hasPrefix("PUT /a/b?c=d&q=x%20y HTTP/1.1\r\n"))
        #expect(request.header("authorization") == "Basic bWU6cDp3")
        #expect(
            request.header("x-one") == "1" && request.header("user-agent") == "gonogo"
                && request.header("content-type") == "application/json")
        #expect(request.header("host") == "127.0.0.1:\(server.port)")
        #expect(String(decoding: request.body, as: UTF8.self) == "{\"n\":9007199254740993}")
        #expect(server.connections == 1)
    }

    @Test(
        "answers that do not hold what the check asks are errors of their class",
        arguments: [
            ("status: 201", "status"), ("status: [204, 404]", "status"), ("status: 5xx", "status"),
            ("body: other", "check"), ("json: {ok: false}", "check"),
            ("headers: {x-gone: {exists: true}}", "check"), ("status: 200, bytes: 1", "check"),
            ("assert: [{jsonpath: $.gone, exists: true}]", "check"),
        ])
    func errors(check: String, errorClass: String) async throws {
        let server = try Answers(answer("{\"ok\": true}"))
        var replaced = step("url: \"\(server.url)/\"", check: check)
        replaced["load"] = "{users: 1, iterations: 20}"
        let outcome = try await run(text(replaced))
        #expect(outcome.cases.map(\.outcome) == [.passed, .failed])
        #expect(outcome.load?.errors.map(\.errorClass) == [errorClass])
        #expect(outcome.load?.errorRatio == 1)
        #expect(outcome.load?.response == nil)
    }

    @Test("a target that is not there fails the limit on errors, and proves nothing else")
    func nothingThere() async throws {
        let port = try freePort()
        let outcome = try await run(
            text(
                [
                    "load": "{users: 1, duration: 300ms}",
                    "thresholds": "[{expr: ratio(errors) <= 1%}, {expr: p95(response) < 1m}, {expr: p95(ttfb) < 1m}]",
                ], url: "http://127.0.0.1:\(port)/"))
        #expect(outcome.cases.map(\.outcome) == [.passed, .failed, .errored, .errored])
    }

    @Test("a broken validity threshold is no failure of the target")
    func validity() async throws {
        let server = try Answers(answer("x"))
        let outcome = try await run(
            text(["thresholds": "[{expr: rate(started) > 100000000rps, severity: valid}]"], url: server.url))
        #expect(outcome.cases.map(\.outcome) == [.passed, .errored, .passed])
        #expect(outcome.cases.map(\.severity) == [.block, .block, .block])
    }

    @Test("a load that the run's time limit cut off is no valid measurement")
    func cutOff() async throws {
        let server = try Answers(answer("x"))
        let outcome = try await run(
            text(["load": "{users: 1, duration: 60s, think_time: 5ms}"], url: server.url), within: .milliseconds(400))
        #expect(outcome.cases.map(\.outcome) == [.errored, .errored])
        #expect(
            outcome.load?.invalid == [
                "ending: the load hit the run's time limit before its end (limit: the whole load); raise "
                    + "policy.max_duration, or shorten the load"
            ])
    }

    @Test("a target that hangs is an error, however long the suite lets a request take")
    func hanging() async throws {
        let server = try RawServer.silent()
        defer { server.stop() }
        var replaced = step("url: \"\(server.url)/\", timeout: 11s")
        replaced["load"] = "{users: 3, duration: 50ms}"
        let outcome = try await run(text(replaced))
        #expect(outcome.load?.counts.inFlightAtEnd == 0)
        #expect(outcome.cases.map(\.outcome) == [.passed, .failed])
    }

    @Test("in a protected environment a load that changes the target is forbidden")
    func protected() async throws {
        var replaced = step("url: http://127.0.0.1:1/")
        replaced["scenarios"] = replaced["scenarios"]?.replacing("{http", with: "{mutating: true, http")
        let action = try #require(Written.action(.performance, text(replaced)).action)
        var context = Written.runContext()
        context.environment.protected = true
        let outcome = await action.run(in: context)
        #expect(outcome.cases.allSatisfy { $0.outcome == .skipped && $0.isForbidden })
        #expect(outcome.load == nil)
    }
}
