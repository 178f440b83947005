import Load
import Testing

@Suite("Load engine", .serialized)
struct LoadEngineTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

    @Test("counts agree with the server's own, over kept connections")
    func counts() throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        let result = try LoadEngine.run(.make(port: server.port, users: 8, length: .iterations(2000)))
        let counts = result.counts()
        #expect(counts.succeeded == 2000 && counts.started == 2000 && server.received == 2000)
        #expect(counts.failed == 0 && counts.inFlight == 0 && counts.reconnectRetries == 0)
        #expect(counts.connectionsOpened == 8 && server.connections == 8)
        #expect(counts.bytesIn == 2000 * UInt64(Self.ok.utf8.count))
        #expect(result.ending == .planned)
        #expect(result.scenarios[0].iterations == 2000)
        for metric in [LoadMetric.response, .service, .ttfb, .iteration] {
            #expect(result.count(of: metric) == 2000, "\(metric)")
        }
        #expect(result.count(of: .connect) == 8)
        #expect(result.count(of: .failure) == 0)
        let slices = result.scenarios[0].steps[0].slices
        #expect(slices.map(\.succeeded).reduce(0, +) == 2000 && slices.map(\.response.count).reduce(0, +) == 2000)
        let merged = slices.reduce(into: Distribution()) { $0.merge($1.response.distribution) }
        #expect(merged == result.distribution(of: .response))
        #expect(result.arrivals() == (2000, 0))
        #expect(result.scenarios[0].steps[0].statuses == [.init(status: 200, count: 2000)])
    }

    @Test("completed and in flight together are what the server received, also when time ends the run")
    func countsByDuration() throws {
        let server = ScriptedServer { request in
            request.numberOnConnection % 10 == 9
                ? [.send("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")] : [.send(Self.ok)]
        }
        defer { server.stop() }
        let result = try LoadEngine.run(
            .make(port: server.port, users: 6, length: .duration(.milliseconds(200)), threads: 2))
        let counts = result.counts()
        #expect(counts.succeeded > 0 && counts.failed > 0)
        #expect(counts.started == counts.completed + counts.inFlight)
        #expect(counts.started == UInt64(server.received), "\(counts) \(result.failures()) \(result.ending)")
        #expect(result.count(of: .response) == counts.succeeded)
        #expect(result.count(of: .failure) == counts.failed)
        #expect(result.generator.threads == 2)
    }

    struct Shape: CustomTestStringConvertible {
        var testDescription: String
        var answer: [ScriptedServer.Action]
        var method = "GET"
        var connections = 1
    }

    static let shapes: [Shape] = [
        Shape(
            testDescription: "chunked",
            answer: [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")]),
        Shape(
            testDescription: "ended by closing", answer: [.send("HTTP/1.1 200 OK\r\n\r\nhello"), .close], connections: 5
        ),
        Shape(
            testDescription: "announcing the close",
            answer: [.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"), .close],
            connections: 5),
        Shape(
            testDescription: "to HEAD", answer: [.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")], method: "HEAD"),
        Shape(testDescription: "without content", answer: [.send("HTTP/1.1 204 No Content\r\n\r\n")]),
        Shape(testDescription: "byte by byte", answer: [.drip(ok, every: .microseconds(20))]),
        Shape(
            testDescription: "a megabyte long",
            answer: [
                .send("HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n" + String(repeating: "x", count: 1 << 20))
            ]),
        Shape(
            testDescription: "after interim responses",
            answer: [.send("HTTP/1.1 100 Continue\r\n\r\n"), .wait(.milliseconds(2)), .send(ok)]),
    ]

    @Test("takes every shape of response", arguments: shapes)
    func takes(_ shape: Shape) throws {
        let server = ScriptedServer { _ in shape.answer }
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port, method: shape.method, timeout: .seconds(3))
        let result = try LoadEngine.run(.make(port: server.port, length: .iterations(5), steps: [step]))
        #expect(result.counts().succeeded == 5, "\(result.failures())")
        #expect(server.received == 5)
        #expect(result.counts().connectionsOpened == UInt64(shape.connections))
    }

    struct Trouble: CustomTestStringConvertible {
        var answer: [ScriptedServer.Action]
        var failureClass: FailureClass
        var phase: FailurePhase
        var maxBody = 16 << 20
        var testDescription: String { "\(failureClass) in \(phase): \(String(describing: answer).prefix(60))" }

        init(
            _ answer: ScriptedServer.Action..., is failureClass: FailureClass, in phase: FailurePhase,
            maxBody: Int = 16 << 20
        ) {
            self.answer = answer
            self.failureClass = failureClass
            self.phase = phase
            self.maxBody = maxBody
        }
    }

    private static let longHead = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"

    static let troubles: [Trouble] = [
        Trouble(.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"), is: .status, in: .judgement),
        Trouble(.send("garbage garbage garbage\r\n\r\n"), is: .protocol, in: .head),
        Trouble(.send("SSH-2.0-x"), .stall, is: .protocol, in: .head),
        Trouble(.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), is: .protocol, in: .head),
        Trouble(.send(ok + "and more"), is: .protocol, in: .body),
        Trouble(.send(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 50)), is: .protocol, in: .head),
        Trouble(.send(longHead + "part"), .close, is: .protocol, in: .body),
        Trouble(
            .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n"), .close, is: .protocol, in: .body),
        Trouble(.send("HTTP/1.1 200 OK\r\nX: "), .close, is: .protocol, in: .head),
        Trouble(.send(longHead + "part"), .wait(.milliseconds(20)), .reset, is: .reset, in: .body),
        Trouble(.reset, is: .reset, in: .firstByte),
        Trouble(.close, is: .reset, in: .firstByte),
        Trouble(.stall, is: .timeout, in: .firstByte),
        Trouble(.send(longHead), .stall, is: .timeout, in: .body),
        Trouble(.drip(longHead, every: .milliseconds(100)), is: .timeout, in: .head),
        Trouble(.send(longHead), is: .tooLarge, in: .head, maxBody: 50),
        Trouble(
            .send("HTTP/1.1 200 OK\r\n\r\n"), .send(String(repeating: "x", count: 100_000)), .stall, is: .tooLarge,
            in: .body, maxBody: 1000),
    ]

    @Test("names every kind of trouble, and never calls it success", arguments: troubles)
    func names(_ trouble: Trouble) throws {
        let server = ScriptedServer { _ in trouble.answer }
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port, maxBody: trouble.maxBody)
        let result = try LoadEngine.run(.make(port: server.port, users: 2, length: .iterations(2), steps: [step]))
        #expect(result.counts().succeeded == 0)
        #expect(result.counts().failed == 2)
        #expect(result.counts().timedOut == (trouble.failureClass == .timeout ? 2 : 0))
        #expect(result.failureRatio() == 1)
        #expect(result.distribution(of: .response).isEmpty)
        #expect(result.distribution(of: .failure).count == 2)
        #expect(result.scenarios[0].abandonedIterations == 2)
        let failures = result.failures()
        #expect(failures.map(\.failureClass) == [trouble.failureClass])
        #expect(failures.map(\.phase) == [trouble.phase])
        #expect(failures.map(\.blame) == [.target])
        #expect(failures.allSatisfy { $0.sample.hasPrefix("GET / at 127.0.0.1:") })
    }

    @Test("a time-out counts with the time-out's value")
    func timeoutValue() throws {
        let server = ScriptedServer { _ in [.stall] }
        defer { server.stop() }
        let result = try LoadEngine.run(.make(port: server.port, users: 3, length: .iterations(3)))
        let least = try #require(result.value(.min, of: .failure))
        #expect(least >= .milliseconds(300))
        #expect(result.counts().timedOut == 3)
    }

    @Test("a request is sent again once when its kept connection was closed, and that is counted")
    func reconnect() throws {
        let server = ScriptedServer { $0.numberOnConnection == 0 ? [.send(Self.ok)] : [.close] }
        defer { server.stop() }
        let result = try LoadEngine.run(.make(port: server.port, length: .iterations(4)))
        #expect(result.counts().succeeded == 4 && result.counts().failed == 0)
        #expect(result.counts().reconnectRetries == 3)
        #expect(server.connections == 4 && server.received == 7)
    }

    @Test("a request that is not safe to repeat fails instead")
    func noReconnect() throws {
        let server = ScriptedServer { $0.numberOnConnection == 0 ? [.send(Self.ok)] : [.close] }
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port, method: "POST", body: Array("x".utf8))
        let result = try LoadEngine.run(.make(port: server.port, length: .iterations(4), steps: [step]))
        #expect(result.counts().succeeded == 2 && result.counts().failed == 2)
        #expect(result.counts().reconnectRetries == 0)
        #expect(result.failures().map(\.failureClass) == [.reset])
    }

    @Test("a closed port is a connect failure, and its users pause")
    func refused() throws {
        let server = ScriptedServer(answering: Self.ok)
        server.stop()
        let result = try LoadEngine.run(
            .make(port: server.port, users: 2, length: .duration(.milliseconds(250))))
        #expect((2...8).contains(result.counts().failed))
        #expect(result.failures().map(\.failureClass) == [.connect])
        #expect(result.failures().map(\.blame) == [.target])
    }

    @Test("a name that does not resolve starts nothing and is nobody's request")
    func unresolvable() throws {
        let step = try LoadStep.make(port: 80, host: "no-such-host.invalid")
        var plan = try LoadPlan.make(port: 80, steps: [step])
        plan.resolveTimeout = .milliseconds(500)
        let result = try LoadEngine.run(plan)
        #expect(result.ending == .notStarted)
        #expect(result.counts() == LoadCounts())
        #expect(result.failures().map(\.failureClass) == [.dns])
        #expect(result.failures().map(\.blame) == [.generator])
        #expect(result.failureRatio() == nil)
    }

    @Test("another of a name's addresses is tried when the first refuses")
    func localhost() throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port, host: "localhost")
        let result = try LoadEngine.run(.make(port: server.port, steps: [step]))
        #expect(result.counts().succeeded == 10, "\(result.failures())")
    }

    @Test("a request larger than the kernel takes at once is sent to its end")
    func largeRequest() throws {
        let server = ScriptedServer {
            [.send("HTTP/1.1 200 OK\r\nX-Count: \($0.bodyCount)\r\nContent-Length: 0\r\n\r\n")]
        }
        defer { server.stop() }
        let body = [UInt8](repeating: UInt8(ascii: "b"), count: 6 << 20)
        let step = try LoadStep.make(port: server.port, method: "PUT", body: body, timeout: .seconds(5)) {
            response, _ in
            String(decoding: response.head, as: UTF8.self).contains("X-Count: 6291456\r\n") ? nil : "not all arrived"
        }
        let result = try LoadEngine.run(.make(port: server.port, length: .iterations(2), steps: [step]))
        #expect(result.counts().succeeded == 2, "\(result.failures())")
        #expect(result.counts().bytesOut > 12 << 20)
    }

    @Test("a check sees head and body, and its complaint is the sample")
    func checks() throws {
        let server = ScriptedServer { request in
            [
                .send(
                    "HTTP/1.1 200 OK\r\nX-Number: \(request.numberOnConnection)\r\nTransfer-Encoding: chunked\r\n\r\n"),
                .send("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"),
            ]
        }
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port) { response, _ in
            guard response.status == 200, Array(response.body) == Array("hello".utf8) else { return "wrong body" }
            return String(decoding: response.head, as: UTF8.self).contains("X-Number: 3\r\n") ? "number 3 came" : nil
        }
        let result = try LoadEngine.run(.make(port: server.port, steps: [step]))
        #expect(result.counts().succeeded == 9 && result.counts().failed == 1)
        #expect(result.failures().map(\.failureClass) == [.check])
        #expect(result.failures()[0].sample.hasSuffix("number 3 came"))
    }

    @Test("steps follow each other, and a failed one ends the iteration")
    func steps() throws {
        let server = ScriptedServer { request in
            request.target == "/b" && request.numberOnConnection > 2
                ? [.send("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")] : [.send(Self.ok)]
        }
        defer { server.stop() }
        let steps = try ["a", "b", "c"].map { try LoadStep.make($0, port: server.port, target: "/\($0)") }
        let result = try LoadEngine.run(.make(port: server.port, length: .iterations(5), steps: steps))
        func succeeded(_ step: String) -> UInt64 { result.counts(LoadSelector(scenario: "only", step: step)).succeeded }
        #expect(succeeded("a") == 5 && succeeded("b") == 1 && succeeded("c") == 1)
        #expect(result.counts(LoadSelector(step: "b")).failed == 4)
        #expect(result.scenarios[0].iterations == 1 && result.scenarios[0].abandonedIterations == 4)
        #expect(result.count(of: .iteration) == 1)
        #expect(!result.hasMatch(LoadSelector(scenario: "other")))
    }

    @Test("scenarios are drawn by weight, and the same seed draws the same")
    func weights() throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        func counts(seed: UInt64) throws -> [UInt64] {
            var plan = try LoadPlan.make(port: server.port, length: .iterations(400), seed: seed)
            let step = try LoadStep.make(port: server.port)
            plan.scenarios = [
                LoadScenario(name: "often", weight: 3, steps: [step]),
                LoadScenario(name: "seldom", weight: 1, steps: [step]),
            ]
            return try LoadEngine.run(plan).scenarios.map(\.iterations)
        }
        let first = try counts(seed: 7)
        #expect(try counts(seed: 7) == first)
        #expect(try counts(seed: 8) != first)
        #expect((260...340).contains(first[0]) && first[0] + first[1] == 400)
    }

    @Test("the warm-up is recorded apart")
    func warmup() throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        let result = try LoadEngine.run(
            .make(port: server.port, users: 2, length: .duration(.milliseconds(100)), warmup: .milliseconds(100)))
        let warm = result.warmup.counts
        #expect(warm.completed > 0 && result.counts().completed > 0)
        #expect(result.counts().connectionsOpened == 0 && warm.connectionsOpened == 2)
        #expect(warm.started + result.counts().started == UInt64(server.received))
        #expect(result.warmup.response.count == warm.succeeded)
        #expect(result.count(of: .response) == result.counts().succeeded)
    }

    @Test("users think between iterations")
    func thinkTime() throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        let result = try LoadEngine.run(
            .make(
                port: server.port, users: 4, thinkTime: .constant(.milliseconds(50)),
                length: .duration(.milliseconds(220))))
        // Four users, first at 0, 12.5, 25 and 37.5 ms, then at most every 50 ms.
        #expect((4...18).contains(result.counts().started))
        #expect(result.count(of: .lag) == result.counts().started)
    }

    @Test("a stop ends a run whose every connection stalls, and tells what was in flight")
    func stop() throws {
        let server = ScriptedServer { _ in [.stall] }
        defer { server.stop() }
        let control = LoadControl()
        let stopper = Stopper(control: control, when: { control.progress?.inFlight == 5 })
        let step = try LoadStep.make(port: server.port, timeout: .seconds(60))
        let begun = ContinuousClock.now
        let result = try LoadEngine.run(
            .make(
                port: server.port, users: 5, length: .duration(.seconds(60)), steps: [step], maxDuration: .seconds(100)),
            control: control)
        stopper.join()
        #expect(ContinuousClock.now - begun < .seconds(15))
        #expect(result.ending == .stopped)
        #expect(result.counts().inFlight == 5 && result.counts().started == 5 && result.counts().completed == 0)
        #expect(control.progress?.total.started == 5)
    }

    @Test("max_duration holds against a server that drips")
    func maxDuration() throws {
        let server = ScriptedServer { _ in [.drip(Self.ok, every: .milliseconds(200))] }
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port, timeout: .seconds(60))
        let begun = ContinuousClock.now
        let result = try LoadEngine.run(
            .make(port: server.port, users: 2, steps: [step], maxDuration: .milliseconds(300)))
        #expect(ContinuousClock.now - begun < .seconds(15))
        #expect(result.ending == .maxDuration)
        #expect(result.counts().inFlight == 2)
    }

    @Test("what is in flight at the end is waited for, up to the drain limit")
    func drain() throws {
        let server = ScriptedServer { _ in [.wait(.milliseconds(150)), .send(Self.ok)] }
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port, timeout: .seconds(5))
        let patient = try LoadEngine.run(
            .make(port: server.port, users: 2, length: .duration(.milliseconds(50)), steps: [step]))
        #expect(patient.counts().succeeded == 2 && patient.counts().inFlight == 0)
        let hasty = try LoadEngine.run(
            .make(
                port: server.port, users: 2, length: .duration(.milliseconds(50)), steps: [step],
                drainLimit: .milliseconds(10)))
        #expect(hasty.counts().succeeded == 0 && hasty.counts().inFlight == 2)
    }

    @Test("bytes on an idle connection close it and are counted")
    func unsolicited() throws {
        let server = ScriptedServer { _ in
            [.send(Self.ok), .wait(.milliseconds(10)), .send("HTTP/1.1 408 Late\r\n\r\n")]
        }
        defer { server.stop() }
        let result = try LoadEngine.run(
            .make(port: server.port, thinkTime: .constant(.milliseconds(40)), length: .iterations(3)))
        #expect(result.counts().succeeded == 3 && result.counts().failed == 0)
        #expect(result.generator.unsolicited == 2)
        #expect(result.counts().connectionsOpened == 3)
    }

    @Test("results of two generators merge")
    func merge() throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        let one = try LoadEngine.run(.make(port: server.port))
        var both = try LoadEngine.run(.make(port: server.port, users: 3, length: .iterations(30)))
        both.merge(one)
        #expect(both.counts().succeeded == 40 && both.count(of: .service) == 40)
        #expect(both.generator.threads == 2 && both.scenarios[0].iterations == 40)
    }
}
