import TestSupport
import Testing
import Transfer

@Suite("A session with a real server")
struct TransferSessionTests {
    private let nginx: NginxServer
    private let session: TransferSession

    init() throws {
        nginx = try .shared()
        session = try TransferSession()
    }

    @Test("returns status, headers, body, sizes and address of an answer")
    func answer() async throws {
        let response = try await session.perform(.get(nginx.url + "/data.json"))
        #expect(response.status == 200)
        #expect(response.version == "HTTP/1.1")
        #expect(response.headers.first("CONTENT-TYPE") == "application/json")
        #expect(String(decoding: response.body, as: UTF8.self) == #"{"name": "gonogo", "count": 3}"#)
        #expect(response.url == nginx.url + "/data.json")
        #expect(response.remoteAddress == HostAndPort(host: "127.0.0.1", port: nginx.ports.plain))
        #expect(response.wire.body == response.body.count)
        #expect(response.wire.header > 50 && response.wire.sent > 50)
        #expect(response.redirects == [] && response.certificate == nil && !response.wasDecompressed)
    }

    @Test("uses one connection for all requests and says so")
    func reuse() async throws {
        let first = try await session.perform(.get(nginx.url + "/data.json"))
        let second = try await session.perform(.get(nginx.url + "/text.txt"))
        #expect(!first.reusedConnection && second.reusedConnection)
        #expect(first.timings.connect > .zero)
        #expect(second.timings.dns == .zero && second.timings.connect == .zero && second.timings.tls == .zero)
    }

    @Test("times each part, and the parts add up to no more than the whole")
    func timings() async throws {
        var request = HTTPRequest.get(nginx.tlsURL + "/data.json")
        request.tls.caFile = nginx.certificates.authority.certificate
        let timings = try await session.perform(request).timings
        #expect(timings.connect > .zero && timings.tls > .zero && timings.wait > .zero)
        let parts = timings.dns + timings.connect + timings.tls + timings.wait + timings.receive
        #expect(parts <= timings.total)
        #expect(try #require(timings.ttfb) <= timings.total)
    }

    @Test("keeps cookies when asked to, and none otherwise", arguments: [true, false])
    func cookies(keeps: Bool) async throws {
        let session = try TransferSession(keepsCookies: keeps)
        let answer = try await session.perform(.get(nginx.url + "/cookie"))
        #expect(answer.cookies.map(\.name) == ["session"])
        #expect(answer.cookies.first?.value == "abc123")
        #expect(answer.cookies.first?.attribute("HttpOnly") == "")
        #expect(answer.cookies.first?.attribute("path") == "/")
        let echo = try await session.perform(.get(nginx.url + "/echo"))
        #expect(echo.text.contains("cookie=session=abc123\n") == keeps)
    }

    @Test("decompresses gzip only when asked to")
    func compression() async throws {
        var request = HTTPRequest.get(nginx.url + "/text.txt")
        let plain = try await session.perform(request)
        request.acceptsCompression = true
        let compressed = try await session.perform(request)
        #expect(!plain.wasDecompressed && compressed.wasDecompressed)
        #expect(plain.body == compressed.body && plain.body.count == 22000)
        #expect(compressed.wire.body < 1000)
    }

    @Test("speaks the HTTP version asked for, over TLS and in clear text")
    func versions() async throws {
        var request = HTTPRequest.get("https://127.0.0.1:\(nginx.ports.http2)/echo")
        request.tls.caFile = nginx.certificates.authority.certificate
        #expect(try await session.perform(request).version == "HTTP/2")
        request.version = .http11
        #expect(try await session.perform(request).version == "HTTP/1.1")
        request = .get("http://127.0.0.1:\(nginx.ports.http2Cleartext)/echo")
        request.version = .http2
        let response = try await session.perform(request)
        #expect(response.version == "HTTP/2")
        #expect(response.text.contains("protocol=HTTP/2.0\n"))
    }

    @Test("logs in with basic authentication, and sends a bearer token")
    func authentication() async throws {
        var request = HTTPRequest.get(nginx.url + "/private")
        #expect(try await session.perform(request).status == 401)
        request.authentication = .basic(user: "tester", password: "s3cret")
        #expect(try await session.perform(request).status == 200)
        request = .get(nginx.url + "/echo")
        request.authentication = .bearer(token: "abc.def")
        #expect(try await session.perform(request).text.contains("authorization=Bearer abc.def\n"))
    }

    @Test("stops at a body that is longer than allowed")
    func bigBody() async throws {
        var request = HTTPRequest.get(nginx.url + "/big.bin")
        let error = try #require(await failure(of: request))
        #expect(Fault(error) == Fault(.tooLarge, .body))
        #expect(error.response?.status == 200)
        request.limits.maxBodyBytes = 12 << 20
        #expect(try await session.perform(request).body.count == 12 << 20)
    }

    @Test("opens a new connection, without a word, where the old one was closed meanwhile")
    func closedMeanwhile() async throws {
        let server = try RawServer { connection in
            guard let request = connection.readRequest() else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
            connection.write(request.body)
        }
        defer { server.stop() }
        for _ in 0..<3 {
            var request = HTTPRequest("POST", url: server.url)
            request.body = .bytes(Array("hello".utf8))
            #expect(try await session.perform(request).text == "hello")
        }
        #expect(server.connections == 3)
    }

    @Test("goes on after a failed request")
    func afterFailure() async throws {
        await #expect(throws: TransferError.self) { try await session.perform(.get(nginx.url + "/big.bin")) }
        #expect(try await session.perform(.get(nginx.url + "/data.json")).status == 200)
    }

    @Test("answers HEAD without a body, and 204 as well")
    func noBody() async throws {
        var request = HTTPRequest.get(nginx.url + "/data.json")
        request.method = "HEAD"
        let head = try await session.perform(request)
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers.first("content-length") == "30")
        #expect(try await session.perform(.get(nginx.url + "/cookie")).status == 204)
    }

    @Test("an error status is an answer")
    func errorStatus() async throws {
        #expect(try await session.perform(.get(nginx.url + "/broken")).status == 503)
    }

    @Test("connects elsewhere while asking for the URL's host")
    func connectTo() async throws {
        var request = HTTPRequest.get("http://api.example:8080/echo")
        request.connectTo = HostAndPort(host: "127.0.0.1", port: nginx.ports.plain)
        #expect(try await session.perform(request).text.contains("host=api.example:8080\n"))
    }

    @Test("runs many sessions at once")
    func concurrency() async throws {
        let url = nginx.url + "/data.json"
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    let session = try TransferSession()
                    return try await session.perform(.get(url)).status + session.perform(.get(url)).status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 400, count: 40))
    }
}

extension HTTPResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}
