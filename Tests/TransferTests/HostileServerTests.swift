import TestSupport
import Testing
import Transfer

/// One way of misbehaving, and what a person is told about it.
struct Hostility: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let server: @Sendable () throws -> RawServer
    let fault: Fault
    /// With `HOST` where the server's address and port stand; after a final colon, libcurl's own words follow.
    let message: String
    var prepare: @Sendable (inout HTTPRequest) -> Void = { _ in }

    static let all = [
        Hostility(
            testDescription: "another protocol", server: { try .garbage() }, fault: Fault(.protocol, .firstByte),
            message: "the answer was not HTTP: it began with 'SSH-2.0-OpenSSH_9.2'"),
        Hostility(
            testDescription: "bytes", server: { try .sending([0, 1, 2, 0xFF, 10, 10]) },
            fault: Fault(.protocol, .firstByte),
            message: "the answer was not HTTP: it began with the bytes 00 01 02 ff 0a"),
        Hostility(
            testDescription: "HTTP/0.9", server: { try .http09() }, fault: Fault(.protocol, .firstByte),
            message: "the answer was not HTTP: it began with '<html>hello</html>'"),
        Hostility(
            testDescription: "a status that is no number", server: { try .sending("HTTP/1.1 OK\r\n\r\n") },
            fault: Fault(.protocol, .firstByte), message: "the answer is not valid HTTP:"),
        Hostility(
            testDescription: "an HTTP version from the future", server: { try .sending("HTTP/7.3 200 OK\r\n\r\n") },
            fault: Fault(.protocol, .firstByte), message: "the answer is not valid HTTP:"),
        Hostility(
            testDescription: "a status line cut off", server: { try .sending("HTTP/1.") },
            fault: Fault(.reset, .firstByte), message: "HOST closed the connection without an answer"),
        Hostility(
            testDescription: "a header cut off", server: { try .sending("HTTP/1.1 200 OK\r\nContent-Le") },
            fault: Fault(.reset, .firstByte), message: "HOST closed the connection in the middle of the header"),
        Hostility(
            testDescription: "nothing", server: { try .sending("") }, fault: Fault(.reset, .firstByte),
            message: "HOST closed the connection without an answer"),
        Hostility(
            testDescription: "a reset before the answer", server: { try .resetBeforeAnswer() },
            fault: Fault(.reset, .firstByte), message: "HOST reset the connection before it answered"),
        Hostility(
            testDescription: "a reset in the body", server: { try .resetInBody() }, fault: Fault(.reset, .body),
            message: "HOST reset the connection in the middle of the body, after 10 bytes"),
        Hostility(
            testDescription: "a body cut short", server: { try .cutShort() }, fault: Fault(.reset, .body),
            message: "the connection was closed in the middle of the body, after 10 bytes"),
        Hostility(
            testDescription: "no last chunk", server: { try .missingLastChunk() }, fault: Fault(.reset, .body),
            message: "the connection was closed in the middle of the body, after 5 bytes"),
        Hostility(
            testDescription: "a chunk size that is no number",
            server: { try .sending("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n") },
            fault: Fault(.protocol, .body), message: "the answer is not valid HTTP:"),
        Hostility(
            testDescription: "a length that is no number",
            server: { try .sending("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello") },
            fault: Fault(.protocol, .firstByte), message: "the answer is not valid HTTP:"),
        Hostility(
            testDescription: "an endless body", server: { try .infiniteBody() }, fault: Fault(.tooLarge, .body),
            message: "the body is longer than 10 MiB"),
        Hostility(
            testDescription: "an endless header", server: { try .infiniteHeader() },
            fault: Fault(.tooLarge, .firstByte),
            message: "the header of the answer is longer than 128 KiB"),
        Hostility(
            testDescription: "an endless header line", server: { try .infiniteHeaderLine() },
            fault: Fault(.tooLarge, .firstByte), message: "a header line of the answer is longer than 100 KiB"),
        Hostility(
            testDescription: "endless interim answers", server: { try .endlessInterim() },
            fault: Fault(.protocol, .firstByte),
            message: "more than 20 interim (1xx) answers came before a final one"),
        Hostility(
            testDescription: "a slow body", server: { try .slowBody() }, fault: Fault(.timeout, .body),
            message: "500 ms passed while receiving the body from HOST", prepare: { $0.timeout = .milliseconds(500) }),
        Hostility(
            testDescription: "silence", server: { try .silent() }, fault: Fault(.timeout, .firstByte),
            message: "300 ms passed while waiting for the answer of HOST", prepare: { $0.timeout = .milliseconds(300) }),
        Hostility(
            testDescription: "a gzip bomb", server: { try .gzipBomb() }, fault: Fault(.tooLarge, .body),
            message: "the body decompressed to more than 10 MiB", prepare: { $0.acceptsCompression = true }),
        Hostility(
            testDescription: "gzip that is none",
            server: { try .answering("no gzip at all", headers: ["Content-Encoding: gzip"]) },
            fault: Fault(.decode, .body),
            message: "the body could not be decompressed:", prepare: { $0.acceptsCompression = true }),
        Hostility(
            testDescription: "an unknown content coding",
            server: { try .answering("what", headers: ["Content-Encoding: rot13"]) }, fault: Fault(.decode, .body),
            message: "the body could not be decompressed:", prepare: { $0.acceptsCompression = true }),
        Hostility(
            testDescription: "a gzip body cut short within its length", server: { try .cutGzip() },
            fault: Fault(.decode, .body),
            message: "the body could not be decompressed:", prepare: { $0.acceptsCompression = true }),
        Hostility(
            testDescription: "a redirect loop", server: { try .redirecting(to: "/again") },
            fault: Fault(.protocol, .body),
            message: "more than 10 redirects; the last led to http://HOST/again",
            prepare: { $0.redirects.follow = true }),
        Hostility(
            testDescription: "a redirect to a file", server: { try .redirecting(to: "file:///etc/passwd") },
            fault: Fault(.protocol, .body), message: "redirect to file:// refused",
            prepare: { $0.redirects.follow = true }),
        Hostility(
            testDescription: "a redirect to nonsense", server: { try .redirecting(to: "http://[::x/") },
            fault: Fault(.protocol, .body), message: "the redirect's URL is not valid:",
            prepare: { $0.redirects.follow = true }),
    ]
}

@Suite("A server that misbehaves")
struct HostileServerTests {
    @Test("ends the exchange in time, with its class, phase, blame and a sentence", arguments: Hostility.all)
    func fault(of hostility: Hostility) async throws {
        let server = try hostility.server()
        defer { server.stop() }
        var request = HTTPRequest.get(server.url + "/")
        hostility.prepare(&request)
        let start = ContinuousClock.now
        let error = try #require(await failure(of: request))
        #expect(Fault(error) == hostility.fault)
        let message = hostility.message.replacing("HOST", with: "127.0.0.1:\(server.port)")
        #expect(message.hasSuffix(":") ? error.message.hasPrefix(message) : error.message == message)
        #expect(ContinuousClock.now - start < request.timeout + .seconds(60))
    }
}
