import Checks
import Model
import TestSupport
import Testing

@Suite("TCP steps", .timeLimit(.minutes(1)))
struct TCPStepTests {
    @Test("an answer that is not the expected one shows no part of a secret")
    func secretInAnswer() async throws {
        let secret = "canary-" + String(repeating: "0123456789", count: 6)
        let server = try RawServer { _ = $0.write(Array(repeating: secret, count: 10).joined(separator: " ")) }
        defer { server.stop() }
        let context = Written.context(redactor: Redactor([Secret(secret)]))
        let result = try await Written.run("{tcp: {host: 127.0.0.1, port: \(server.port), expect: SMTP}}", in: context)
        #expect(result.outcome == .failed)
        let actual = try #require(result.observations.first).actual
        #expect(!actual.contains("0123") && !actual.contains("canary"))
        #expect(actual.contains("******** ********"))
    }

    @Test("a secret in place of a port is not shown in part")
    func secretPort() async throws {
        let secret = "canary-" + String(repeating: "0123456789", count: 6)
        let scope = Scope(["port": Variable(secret, isSecret: true, origin: "test")])
        let step = Written.step("{tcp: {host: 127.0.0.1, port: \"{{port}}\"}}", scope: Scope(texts: ["port": "1"]))
        let context = Written.context(scope, redactor: Redactor(scope.secrets))
        let result = await (try #require(step.action)).run(in: context)
        #expect(result.refusals == ["connection: expected a host and a port, got `********` is no port"])
    }
}

@Suite("TCP steps with a connection string", .timeLimit(.minutes(1)))
struct TCPAddressTests {
    private static let password = "canary-" + "p@ss#word"

    @Test("host and port come from the string, and its password is never shown")
    func reachable() async throws {
        let server = try RawServer { _ = $0.write("x") }
        defer { server.stop() }
        let url = "postgresql://shop:\(Self.password)@127.0.0.1:\(server.port)/shop?sslmode=require"
        let scope = Scope(["url": Variable(url, isSecret: true, origin: "test")])
        let redactor = Redactor()
        let result = try await Written.run(
            "{tcp: {url: \"{{url}}\", timeout: 5s}}", in: Written.context(scope, redactor: redactor))
        #expect(result.outcome == .passed, "\(result.refusals)")
        #expect(result.request == "tcp 127.0.0.1:\(server.port)")
        #expect(!redactor.redact("got \(Self.password)").contains("canary"))
    }

    @Test("a port that nobody listens on fails, without any part of the string")
    func unreachable() async throws {
        let server = try RawServer { _ in }
        let port = server.port
        server.stop()
        let result = try await Written.run("{tcp: {url: \"redis://:\(Self.password)@127.0.0.1:\(port)/0\"}}")
        #expect(result.outcome == .failed)
        #expect(!"\(result)".contains("canary"))
    }

    @Test(
        "a string that can't be used is refused without being shown",
        arguments: [
            ("canary-x", "the url can't be read"), ("postgresql:///canary-x", "names no host"),
            ("postgresql://canary-a,canary-b/x", "names 2 hosts"), ("canary-x://h/x", "names no port"),
            ("redis://u:canary/x@h", "the url can't be read"), ("redis://h:70000", "the url can't be read"),
        ])
    func refused(url: String, message: String) {
        let step = Written.step("{tcp: {url: \"{{url}}\"}}", scope: Scope(texts: ["url": url]))
        #expect(step.problems.first?.contains(message) == true, "\(step.problems)")
        #expect(!step.problems.joined().contains("canary"))
    }
}
