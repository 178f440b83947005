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
