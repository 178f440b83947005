import TestSupport
import Testing
import Transfer

@Suite("Redirects")
struct RedirectTests {
    private let nginx: NginxServer
    private let session: TransferSession

    init() throws {
        nginx = try .shared()
        session = try TransferSession()
    }

    private func request(_ path: String, _ method: String = "GET") -> HTTPRequest {
        var request = HTTPRequest.get(nginx.url + path)
        request.method = method
        request.redirects.follow = true
        request.headers = [
            HTTPHeader("X-Api-Key", "key-1"), HTTPHeader("Cookie", "a=b"), HTTPHeader("Accept", "text/plain"),
            HTTPHeader("User-Agent", "tests"), HTTPHeader("Content-Type", "text/x-test"),
        ]
        request.authentication = .bearer(token: "secret-1")
        return request
    }

    @Test("are answers when not followed")
    func notFollowed() async throws {
        let response = try await session.perform(.get(nginx.url + "/here"))
        #expect(response.status == 302 && response.redirects.isEmpty)
        #expect(response.headers.first("location") == nginx.url + "/echo")
    }

    @Test("carry everything to the same origin and are listed")
    func sameOrigin() async throws {
        let response = try await session.perform(request("/here"))
        #expect(response.status == 200)
        #expect(response.url == nginx.url + "/echo")
        #expect(response.redirects.map(\.status) == [302])
        #expect(response.redirects.map(\.url) == [nginx.url + "/echo"])
        for line in ["authorization=Bearer secret-1", "cookie=a=b", "x_api_key=key-1", "accept=text/plain"] {
            #expect(response.text.contains(line + "\n"))
        }
        #expect(response.timings.redirects > .zero)
    }

    @Test("carry no credentials to another port, only harmless headers")
    func otherOrigin() async throws {
        let response = try await session.perform(request("/elsewhere"))
        #expect(response.url == "http://127.0.0.1:\(nginx.ports.other)/echo")
        for line in ["authorization=", "cookie=", "x_api_key=", "accept=text/plain", "user_agent=tests"] {
            #expect(response.text.contains(line + "\n"))
        }
    }

    @Test("carry no user and password to another port")
    func basicToOtherOrigin() async throws {
        var request = request("/elsewhere")
        request.authentication = .basic(user: "tester", password: "s3cret")
        #expect(try await session.perform(request).text.contains("authorization=\n"))
        request = self.request("/elsewhere")
        request.authentication = .none
        request.url = "http://tester:s3cret@127.0.0.1:\(nginx.ports.plain)/elsewhere"
        let response = try await session.perform(request)
        #expect(response.text.contains("authorization=\n"))
    }

    @Test("show no password of the URL")
    func shownURL() async throws {
        let response = try await session.perform(.get("http://tester:s3cret@127.0.0.1:\(nginx.ports.plain)/echo"))
        #expect(response.text.contains("authorization=Basic "))
        #expect(response.url == nginx.url + "/echo")
    }

    @Test(
        "change the method as RFC 9110 says",
        arguments: [
            ("/here", "POST", "GET"), ("/here", "PUT", "PUT"), ("/here-303", "POST", "GET"),
            ("/here-303", "DELETE", "GET"),
            ("/here-307", "POST", "POST"), ("/here-307", "GET", "GET"),
        ])
    func method(path: String, sent: String, received: String) async throws {
        #expect(try await session.perform(request(path, sent)).text.contains("method=\(received)\n"))
    }

    @Test("send the body again after 307 and drop it after 303")
    func body() async throws {
        let server = try RawServer { connection in
            while let request = connection.readRequest() {
                let status = request.path == "/end" ? 200 : request.path == "/307" ? 307 : 303
                let body = String(decoding: request.body, as: UTF8.self)
                let head = "HTTP/1.1 \(status) X\r\nLocation: /end\r\nX-Method: \(request.method)\r\n"
                connection.write("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
            }
        }
        defer { server.stop() }
        for (path, method, body) in [("/307", "POST", "hello"), ("/303", "GET", "")] {
            var request = HTTPRequest("POST", url: server.url + path)
            request.redirects.follow = true
            request.body = .bytes(Array("hello".utf8))
            let response = try await session.perform(request)
            #expect(response.headers.first("x-method") == method)
            #expect(response.text == body)
        }
    }

    @Test("from https to http are refused unless allowed")
    func downgrade() async throws {
        var request = HTTPRequest.get(nginx.tlsURL + "/unencrypted")
        request.tls.caFile = nginx.certificates.authority.certificate
        request.redirects.follow = true
        let error = try #require(await failure(of: request))
        #expect(Fault(error) == Fault(.protocol, .body))
        #expect(error.message == "redirect from https to \(nginx.url)/echo refused: it is not encrypted")
        #expect(error.response?.status == 302)
        request.redirects.allowsDowngrade = true
        #expect(try await session.perform(request).status == 200)
    }

    @Test("stop at the bound, which may be nought, and list what was followed", arguments: [0, 3])
    func bound(maximum: Int) async throws {
        let server = try RawServer.redirecting(to: "/again")
        defer { server.stop() }
        var request = HTTPRequest.get(server.url)
        request.redirects = .init(follow: true, maximum: maximum)
        let error = try #require(await failure(of: request))
        #expect(error.redirects.count == maximum)
        #expect(server.requests == maximum + 1)
    }

    @Test(
        "to other schemes are refused",
        arguments: ["file:///etc/passwd", "ftp://h/", "gopher://h/", "javascript:alert(1)"])
    func scheme(location: String) async throws {
        let server = try RawServer.redirecting(to: location)
        defer { server.stop() }
        var request = HTTPRequest.get(server.url)
        request.redirects.follow = true
        #expect(Fault(await failure(of: request)) == Fault(.protocol, .body))
        #expect(server.requests == 1)
    }
}
