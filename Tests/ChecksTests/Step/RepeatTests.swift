import Model
import TestSupport
import Testing

@Suite("Steps that repeat", .timeLimit(.minutes(1)))
struct RepeatTests {
    private func run(_ server: Answers, _ more: String) async throws -> StepResult {
        try await Written.run("{name: s, http: {url: \"\(server.url)/\", timeout: 2s}, \(more)}")
    }

    @Test("check is about the one behind the earlier ones, which have a check of their own")
    func last() async throws {
        let server = try Answers { _, number in answer(status: number < 10 ? "200 OK" : "429 Too Many") }
        let result = try await run(server, "repeat: {earlier: 10, check: {status: 2xx}}, check: {status: 429}")
        #expect(result.outcome == .passed)
        #expect(result.attempts == 11 && !result.passedOnRetry)
        #expect(server.requests.count == 11)
    }

    @Test("without a limit the last one fails")
    func noLimit() async throws {
        let server = try Answers(answer())
        let result = try await run(server, "repeat: {earlier: 2}, check: {status: 429}")
        #expect(result.refusals == ["status: expected 429, got 200"])
        #expect(server.requests.count == 3)
    }

    @Test("the first of the earlier ones that is wrong ends the step, and nothing of it is captured")
    func earlier() async throws {
        let server = try Answers { _, number in answer("no", status: number < 3 ? "200 OK" : "429 Too Many") }
        let result = try await run(
            server, "repeat: {earlier: 10, check: {status: 2xx}}, check: {status: 429}, capture: {x: {jsonpath: $.x}}")
        #expect(result.refusals == ["status: expected 2xx, got 429 (4 of 10 earlier ones)"])
        #expect(server.requests.count == 4)
    }

    @Test("a connection that breaks in between is the target's failure")
    func broken() async throws {
        let server = try Answers { _, number in number < 2 ? answer() : "garbage\r\n\r\n" }
        let result = try await run(server, "repeat: {earlier: 5}, check: {status: 429}")
        #expect(result.outcome == .failed)
        #expect(result.attempts == 3)
    }

    @Test("attempts slower than the limit's time tell nothing")
    func tooSlow() async throws {
        let server = try Answers(answer())
        let result = try await run(server, "repeat: {earlier: 1000, within: 1ms}, check: {status: 200}")
        #expect(result.outcome == .errored)
        #expect(result.refusals[0].hasPrefix("repeat: expected 1001 begun within 1 ms, got "))
        #expect(server.requests.count < 1000)
    }

    @Test(
        "nonsense is refused",
        arguments: [
            ("repeat: {earlier: 1001}, check: {status: 200}", "wants a whole number from 1 to 1000"),
            ("repeat: {check: {status: 200}}, check: {status: 200}", "lacks the key 'earlier'"),
            ("repeat: {earlier: 2}, retry: {attempts: 2}, check: {status: 200}", "either 'repeat' or 'retry'"),
            ("repeat: {earlier: 2, check: {exit_code: 0}}, check: {status: 200}", "could never hold"),
            ("repeat: {earlier: 2}", "the step checks nothing"),
        ])
    func nonsense(keys: String, problem: String) {
        let problems = Written.step("{http: {url: \"http://h/\"}, \(keys)}").problems
        #expect(problems.count == 1 && problems[0].contains(problem), "\(problems)")
    }

    @Test("it is counted in the plan, and active is told apart from mutating")
    func planned() throws {
        let step = try #require(
            Written.step("{active: true, http: {url: \"http://h/\"}, repeat: {earlier: 4}, check: {status: 1xx}}")
                .action)
        #expect(step.leastRequests == 5)
        #expect(step.isActive && !step.isMutating)
    }
}
