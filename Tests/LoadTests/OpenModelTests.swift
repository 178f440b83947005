import Load
import Testing

@Suite("Open model")
struct OpenModelTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    private func plan(
        _ port: UInt16, _ stages: [LoadStage], arrivals: OpenModel.Arrivals = .constant, maxInFlight: Int = 50,
        warmup: Duration = .zero, steps: [LoadStep]? = nil, threads: Int = 1, drainLimit: Duration = .seconds(2)
    ) throws -> LoadPlan {
        var plan = try LoadPlan.make(
            port: port, length: .duration(stages.reduce(.zero) { $0 + $1.duration } - warmup), steps: steps,
            warmup: warmup, drainLimit: drainLimit, threads: threads)
        plan.model = .open(OpenModel(arrivals: arrivals, stages: stages, maxInFlight: maxInFlight))
        return plan
    }

    @Test("starts exactly what is planned", arguments: [1, 3])
    func planned(threads: Int) throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        let stages = [LoadStage(from: 0, to: 1000, duration: .milliseconds(200)), .hold(1000, .milliseconds(200))]
        let result = try LoadEngine.run(plan(server.port, stages, threads: threads))
        #expect(result.arrivals() == (300, 0))
        #expect(result.counts().succeeded == 300 && server.received == 300, "\(result.failures())")
        #expect(result.count(of: .lag) == 300 && result.ending == .planned)
    }

    @Test("goes on sending while the target hangs, and the wait is in the response time")
    func stall() throws {
        // The first request is answered late; those that were due meanwhile wait for the one user.
        let server = ScriptedServer { request in
            request.numberOnConnection == 0 ? [.wait(.milliseconds(200)), .send(Self.ok)] : [.send(Self.ok)]
        }
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port, timeout: .seconds(5))
        let result = try LoadEngine.run(
            plan(server.port, [.hold(100, .milliseconds(300))], maxInFlight: 1, steps: [step]))
        #expect(result.arrivals() == (30, 0))
        #expect(result.counts().succeeded == 30)
        // Due every 10 ms, the first twenty had to wait for 200 ms less their own due time.
        let late = result.count(of: .response, above: .milliseconds(90))
        #expect((9...30).contains(late), "\(late)")
        #expect(result.count(of: .service, above: .milliseconds(90)) == 1)
        #expect(result.count(of: .wait) >= 19)
        #expect(result.generator.peakInFlight == 1)
    }

    @Test("what was due and never found a user is dropped, not forgotten")
    func dropped() throws {
        let server = ScriptedServer { _ in [.stall] }
        defer { server.stop() }
        let step = try LoadStep.make(port: server.port, timeout: .seconds(5))
        let result = try LoadEngine.run(
            plan(
                server.port, [.hold(100, .milliseconds(200))], maxInFlight: 2, steps: [step],
                drainLimit: .milliseconds(50)))
        #expect(result.arrivals() == (20, 18))
        #expect(result.counts().started == 2 && result.counts().inFlight == 2)
    }

    @Test("the warm-up is the beginning of the schedule, recorded apart")
    func warmup() throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        let result = try LoadEngine.run(
            plan(server.port, [.hold(500, .milliseconds(300))], warmup: .milliseconds(100)))
        #expect(result.warmup.counts.started == 50 && result.counts().started == 100)
        #expect(result.arrivals() == (100, 0) && server.received == 150)
    }

    @Test("scenarios are drawn by arrival, whatever the number of threads")
    func scenarios() throws {
        let server = ScriptedServer(answering: Self.ok)
        defer { server.stop() }
        func counts(threads: Int) throws -> [UInt64] {
            var plan = try plan(server.port, [.hold(1000, .milliseconds(200))], threads: threads)
            let step = try LoadStep.make(port: server.port)
            plan.scenarios = [
                LoadScenario(name: "a", weight: 3, steps: [step]), LoadScenario(name: "b", weight: 1, steps: [step]),
            ]
            return try LoadEngine.run(plan).scenarios.map(\.planned)
        }
        let one = try counts(threads: 1)
        #expect(one.reduce(0, +) == 200 && (120...180).contains(one[0]))
        #expect(try counts(threads: 2) == one)
    }
}
