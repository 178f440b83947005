import Model
import TestSupport
import Testing

@Suite("HTTP steps", .timeLimit(.minutes(1)))
struct HTTPStepTests {
    /// The request that a step makes.
    private func request(_ http: String, scope: Scope = Scope(), defaults: String? = nil, directory: String = ".")
        async throws -> RawRequest
    {
        let server = try Answers(answer("ok"))
        let node = defaults.flatMap { Written.node("{http: {\($0)}}", Diagnostics()) }
        let result = try await Written.run(
            "{http: {url: \"\(server.url)/p\", \(http)}, check: {status: 200}}", scope: scope, defaults: node,
            directory: directory)
        #expect(result.outcome == .passed, "\(result.refusals)")
        return try #require(server.requests.first)
    }

    private let scope = Scope([
        "big": Variable("9007199254740993", json: "9007199254740993", origin: "t"),
        "text": Variable("a b&c=ü", origin: "t"), "flag": Variable("true", json: "true", origin: "t"),
    ])

    @Test(
        "a body arrives as it was written, with its content type",
        arguments: [
            (
                "json: {a: 1, b: [true, null, 1.50, \"x\"], c: {}, d: '5'}",
                #"{"a":1,"b":[true,null,1.50,"x"],"c":{},"d":"5"}"#, "application/json"
            ),
            (
                "json: {a: \"{{big}}\", b: \"x{{big}}\", c: \"{{flag}}\", d: \"{{text}}\"}",
                #"{"a":9007199254740993,"b":"x9007199254740993","c":true,"d":"a b&c=ü"}"#, "application/json"
            ),
            ("json: \"{{big}}\"", "9007199254740993", "application/json"), ("json: []", "[]", "application/json"),
            ("json: 12345678901234567890.10", "12345678901234567890.10", "application/json"),
            (
                "form: {a: \"{{text}}\", b: [x, 'y/z'], ü: ''}", "a=a%20b%26c%3D%C3%BC&b=x&b=y%2Fz&%C3%BC=",
                "application/x-www-form-urlencoded"
            ),
            ("body: \"a\\r\\n{{text}}\"", "a\r\na b&c=ü", nil),
            ("json: {}, headers: {Content-Type: application/x+json}", "{}", "application/x+json"),
        ] as [(String, String, String?)])
    func bodies(http: String, body: String, type: String?) async throws {
        let request = try await request(http, scope: scope)
        #expect(request.method == "POST")
        #expect(String(decoding: request.body, as: UTF8.self) == body)
        if let type { #expect(request.headers("content-type") == [type]) }
    }

    @Test("a file from the suite's folder can be the body")
    func file() async throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        try folder.write("body.bin", "{{text}} as it is\n")
        let request = try await request("method: PUT, file: body.bin", scope: scope, directory: folder.path)
        #expect(request.method == "PUT")
        #expect(String(decoding: request.body, as: UTF8.self) == "{{text}} as it is\n")
    }

    @Test(
        "method, query, headers, cookies and credentials are sent",
        arguments: [
            ("name", "GET /p HTTP/1.1"), ("method: DELETE", "DELETE /p HTTP/1.1"),
            ("query: {a: \"{{text}}\", b: ['1', 2]}", "GET /p?a=a%20b%26c%3D%C3%BC&b=1&b=2 HTTP/1.1"),
            ("headers: {X-A: \"{{text}}\"}", "X-A: a b&c=ü"), ("headers: {X-A: [one, two]}", "X-A: two"),
            ("auth: {bearer: \"{{big}}\"}", "Authorization: Bearer 9007199254740993"),
            ("auth: {basic: {user: me, password: \"p:w\"}}", "Authorization: Basic bWU6cDp3"),
            ("cookies: {a: b, c: \"{{big}}\"}", "Cookie: a=b; c=9007199254740993"),
        ])
    func requests(http: String, line: String) async throws {
        let request = try await request(http == "name" ? "timeout: 5s" : http, scope: scope)
        #expect(
            request.head.split(separator: "\r\n").contains { String($0).lowercased() == line.lowercased() },
            "\(request.head)")
    }

    @Test(
        "a variable can't put a second header into a request",
        arguments: [
            "headers: {X-A: \"{{evil}}\"}", "auth: {bearer: \"{{evil}}\"}", "cookies: {a: \"{{evil}}\"}",
            "method: \"{{evil}}\"",
        ])
    func injection(http: String) async throws {
        let server = try Answers(answer("ok"))
        let result = try await Written.run(
            "{http: {url: \"\(server.url)/\", \(http)}, check: {status: 200}}",
            scope: Scope(texts: ["evil": "x\r\nX-Evil: 1"]))
        #expect(result.outcome == .errored)
        #expect(server.requests.isEmpty)
    }

    @Test(
        "the step's own words beat the defaults, header by header",
        arguments: [
            ("headers: {x-a: own}", "headers: {X-A: weak, X-B: weak}", ["x-a": ["own"], "x-b": ["weak"]]),
            ("timeout: 5s", "auth: {bearer: weak}", ["authorization": ["Bearer weak"]]),
            ("auth: {bearer: own}", "auth: {bearer: weak}", ["authorization": ["Bearer own"]]),
            ("timeout: 5s", "headers: {X-A: [a, b]}", ["x-a": ["a", "b"]]),
        ])
    func defaults(http: String, defaults: String, headers: [String: [String]]) async throws {
        let request = try await request(http, defaults: defaults)
        for (name, values) in headers { #expect(request.headers(name) == values) }
    }

    @Test(
        "what can't be right is refused before the run",
        arguments: [
            ("{url: http://h/, json: {}, body: x}", "'http' has both 'json' and 'body'"),
            ("{url: http://h/, form: {a: b}, file: x}", "'http' has both 'form' and 'file'"),
            ("{url: /path}", "the URL `/path` is a path, but the environment has no base_url"),
            ("{url: h/path}", "the URL `h/path` is neither http nor https"),
            ("{url: file:///etc/passwd}", "the URL `file:///etc/passwd` is neither http nor https"),
            ("{method: GET}", "'http' lacks the key 'url'"),
            ("{url: http://h/, auth: {bearer: a, basic: {user: a, password: b}}}", "'auth' has 'bearer' and 'basic'"),
            ("{url: http://h/, auth: {basic: {user: a}}}", "'basic' lacks the key 'password'"),
            ("{url: http://h/, connect_to: h}", "'connect_to' wants host:port"),
            ("{url: http://h/, connect_to: \"::1:80\"}", "'connect_to' wants host:port"),
            ("{url: http://h/, http_version: 3}", "'http_version' wants one of auto, 1.1, 2"),
            ("{url: http://h/, max_redirects: 51}", "'max_redirects' wants a whole number from 0 to 50"),
            ("{url: http://h/, max_body: big}", "'max_body' wants a size"),
            ("{url: http://h/, timeout: 5}", "'timeout' wants a duration"),
            ("{url: http://h/, json: {a: yes}}", "`yes` is a text to some YAML readers"),
        ])
    func refused(http: String, problem: String) {
        let step = Written.step("{http: \(http), check: {status: 200}}")
        #expect(step.action == nil)
        #expect(step.problems.contains { $0.contains(problem) }, "\(step.problems)")
    }

    @Test("a path is put behind base_url")
    func path() async throws {
        let server = try Answers(answer("ok"))
        let result = try await Written.run(
            "{http: {url: /a/b?c=d}, check: {status: 200}}", scope: Scope(texts: ["base_url": server.url + "/base"]))
        #expect(result.outcome == .passed)
        #expect(server.requests.first?.path == "/base/a/b?c=d")
        #expect(result.request == "GET \(server.url)/base/a/b?c=d")
    }

    // MARK: Connections and cookies

    @Test("cookies and connections are kept within a case, and never shared with another")
    func cookies() async throws {
        let server = try Answers(answer("ok", headers: ["Set-Cookie: sid=abc; Path=/"]))
        let yaml = "{http: {url: \"\(server.url)/\"}, check: {status: 200}}"
        let one = Written.context()
        let first = try await Written.run(yaml, in: one)
        let second = try await Written.run(yaml, in: one)
        let other = try await Written.run(yaml, in: Written.context())
        #expect(server.requests.map { $0.header("cookie") } == [nil, "sid=abc", nil])
        #expect(server.connections == 2)
        #expect([first, second, other].map { $0.response?.hasSuffix("connection reused") } == [false, true, false])
        #expect(first.timings?.connectMs != nil && second.timings?.connectMs == nil)
    }

    @Test(
        "redirects are followed only where the step says so",
        arguments: [("follow_redirects: false", "302", 0), ("follow_redirects: true", "200", 1)])
    func redirects(http: String, status: String, count: Int) async throws {
        let server = try Answers { request, _ in
            request.path == "/" ? answer(status: "302 Found", headers: ["Location: /there"]) : answer("there")
        }
        let result = try await Written.run(
            "{http: {url: \"\(server.url)/\", \(http)}, check: {status: \(status), redirects: \(count), url: {ends_with: \(count == 0 ? "/" : "/there")}}}"
        )
        #expect(result.refusals == [])
    }

    @Test(
        "credentials stay behind when a redirect leads to another origin",
        arguments: [
            "auth: {bearer: s3cret-token}", "headers: {Authorization: s3cret-token}",
            "headers: {X-Api-Key: s3cret-token}",
        ])
    func credentials(http: String) async throws {
        let other = try Answers(answer("ok"))
        let server = try Answers(answer(status: "302 Found", headers: ["Location: \(other.url)/"]))
        let result = try await Written.run(
            "{http: {url: \"\(server.url)/\", follow_redirects: true, \(http)}, check: {status: 200}}")
        #expect(result.outcome == .passed)
        #expect(server.requests.first?.head.contains("s3cret-token") == true)
        #expect(other.requests.first?.head.contains("s3cret-token") == false)
    }

    @Test(
        "what the target does wrong is its failure, each with its class",
        arguments: [
            ("refused", Outcome.failed, "connect"), ("silent", .failed, "timeout"), ("garbage", .failed, "protocol"),
            ("cut", .failed, "protocol"), ("large", .failed, "too_large"),
        ])
    func failures(kind: String, outcome: Outcome, errorClass: String) async throws {
        let server: RawServer? =
            switch kind {
            case "silent": try .silent()
            case "garbage": try .garbage()
            case "cut": try .cutShort()
            case "large": try .infiniteBody()
            default: nil
            }
        defer { server?.stop() }
        let url = try server?.url ?? "http://127.0.0.1:\(freePort())"
        let result = try await Written.run(
            "{http: {url: \"\(url)/\", timeout: 1s, max_body: 64KiB}, check: {status: 200}}")
        #expect(result.outcome == outcome)
        let observed = result.observations.first?.errorClass
        #expect(observed == errorClass || (kind == "cut" && observed != nil), "\(result.observations)")
    }

    // MARK: TLS

    @Test("TLS is verified by the file that the step or the defaults name, each from the folder it stands in")
    func authorities() async throws {
        let nginx = try NginxServer.shared()
        let url = "\(nginx.tlsURL)/data.json"
        let check =
            "check: {status: 200, tls: {valid: true, days_left: {gt: 30}}, timings: {tls: {gt: 0ms}}, json: {count: 3}}"
        let unknown = try await Written.run("{http: {url: \"\(url)\"}, check: {status: 200}}")
        #expect(unknown.outcome == .failed && unknown.observations.first?.errorClass == "tls")
        let unverified = try #require(
            Written.step("{http: {url: \"\(url)\", tls: {verify: false}}, check: {status: 200}}").action)
        #expect(unverified.notes == ["TLS certificates were not verified"])
        #expect(await unverified.run(in: Written.context()).outcome == .passed)
        let authority = nginx.certificates.authority.certificate
        let parts = authority.split(separator: "/", omittingEmptySubsequences: false)
        let (folder, name) = (parts.dropLast().joined(separator: "/"), parts.last.map(String.init) ?? "")
        #expect(
            try await Written.run("{http: {url: \"\(url)\", tls: {ca_file: \"\(authority)\"}}, \(check)}").refusals
                == [])
        // As the harness merges them: the mapping of the suite, with a key of the project file.
        let project = try #require(Written.node("ca_file: \(name)", Diagnostics(), file: "\(folder)/gonogo.yaml"))
        var suite = try #require(
            Written.node("{http: {tls: {verify: true}}}", Diagnostics(), file: "/elsewhere/s.yaml"))
        suite = merged(suite, project)
        #expect(try await Written.run("{http: {url: \"\(url)\"}, \(check)}", defaults: suite).refusals == [])
    }

    private func merged(_ suite: Node, _ tls: Node) -> Node {
        let own = suite["http"]?["tls"]
        let both = Node(.mapping((own?.mapping ?? []) + (tls.mapping ?? [])), at: own?.location ?? suite.location)
        let http = Node(
            .mapping([Node.Member(key: "tls", keyLocation: both.location, value: both)]), at: suite.location)
        return Node(.mapping([Node.Member(key: "http", keyLocation: suite.location, value: http)]), at: suite.location)
    }

    @Test(
        "HTTP/2 is taken where TLS offers it, and 1.1 where the step asks for it",
        arguments: [("auto", "HTTP/2"), ("\"1.1\"", "HTTP/1.1"), ("2", "HTTP/2")])
    func versions(wanted: String, version: String) async throws {
        let nginx = try NginxServer.shared()
        let result = try await Written.run(
            "{http: {url: \"https://127.0.0.1:\(nginx.ports.http2)/data.json\", http_version: \(wanted), tls: {ca_file: \"\(nginx.certificates.authority.certificate)\"}}, check: {version: \(version)}}"
        )
        #expect(result.refusals == [])
    }
}
