import Load
import TestSupport
import Testing

/// The engine's own TLS against a real nginx; its checks are those of the functional steps.
@Suite("Load over TLS")
struct TLSLoadTests {
    private let nginx: NginxServer

    init() throws { nginx = try NginxServer.shared() }

    private func run(
        _ port: Int, target: String = "/", users: Int = 2, iterations: Int = 20, keepAlive: Bool = true,
        change: (inout Origin) -> Void = { _ in }
    ) throws -> LoadResult {
        var origin = Origin(scheme: .https, host: "localhost", port: UInt16(port), version: .http11)
        origin.tls.caFile = nginx.certificates.authority.certificate
        origin.endpoint = .tcp(host: "127.0.0.1", port: UInt16(port))
        change(&origin)
        let step = LoadStep(
            name: "step", origin: origin, request: try RequestTemplate(target: target), timeout: .seconds(5),
            connectTimeout: .seconds(5))
        var plan = try LoadPlan.make(port: 1, users: users, length: .iterations(iterations), steps: [step])
        plan.keepAlive = keepAlive
        return try LoadEngine.run(plan)
    }

    @Test("requests go over one verified connection each")
    func verified() throws {
        let result = try run(nginx.ports.tls, target: "/text.txt")
        #expect(result.counts().succeeded == 20, "\(result.failures())")
        #expect(result.counts().connectionsOpened == 2 && result.count(of: .connect) == 2)
    }

    @Test("a body of many records arrives whole")
    func largeBody() throws {
        let result = try run(nginx.ports.tls, target: "/big.bin", iterations: 4)
        #expect(result.counts().succeeded == 4, "\(result.failures())")
        #expect(result.counts().bytesIn > 4 * 12 << 20)
    }

    @Test("later connections resume the first one's session")
    func resumption() throws {
        let result = try run(nginx.ports.tls, target: "/text.txt", users: 1, iterations: 5, keepAlive: false)
        #expect(result.counts().connectionsOpened == 5, "\(result.failures())")
        #expect(result.counts().sessionsResumed == 4)
    }

    @Test("an address is checked as an address, and a name override as a name")
    func names() throws {
        let byAddress = try run(nginx.ports.tls, target: "/text.txt") { $0.host = "127.0.0.1" }
        #expect(byAddress.counts().succeeded == 20, "\(byAddress.failures())")
        let byOther = try run(nginx.ports.wrongHost, target: "/text.txt") { $0.tls.serverName = "other.example" }
        #expect(byOther.counts().succeeded == 20, "\(byOther.failures())")
    }

    @Test("without verification anything goes")
    func unverified() throws {
        let result = try run(nginx.ports.selfSigned, target: "/text.txt") { $0.tls.verifies = false }
        #expect(result.counts().succeeded == 20, "\(result.failures())")
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var port: @Sendable (NginxServer.Ports) -> Int
        var words: String
        var change: @Sendable (inout Origin) -> Void = { _ in }
    }

    static let refusals = [
        Refusal(testDescription: "expired", port: { $0.expired }, words: "has expired"),
        Refusal(testDescription: "another host", port: { $0.wrongHost }, words: "for another host"),
        Refusal(testDescription: "self-signed", port: { $0.selfSigned }, words: "self-signed"),
        Refusal(
            testDescription: "unknown authority", port: { $0.tls }, words: "not trusted",
            change: { $0.tls.caFile = nil }),
        Refusal(testDescription: "no TLS at all", port: { $0.plain }, words: "does not speak TLS"),
        Refusal(
            testDescription: "another key than pinned", port: { $0.tls }, words: "pinned",
            change: { $0.tls.pinnedPublicKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }),
    ]

    @Test("whom it can't trust it asks nothing", arguments: refusals)
    func refused(_ refusal: Refusal) throws {
        let result = try run(refusal.port(nginx.ports), users: 1, iterations: 2, change: refusal.change)
        #expect(result.counts().failed == 2 && result.counts().bytesOut == 0)
        let failures = result.failures()
        #expect(failures.map(\.failureClass) == [.tls] && failures.map(\.phase) == [.handshake])
        #expect(failures[0].sample.contains(refusal.words), "\(failures[0].sample)")
    }

    @Test("a server that wants a certificate gets ours")
    func clientCertificate() throws {
        let result = try run(nginx.ports.clientCertificate, target: "/text.txt") {
            $0.tls.certificateFile = nginx.certificates.client.certificate
            $0.tls.keyFile = nginx.certificates.client.key
        }
        #expect(result.counts().succeeded == 20, "\(result.failures())")
    }

    @Test("a file that can't be read is told before anything is sent")
    func unreadable() throws {
        #expect(throws: LoadError.self) { _ = try run(nginx.ports.tls) { $0.tls.caFile = "/nonexistent.pem" } }
        #expect(throws: LoadError.self) {
            _ = try run(nginx.ports.tls) { $0.tls.certificateFile = nginx.certificates.client.key }
        }
    }

    @Test("a peer that says nothing in the handshake is a time-out of the handshake")
    func silence() throws {
        let server = ScriptedServer { _ in [.stall] }
        defer { server.stop() }
        let origin = Origin(scheme: .https, host: "127.0.0.1", port: server.port, version: .http11)
        let step = LoadStep(
            name: "step", origin: origin, request: try RequestTemplate(target: "/"), timeout: .milliseconds(100),
            connectTimeout: .milliseconds(100))
        let result = try LoadEngine.run(.make(port: 1, length: .iterations(1), steps: [step]))
        #expect(result.failures().map(\.failureClass) == [.timeout])
        #expect(result.failures().map(\.phase) == [.handshake])
    }

    @Test("a peer that leaves in the handshake is named")
    func lost() throws {
        let server = ScriptedServer { _ in [.reset] }
        server.stop()
        let result = try run(Int(server.port), users: 1, iterations: 1)
        #expect(result.failures().map(\.failureClass) == [.connect])
    }
}
