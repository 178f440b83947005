import Model
import TestSupport
import Testing

@Suite("Steps that try again", .timeLimit(.minutes(1)))
struct StepTests {
    private func run(_ server: Answers, _ more: String, in context: CaseContext? = nil) async throws -> StepResult {
        try await Written.run("{name: s, http: {url: \"\(server.url)/\", timeout: 2s}, \(more)}", in: context)
    }

    @Test("until waits for what comes later, and that is no retry")
    func until() async throws {
        let server = try Answers(
            answer(#"{"state": "WAIT"}"#), answer("busy", status: "503 Busy"), answer(#"{"state": "DONE"}"#))
        let result = try await run(
            server, "retry: {until: [{jsonpath: $.state, eq: DONE}], interval: 1ms}, check: {status: 200}")
        #expect(result.outcome == .passed)
        #expect(result.attempts == 3)
        #expect(!result.passedOnRetry)
        #expect(server.requests.count == 3)
    }

    @Test("until that never holds fails with what was seen last")
    func never() async throws {
        let server = try Answers(answer(#"{"state": "WAIT"}"#))
        let result = try await run(
            server, "retry: {until: [{jsonpath: $.state, eq: DONE}], interval: 1ms, attempts: 3}, check: {status: 200}")
        #expect(result.outcome == .failed)
        #expect(result.attempts == 3)
        #expect(result.refusals == ["until jsonpath $.state: expected \"DONE\", got \"WAIT\" (last of 3 attempts)"])
    }

    @Test("until ends at its time limit")
    func timeLimit() async throws {
        let server = try Answers(answer(#"{"state": "WAIT"}"#))
        let start = ContinuousClock.now
        let result = try await run(
            server, "retry: {until: [{jsonpath: $.state, eq: DONE}], interval: 20ms, timeout: 4s}")
        #expect(result.outcome == .failed)
        #expect(result.attempts > 1)
        #expect(start.duration(to: .now) < .seconds(60))
    }

    @Test("fail_if ends the waiting at once")
    func failIf() async throws {
        let server = try Answers(
            answer(#"{"state": "WAIT"}"#), answer(#"{"state": "FAILED"}"#), answer(#"{"state": "DONE"}"#))
        let result = try await run(
            server,
            "retry: {until: [{jsonpath: $.state, eq: DONE}], fail_if: [{jsonpath: $.state, eq: FAILED}], interval: 1ms}"
        )
        #expect(result.outcome == .failed)
        #expect(result.attempts == 2)
        #expect(result.refusals == ["fail_if jsonpath $.state: expected not \"FAILED\", got \"FAILED\""])
    }

    @Test("without until a pass behind a failure is marked", arguments: [(0, 1, false), (1, 2, true), (2, 3, true)])
    func passedOnRetry(failures: Int, attempts: Int, isMarked: Bool) async throws {
        let server = try Answers { _, number in answer(status: number < failures ? "500 No" : "200 OK") }
        let result = try await run(server, "retry: {attempts: 3, interval: 1ms}, check: {status: 200}")
        #expect(result.outcome == .passed)
        #expect(result.attempts == attempts)
        #expect(result.passedOnRetry == isMarked)
    }

    @Test(
        "attempts are as many as are said, and one without retry",
        arguments: [("retry: {attempts: 4, interval: 1ms}, ", 4), ("", 1)])
    func attempts(retry: String, attempts: Int) async throws {
        let server = try Answers(answer(status: "500 No"))
        let result = try await run(server, "\(retry)check: {status: 200}")
        #expect(result.outcome == .failed)
        #expect(result.attempts == attempts && server.requests.count == attempts)
        #expect(result.refusals == ["status: expected 200, got 500"])
    }

    @Test("a connection that breaks is tried again like any failure")
    func brokenConnection() async throws {
        let server = try RawServer { connection in
            guard let request = connection.readRequest() else { return }
            if request.path == "/" { connection.reset() }
        }
        defer { server.stop() }
        let result = try await Written.run(
            "{http: {url: \"\(server.url)/\", timeout: 1s}, retry: {attempts: 2, interval: 1ms}, check: {status: 200}}")
        #expect(result.outcome == .failed)
        #expect(result.attempts == 2)
        #expect(result.observations.first?.errorClass == "reset")
    }

    @Test("a step never runs past its case's deadline")
    func deadline() async throws {
        let server = try RawServer.silent()
        defer { server.stop() }
        let start = ContinuousClock.now
        let result = try await Written.run(
            "{http: {url: \"\(server.url)/\"}, retry: {attempts: 100, interval: 1ms}, check: {status: 200}}",
            in: Written.context(within: .milliseconds(200)))
        #expect(result.outcome == .failed)
        #expect(result.observations.first?.errorClass == "timeout")
        #expect(start.duration(to: .now) < .seconds(60))
    }

    @Test("cancelling ends the waiting", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let server = try Answers(answer(#"{"state": "WAIT"}"#))
        let step = try #require(
            Written.step(
                "{http: {url: \"\(server.url)/\"}, retry: {until: [{jsonpath: $.state, eq: DONE}], interval: 30s, timeout: 1h}}"
            ).action)
        let task = Task { await step.run(in: Written.context(within: .seconds(3_600))) }
        while server.requests.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value.attempts <= 2)
    }

    // MARK: Captures

    @Test("captured values keep their type and every digit")
    func captures() async throws {
        let server = try Answers(
            answer(
                #"{"id": 9007199254740993, "price": 1.50, "name": "x", "list": [1, 2], "no": null}"#,
                headers: ["X-Id: 7", "Set-Cookie: sid=abc"]))
        let context = Written.context()
        let result = try await run(
            server,
            "check: {status: 200}, capture: {id: {jsonpath: $.id}, price: {jsonpath: $.price}, name: {jsonpath: $.name}, many: {jsonpath: \"$.list[*]\"}, "
                + "no: {jsonpath: $.no}, head: {header: x-id}, sid: {cookie: sid}, code: {status: true}, found: {regex: '\"name\": \"(.)\"'}}",
            in: context)
        #expect(result.outcome == .passed)
        #expect(
            ["id", "price", "name", "many", "no", "head", "sid", "code", "found"].map { context.scope[$0]?.text }
                == ["9007199254740993", "1.50", "x", "[1,2]", "null", "7", "abc", "200", "x"])
        #expect(
            ["id", "price", "name", "many", "no", "head", "code"].map { context.scope[$0]?.json } == [
                "9007199254740993", "1.50", nil, "[1,2]", "null", nil, "200",
            ])
        #expect(context.scope["id"]?.origin == "captured by 's'")
        let echo = try Answers { request, _ in answer(String(decoding: request.body, as: UTF8.self)) }
        _ = try await run(echo, "check: {status: 200}", in: context)
        let next = try await Written.run(
            "{http: {url: \"\(echo.url)/\", json: {id: \"{{id}}\", text: \"n{{id}}\", price: \"{{price}}\", many: \"{{many}}\", no: \"{{no}}\", head: \"{{head}}\"}}, check: {status: 200}}",
            in: context)
        #expect(next.outcome == .passed)
        #expect(
            echo.requests.last.map { String(decoding: $0.body, as: UTF8.self) }
                == #"{"id":9007199254740993,"text":"n9007199254740993","price":1.50,"many":[1,2],"no":null,"head":"7"}"#
        )
    }

    @Test("a value that is not there fails the step, even where every check passes")
    func missingCapture() async throws {
        let server = try Answers(answer("{}"))
        let result = try await run(server, "check: {status: 200}, capture: {id: {jsonpath: $.id}}")
        #expect(result.outcome == .failed)
        #expect(result.refusals == ["capture id: expected a value from jsonpath $.id, got nothing"])
    }

    @Test("a check may speak of what the same step captured")
    func sameStep() async throws {
        let server = try Answers(answer(#"{"a": 1, "b": 1}"#))
        #expect(
            try await run(server, "capture: {a: {jsonpath: $.a}}, check: {assert: [{jsonpath: $.b, eq: \"{{a}}\"}]}")
                .outcome == .passed)
    }

    @Test(
        "a captured secret stands nowhere in a result",
        arguments: [
            "check: {assert: [{jsonpath: $.token, eq: other}]}", "check: {json: {token: other}}", "check: {body: x}",
            "check: {assert: [{regex: '(.+)', eq: x}]}",
            "retry: {until: [{jsonpath: $.token, eq: other}], attempts: 2, interval: 1ms}",
            "retry: {until: [{status: 404}], fail_if: [{jsonpath: $.token, exists: true}], interval: 1ms}",
            "check: {assert: [{jsonpath: $.token, ne: \"{{token}}\"}]}",
        ])
    func secrets(more: String) async throws {
        let secret = "correct-horse-battery"
        let server = try Answers(answer("{\"token\": \"\(secret)\"}", headers: ["X-Token: \(secret)"]))
        let result = try await run(server, "\(more), capture: {token: {jsonpath: $.token, secret: true}}")
        #expect(result.outcome == .failed)
        #expect(!"\(result)".contains(secret))
        #expect("\(result)".contains(Redactor.mask))
    }

    @Test(
        "what a target sends is cut to a readable length",
        arguments: ["check: {body: x}", "retry: {until: [{body: x}], attempts: 1}"])
    func long(more: String) async throws {
        let server = try Answers(answer(String(repeating: "y", count: 50_000)))
        let result = try await run(server, more)
        #expect(result.outcome == .failed)
        #expect(result.observations.allSatisfy { $0.actual.count < 500 })
    }
}
