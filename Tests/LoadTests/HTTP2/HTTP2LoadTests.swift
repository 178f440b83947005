import Load
import TestSupport
import Testing

/// HTTP/2 on the engine's own loop against a real nginx.
@Suite("Load over HTTP/2")
struct HTTP2LoadTests {
    private let nginx: NginxServer

    init() throws { nginx = try NginxServer.shared() }

    private func origin(_ version: Origin.Version = .auto) -> Origin {
        var origin = Origin(scheme: .https, host: "localhost", port: UInt16(nginx.ports.http2), version: version)
        origin.tls.caFile = nginx.certificates.authority.certificate
        origin.endpoint = .tcp(host: "127.0.0.1", port: origin.port)
        return origin
    }

    private func run(
        _ request: RequestTemplate, origin: Origin, users: Int = 2, iterations: Int = 20,
        connections: LoadPlan.Connections = .perUser, streams: Int = 10, timeout: Duration = .seconds(5),
        maxBody: Int = 64 << 20, check: LoadStep.Check? = nil
    ) throws -> LoadResult {
        let step = LoadStep(
            name: "step", origin: origin, request: request, timeout: timeout, connectTimeout: .seconds(5),
            maxBody: maxBody, check: check)
        var plan = try LoadPlan.make(port: 1, users: users, length: .iterations(iterations), steps: [step])
        plan.connections = connections
        plan.streamsPerConnection = streams
        return try LoadEngine.run(plan)
    }

    private static let isHTTP2: LoadStep.Check = { response, _ in
        let body = String(decoding: response.body, as: UTF8.self)
        let head = String(decoding: response.head, as: UTF8.self)
        return body.contains("protocol=HTTP/2.0") && head.hasPrefix("HTTP/2 200\r\n") ? nil : head + body
    }

    @Test("is chosen by ALPN, or not when only HTTP/1.1 is wanted")
    func negotiation() throws {
        let echo = try RequestTemplate(target: "/echo")
        let auto = try run(echo, origin: origin(), check: Self.isHTTP2)
        #expect(auto.counts().succeeded == 20, "\(auto.failures())")
        #expect(auto.counts().connectionsOpened == 2)
        let old = try run(echo, origin: origin(.http11), check: Self.isHTTP2)
        #expect(old.failures().map(\.failureClass) == [.check])
        var plain = origin(.http2)
        plain.port = UInt16(nginx.ports.tls)
        plain.endpoint = .tcp(host: "127.0.0.1", port: plain.port)
        let refused = try run(echo, origin: plain, users: 1, iterations: 1)
        #expect(refused.failures().map(\.failureClass) == [.tls], "\(refused.failures())")
    }

    @Test("without TLS by prior knowledge")
    func cleartext() throws {
        let origin = Origin(host: "127.0.0.1", port: UInt16(nginx.ports.http2Cleartext), version: .http2)
        let result = try run(try RequestTemplate(target: "/echo"), origin: origin, check: Self.isHTTP2)
        #expect(result.counts().succeeded == 20, "\(result.failures())")
    }

    @Test("streams that a server refuses, since it is about to close, are sent again until they are taken")
    func refusedStreams() throws {
        let origin = Origin(host: "127.0.0.1", port: UInt16(nginx.ports.shortLived), version: .http2)
        let result = try run(
            try RequestTemplate(target: "/echo"), origin: origin, users: 40, iterations: 2_000,
            connections: .shared(4), streams: 10, check: Self.isHTTP2)
        let counts = result.counts()
        #expect(counts.succeeded == 2_000 && counts.started == 2_000, "\(result.failures())")
        #expect(counts.reconnectRetries > 0 && counts.connectionsOpened >= 2_000 / 7)
    }

    @Test("many users share few connections, each request a stream of its own")
    func multiplexing() throws {
        let result = try run(
            try RequestTemplate(target: "/text.txt"), origin: origin(), users: 40, iterations: 800,
            connections: .shared(2), streams: 20)
        #expect(result.counts().succeeded == 800, "\(result.failures())")
        #expect(result.counts().connectionsOpened == 2)
        #expect(result.count(of: .ttfb) == 800 && result.count(of: .lag) == 800)
    }

    @Test("more users than streams wait for one")
    func waiting() throws {
        let result = try run(
            try RequestTemplate(target: "/echo"), origin: origin(), users: 30, iterations: 300,
            connections: .shared(1), streams: 5)
        #expect(result.counts().succeeded == 300, "\(result.failures())")
        #expect(result.counts().connectionsOpened == 1 && result.count(of: .wait) > 0)
    }

    @Test("bodies larger than every window arrive whole")
    func largeBody() throws {
        let result = try run(
            try RequestTemplate(target: "/big.bin"), origin: origin(), users: 3, iterations: 6,
            connections: .shared(1), timeout: .seconds(20)
        ) { response, _ in response.body.count == 12 << 20 ? nil : "\(response.body.count) bytes" }
        #expect(result.counts().succeeded == 6, "\(result.failures())")
    }

    @Test("a body beyond its limit fails its stream alone")
    func bodyLimit() throws {
        let result = try run(
            try RequestTemplate(target: "/big.bin"), origin: origin(), users: 2, iterations: 4, maxBody: 1 << 20)
        #expect(result.failures().map(\.failureClass) == [.tooLarge], "\(result.failures())")
        #expect(result.counts().failed == 4 && result.counts().connectionsOpened == 2)
    }

    @Test("request bodies, headers and values arrive, cookies come back")
    func requests() throws {
        let template = try RequestTemplate(
            method: "POST", target: [.text("/echo?x="), .variable(0, .percent)],
            headers: [
                .init(name: "X-Custom", value: [.text("a "), .variable(0, .header)]),
                .init(name: "Connection", value: [.text("close")]),
            ],
            body: [.text("{"), .variable(0, .raw), .text("}")])
        let step = LoadStep(
            name: "a", origin: origin(), request: try RequestTemplate(target: "/cookie"), timeout: .seconds(5)
        ) {
            _, variables in
            variables[0] = LoadValue("v w")
            return nil
        }
        let post = LoadStep(name: "b", origin: origin(), request: template, timeout: .seconds(5)) { response, _ in
            let body = String(decoding: response.body, as: UTF8.self)
            let wanted = ["method=POST", "protocol=HTTP/2.0"]
            return wanted.allSatisfy(body.contains) ? nil : body
        }
        var plan = try LoadPlan.make(port: 1, users: 2, length: .iterations(6), steps: [step, post])
        plan.variables = 1
        let result = try LoadEngine.run(plan)
        #expect(result.counts().succeeded == 12, "\(result.failures())")
    }

    @Test("a stream that takes too long is given up, its connection is not")
    func timeout() throws {
        // An empty SETTINGS frame, and then silence.
        let server = try RawServer { connection in
            connection.write([0, 0, 0, 4, 0, 0, 0, 0, 0])
            connection.waitForEnd()
        }
        defer { server.stop() }
        let origin = Origin(host: "127.0.0.1", port: UInt16(server.port), version: .http2)
        let result = try run(
            try RequestTemplate(target: "/"), origin: origin, users: 3, iterations: 6, connections: .shared(1),
            timeout: .milliseconds(60))
        #expect(result.counts().timedOut == 6, "\(result.failures())")
        #expect(result.counts().connectionsOpened == 1)
    }

    @Test(
        "an answer that is no HTTP/2 is a protocol failure, for every stream on it",
        arguments: [
            "HTTP/1.1 400 Bad Request\r\n\r\n", "\0\0\u{4}\u{8}\0\0\0\0\0",
            "garbage that is long enough to be a frame head",
        ])
    func garbage(_ bytes: String) throws {
        let server = try RawServer { connection in
            connection.write(Array(bytes.utf8))
            connection.waitForEnd()
        }
        defer { server.stop() }
        let origin = Origin(host: "127.0.0.1", port: UInt16(server.port), version: .http2)
        let result = try run(
            try RequestTemplate(target: "/"), origin: origin, users: 4, iterations: 4, connections: .shared(1),
            timeout: .milliseconds(300))
        #expect(result.counts().failed == 4 && result.counts().succeeded == 0)
        #expect(
            result.failures().allSatisfy { $0.failureClass == .protocol && $0.sample.contains("no HTTP/2") },
            "\(result.failures())")
    }
}
