import Load
import Synchronization
import Testing

@Suite("Values, cookies and connections under load")
struct FlowTests {
    private static func answer(_ headers: String = "", _ body: String) -> String {
        "HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test("a captured value flows to later steps of its own user, encoded for its place")
    func captures() throws {
        let heads = Mutex<[String]>([])
        let server = ScriptedServer { request in
            heads.withLock { $0.append(request.head) }
            return [.send(Self.answer("", request.target == "/login" ? "a b&\"\(request.connection)" : "x"))]
        }
        defer { server.stop() }
        let login = try LoadStep.make("login", port: server.port, target: "/login") { response, variables in
            variables[0] = LoadValue(Array(response.body))
            return nil
        }
        var use = login
        use.check = nil
        use.request = try RequestTemplate(
            method: "POST", target: [.text("/use?q="), .variable(0, .percent)],
            headers: [.init(name: "X-Token", value: [.text("t "), .variable(0, .header)])],
            body: [.text("{\"v\":"), .variable(0, .jsonValue), .text("}")])
        var plan = try LoadPlan.make(port: server.port, users: 2, length: .iterations(4), steps: [login, use])
        plan.variables = 1
        let result = try LoadEngine.run(plan)
        #expect(result.counts().succeeded == 8, "\(result.failures())")
        let uses = heads.withLock { $0 }.filter { $0.hasPrefix("POST") }
        #expect(Set(uses.map { $0.prefix { $0 != "\r" } }).count == 2)
        for head in uses {
            let user = head.contains("%220 HTTP") ? 0 : 1
            #expect(head.hasPrefix("POST /use?q=a%20b%26%22\(user) HTTP/1.1\r\n"))
            #expect(head.contains("\r\nX-Token: t a b&\"\(user)\r\n"))
            #expect(head.hasSuffix("\r\nContent-Length: \("{\"v\":\"a b&\\\"0\"}".utf8.count)"))
        }
    }

    @Test(
        "a value that would break out of its place fails the request instead",
        arguments: [("a\r\nX: y", RequestTemplate.Encoding.header), ("a b", .target), ("a\0", .header)])
    func injection(_ value: String, _ encoding: RequestTemplate.Encoding) throws {
        let server = ScriptedServer(answering: Self.answer("", ""))
        defer { server.stop() }
        let set = try LoadStep.make("set", port: server.port) { _, variables in
            variables[0] = LoadValue(value)
            return nil
        }
        var use = set
        use.check = nil
        use.name = "use"
        use.request = try RequestTemplate(
            method: "GET", target: encoding == .target ? [.text("/"), .variable(0, .target)] : [.text("/")],
            headers: encoding == .header ? [.init(name: "X", value: [.variable(0, .header)])] : [], body: [])
        var plan = try LoadPlan.make(port: server.port, length: .iterations(2), steps: [set, use])
        plan.variables = 1
        let result = try LoadEngine.run(plan)
        #expect(server.received == 2)
        #expect(result.counts(LoadSelector(step: "use")).failed == 2)
        #expect(result.failures().map(\.failureClass) == [.check])
        #expect(!result.failures()[0].sample.contains("X: y"))
    }

    @Test("feeders deal rows by iteration, in order, and again from the first")
    func feeders() throws {
        let targets = Mutex<[String]>([])
        let server = ScriptedServer { request in
            targets.withLock { $0.append(request.target) }
            return [.send(Self.answer("", ""))]
        }
        defer { server.stop() }
        var step = try LoadStep.make(port: server.port)
        step.request = try RequestTemplate(
            method: "GET", target: [.text("/"), .variable(0, .percent)], headers: [], body: [])
        var plan = try LoadPlan.make(port: server.port, length: .iterations(7), steps: [step])
        plan.variables = 1
        plan.feeders = [LoadFeeder(variables: [0], rows: ["a", "b", "c"].map { [LoadValue($0)] })]
        _ = try LoadEngine.run(plan)
        #expect(targets.withLock { $0 } == ["/a", "/b", "/c", "/a", "/b", "/c", "/a"])
        plan.feeders[0].order = .shuffled
        targets.withLock { $0 = [] }
        _ = try LoadEngine.run(plan)
        let shuffled = targets.withLock { $0 }
        #expect(Set(shuffled.prefix(3)) == ["/a", "/b", "/c"] && Array(shuffled[3..<6]) == Array(shuffled[..<3]))
    }

    @Test("a user sends back the cookies it was given, in that iteration, and nobody else's")
    func cookies() throws {
        let seen = Mutex<[String]>([])
        let server = ScriptedServer { request in
            let cookie = request.head.split(separator: "\r\n").first { $0.hasPrefix("Cookie: ") } ?? "none"
            seen.withLock { $0.append("\(request.target) \(cookie)") }
            let sets = request.target == "/a" ? "Set-Cookie: s=\(request.connection); Path=/; HttpOnly\r\n" : ""
            return [.send(Self.answer(sets, ""))]
        }
        defer { server.stop() }
        let steps = try [
            LoadStep.make("a", port: server.port, target: "/a"), LoadStep.make("b", port: server.port, target: "/b"),
        ]
        var plan = try LoadPlan.make(port: server.port, users: 2, length: .iterations(6), steps: steps)
        let result = try LoadEngine.run(plan)
        #expect(result.counts().succeeded == 12)
        let lines = Set(seen.withLock { $0 })
        #expect(lines == ["/a none", "/b Cookie: s=0", "/b Cookie: s=1"])
        plan.cookies = false
        seen.withLock { $0 = [] }
        _ = try LoadEngine.run(plan)
        #expect(Set(seen.withLock { $0 }) == ["/a none", "/b none"])
    }

    @Test("without keep-alive each request has its own connection")
    func noKeepAlive() throws {
        let server = ScriptedServer(answering: Self.answer("", "ok"))
        defer { server.stop() }
        var plan = try LoadPlan.make(port: server.port, users: 2, length: .iterations(20))
        plan.keepAlive = false
        let result = try LoadEngine.run(plan)
        #expect(result.counts().succeeded == 20 && result.counts().connectionsOpened == 20)
        #expect(server.connections == 20)
    }

    @Test("users share connections, and those who wait for one are served in turn")
    func sharedConnections() throws {
        let server = ScriptedServer(answering: Self.answer("", "ok"))
        defer { server.stop() }
        var plan = try LoadPlan.make(port: server.port, users: 20, length: .iterations(400))
        plan.connections = .shared(3)
        let result = try LoadEngine.run(plan)
        #expect(result.counts().succeeded == 400 && server.received == 400, "\(result.failures())")
        #expect(result.counts().connectionsOpened == 3 && server.connections == 3)
        #expect(result.count(of: .wait) > 0)
        #expect(result.count(of: .lag) == 400)
    }

    @Test("shared connections that fail are passed on, also when every connect fails")
    func sharedFailures() throws {
        let server = ScriptedServer { _ in [.reset] }
        var plan = try LoadPlan.make(port: server.port, users: 30, length: .iterations(60))
        plan.connections = .shared(2)
        let reset = try LoadEngine.run(plan)
        #expect(reset.counts().failed == 60 && reset.counts().started == 60)
        #expect(reset.failures().map(\.failureClass) == [.reset])
        server.stop()
        let refused = try LoadEngine.run(plan)
        #expect(refused.counts().failed == 60)
        #expect(refused.failures().map(\.failureClass) == [.connect])
    }

    @Test("pacing starts iterations at fixed intervals")
    func pacing() throws {
        let server = ScriptedServer(answering: Self.answer("", "ok"))
        defer { server.stop() }
        var plan = try LoadPlan.make(port: server.port, users: 2, length: .duration(.milliseconds(300)))
        plan.model = .closed(users: 2, pacing: .milliseconds(50))
        let result = try LoadEngine.run(plan)
        // Two users every 50 ms for 300 ms, the second begins half-way: at most six each.
        #expect((4...12).contains(result.counts().started), "\(result.counts().started)")
    }

    @Test("a Unix socket is an endpoint like any other")
    func unixSocket() throws {
        let nothing = Origin(host: "x", port: 80, endpoint: .unix("/nonexistent/socket"))
        var plan = try LoadPlan.make(port: 1, length: .iterations(2))
        plan.scenarios[0].steps[0].origin = nothing
        let result = try LoadEngine.run(plan)
        #expect(result.counts().failed == 2)
        #expect(result.failures()[0].sample.contains("No such file"), "\(result.failures())")
    }
}
