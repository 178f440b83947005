import Load
import TestSupport
import Testing

@Suite("Servers that speak first")
struct EarlyAnswerTests {
    @Test("an answer that comes with the connection is heard, not waited for")
    func answer() throws {
        let server = try RawServer { connection in
            connection.write(Array("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8))
            connection.waitForEnd()
        }
        defer { server.stop() }
        let result = try LoadEngine.run(
            .make(port: UInt16(server.port), users: 4, length: .iterations(100)))
        #expect(result.failures().map(\.failureClass) == [.status], "\(result.failures())")
        #expect(result.counts().failed == 100)
    }
}
