import TestSupport
import Testing
import Transfer

/// A request made wrong in one way.
struct Spoiled: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let spoil: @Sendable (inout HTTPRequest) -> Void

    init(_ description: String, _ spoil: @escaping @Sendable (inout HTTPRequest) -> Void) {
        testDescription = description
        self.spoil = spoil
    }

    static let all = [
        Spoiled("a header with CRLF") { $0.headers = [HTTPHeader("X-A", "b\r\nX-C: d")] },
        Spoiled("a header with LF") { $0.headers = [HTTPHeader("X-A", "b\nX-C: d")] },
        Spoiled("a header with NUL") { $0.headers = [HTTPHeader("X-A", "b\0c")] },
        Spoiled("a header name with a colon") { $0.headers = [HTTPHeader("X-A: b", "c")] },
        Spoiled("a header name with CRLF") { $0.headers = [HTTPHeader("X-A\r\nX-B", "c")] },
        Spoiled("an empty header name") { $0.headers = [HTTPHeader("", "c")] },
        Spoiled("a method with a blank") { $0.method = "GET / HTTP/1.1\r\nX-A: b\r\n\r\nGET" },
        Spoiled("CONNECT") { $0.method = "CONNECT" },
        Spoiled("a token with CRLF") { $0.authentication = .bearer(token: "a\r\nX-B: c") },
        Spoiled("a user with a colon") { $0.authentication = .basic(user: "a:b", password: "c") },
        Spoiled("a URL with CRLF") { $0.url += "/\r\nX-A: b" },
        Spoiled("a URL with a blank") { $0.url += "/a b" },
        Spoiled("a URL with NUL") { $0.url += "/\0" },
        Spoiled("an endless URL") { $0.url += String(repeating: "a", count: 100_000) },
        Spoiled("no URL") { $0.url = "" },
        Spoiled("a URL without scheme") { $0.url = "127.0.0.1/x" },
        Spoiled("a file URL") { $0.url = "file:///etc/passwd" },
        Spoiled("a URL without host") { $0.url = "http://:80/" },
        Spoiled("a port out of range") { $0.url = "http://127.0.0.1:70000/" },
        Spoiled("a body that is not there") { $0.body = .file(path: "/nowhere/body") },
        Spoiled("a folder for a body") { $0.body = .file(path: "/tmp") },
        Spoiled("a device for a body") { $0.body = .file(path: "/dev/zero") },
        Spoiled("a HEAD with a body") { ($0.method, $0.body) = ("HEAD", .bytes([1])) },
    ]
}

@Suite("A request")
struct RequestTests {
    @Test(
        "that would change its own shape on the wire is refused before anything is sent", arguments: Spoiled.all)
    func usage(_ spoiled: Spoiled) async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        var request = HTTPRequest.get(server.url)
        spoiled.spoil(&request)
        let error = try #require(await failure(of: request))
        #expect(Fault(error) == Fault(.usage, .preparation, .environment))
        #expect(!error.message.contains { $0.isNewline || $0 == "\0" })
        #expect(server.connections == 0)
    }

    /// Sends one request to a server that keeps it, and returns what came.
    private func received(_ prepare: (inout HTTPRequest) throws -> Void) async throws -> RawRequest {
        let (requests, continuation) = AsyncStream.makeStream(of: RawRequest.self)
        let server = try RawServer { connection in
            guard let request = connection.readRequest() else { return }
            continuation.yield(request)
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        var request = HTTPRequest.get(server.url + "/path?q=1")
        try prepare(&request)
        _ = try await TransferSession().perform(request)
        return try #require(await requests.first { _ in true })
    }

    @Test("sends no header that nobody asked for")
    func plain() async throws {
        let request = try await received { _ in }
        let lines = request.head.split(separator: "\r\n").map { $0.hasPrefix("Host: ") ? "Host: …" : String($0) }
        #expect(lines == ["GET /path?q=1 HTTP/1.1", "Host: …", "Accept: */*", "User-Agent: gonogo"])
    }

    @Test("sends its headers as they are, empty and repeated ones too")
    func headers() async throws {
        let request = try await received {
            $0.headers = [
                HTTPHeader("X-Empty", ""), HTTPHeader("X-Two", "1"), HTTPHeader("X-Two", "2"),
                HTTPHeader("Accept", "a/b"),
                HTTPHeader("X-Text", "zwölf; ok"), HTTPHeader("Host", "other.example"),
            ]
        }
        #expect(request.headers("X-Empty") == [""])
        #expect(request.headers("X-Two") == ["1", "2"])
        #expect(request.headers("Accept") == ["a/b"])
        #expect(request.headers("X-Text") == ["zwölf; ok"])
        #expect(request.headers("Host") == ["other.example"])
    }

    @Test("carries a body with any method, and a length of nought where servers want one")
    func bodies() async throws {
        for method in ["POST", "PUT", "PATCH", "DELETE", "GET", "REPORT"] {
            let request = try await received {
                $0.method = method
                $0.body = .bytes(Array("hello".utf8))
            }
            #expect(request.method == method)
            #expect(request.body == Array("hello".utf8))
            #expect(request.headers("Content-Type") == [] && request.headers("Expect") == [])
        }
        #expect(try await received { $0.method = "POST" }.headers("Content-Length") == ["0"])
        #expect(try await received { $0.method = "DELETE" }.headers("Content-Length") == [])
    }

    @Test("streams a file as its body")
    func file() async throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let text = String(repeating: "0123456789", count: 200_000)
        let request = try await received {
            $0.method = "PUT"
            $0.body = .file(path: try folder.write("body", text))
        }
        #expect(request.body == Array(text.utf8))
    }

    @Test("goes through a proxy only when one is named")
    func proxy() async throws {
        let proxy = try RawServer.answering("from the proxy")
        defer { proxy.stop() }
        var request = HTTPRequest.get("http://target.example/x")
        request.proxy = proxy.url
        let response = try await TransferSession().perform(request)
        #expect(response.text == "from the proxy")
    }

    @Test("never shows its secrets when printed")
    func description() {
        let secrets: [HTTPRequest.Authentication] = [.bearer(token: "hunter2"), .basic(user: "u", password: "hunter2")]
        for secret in secrets {
            var dumped = ""
            dump(secret, to: &dumped)
            #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("hunter2"))
        }
    }
}

@Suite("An answer")
struct AnswerTests {
    @Test("with bytes that are no UTF-8 is repaired in headers, and says so, and left alone in the body")
    func invalidUTF8() async throws {
        let server = try RawServer.invalidUTF8()
        defer { server.stop() }
        let response = try await TransferSession().perform(.get(server.url))
        #expect(response.headers.first == HTTPHeader("X-Name", "caf\u{FFFD}", wasRepaired: true))
        #expect(response.body == [0xFF, 0xFE, 0x41])
    }

    @Test("of deep JSON is bytes like any other")
    func deepJSON() async throws {
        let server = try RawServer.deepJSON()
        defer { server.stop() }
        #expect(try await TransferSession().perform(.get(server.url)).body.count == 200_000)
    }

    @Test("keeps its headers in order, repeated and folded ones too, without those of interim answers")
    func headers() async throws {
        let server = try RawServer.sending(
            "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nB: 1\r\nA:2\r\nB:  3  \r\nEmpty:\r\n\r\n")
        defer { server.stop() }
        let response = try await TransferSession().perform(.get(server.url))
        #expect(
            response.headers == [
                HTTPHeader("B", "1"), HTTPHeader("A", "2"), HTTPHeader("B", "3"), HTTPHeader("Empty", ""),
            ])
        #expect(response.headers.values(of: "b") == ["1", "3"])
    }

    @Test("may be deflated, with zlib's frame or without", arguments: [true, false])
    func deflate(isFramed: Bool) async throws {
        // A stored block: 1 byte head, length and its complement, the text; around it zlib's head and Adler-32.
        let raw: [UInt8] = [1, 2, 0, 0xFD, 0xFF, 0x68, 0x69]
        let body = isFramed ? [0x78, 0x9C] + raw + [0x01, 0x3B, 0x00, 0xD2] : raw
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: \(body.count)\r\n\r\n"
        let server = try RawServer.sending(Array(head.utf8) + body)
        defer { server.stop() }
        var request = HTTPRequest.get(server.url)
        request.acceptsCompression = true
        #expect(try await TransferSession().perform(request).text == "hi")
    }
}
