import Checks
import Load
import Model
import TestSupport
import Testing

@Suite("Values that flow under load", .timeLimit(.minutes(1)))
struct CaptureTests {
    private static let login =
        "name: login, http: {url: \"URL/login\", method: POST}, check: {status: 200}, capture: {token: {jsonpath: $.token, secret: true}, id: {jsonpath: $.id}, list: {jsonpath: $.list}}"

    private func suite(
        _ steps: [String], url: String = "http://h", data: String? = nil, load: String = "{users: 2, iterations: 6}"
    ) -> String {
        var replaced = [
            "load": load,
            "scenarios": "[\(LoadText.scenario(steps: steps.map { $0.replacing("URL", with: url) }))]",
            "thresholds": "[{expr: count(errors) < 1}]",
        ]
        replaced["data"] = data
        return LoadText.suite(replaced)
    }

    private func run(_ text: String, scope: Scope = Scope(), redactor: Redactor = Redactor()) async throws
        -> SuiteOutcome
    {
        let written = Written.action(.performance, text, scope: scope)
        guard let action = written.action else {
            throw Written.Invalid(description: written.problems.joined(separator: "; "))
        }
        return await action.run(in: Written.runContext(scope, redactor: redactor))
    }

    // MARK: Requests

    /// Each variable in its place, as a step of kind http would put it there.
    private static let places = [
        "url: \"URL/a/{{id}}/b?t={{token}}\"", "url: URL/, query: {q: \"x {{token}} y\", w: [\"{{id}}\", z]}",
        "url: URL/, headers: {X-Token: \"t {{token}}\", X-Two: [\"{{id}}\", \"{{id}}\"]}",
        "url: URL/, cookies: {sid: \"{{id}}\"}", "url: URL/, auth: {bearer: \"{{token}}\"}",
        "url: URL/, form: {a: \"{{token}} b\", c: [\"{{id}}\"]}",
        "url: URL/, body: \"<x a='{{token}}'>{{id}}</x>\"",
        "url: URL/, json: {whole: \"{{id}}\", text: \"no {{id}}\", list: [\"{{list}}\", \"{{token}}\"], deep: {a: \"\\\"{{token}}\"}}",
        "method: PUT, url: \"URL/{{token}}\", json: \"{{list}}\"", "url: \"URL{{path}}\"", "url: \"{{path}}?q=1\"",
    ]

    @Test("a request with captured values is the request of a step of kind http", arguments: places)
    func sameRequest(http: String) async throws {
        let body = #"{"token": "a/ü&=+%\"\\", "id": 9007199254740993, "list": [1, {"b": null}], "path": "/deep/er"}"#
        // Blanks and quotes can't stand in a path or a header.
        let plain = body.replacing(
            #"a/ü&=+%\"\\"#, with: http.contains("URL/a/") || http.contains("PUT") ? "a-b" : "a/&=+%")
        let usesBody = http.contains("json:") || http.contains("form:") || http.contains("query:")
        let server = try Answers(answer(usesBody && !http.contains("PUT") ? body : plain))
        let captures =
            "capture: {token: {jsonpath: $.token}, id: {jsonpath: $.id}, list: {jsonpath: $.list}, path: {jsonpath: $.path}}"
        let first = "http: {url: URL/first}, check: {status: 200}, \(captures)"
        let second = "http: {\(http)}, check: {status: 200}"
        let base = Scope(texts: ["base_url": server.url])

        let outcome = try await run(
            suite([first, second], url: server.url, load: "{users: 1, iterations: 1}"), scope: base)
        #expect(outcome.cases.map(\.outcome) == [.passed, .passed], "\(String(describing: outcome.load?.errors))")
        let context = Written.context(base)
        for step in [first, second] {
            let result = try await Written.run("{\(step.replacing("URL", with: server.url))}", in: context)
            #expect(result.outcome == .passed, "\(result.refusals)")
        }

        let requests = server.requests
        try #require(requests.count == 4)
        let (load, functional) = (requests[1], requests[3])
        func line(_ request: RawRequest) -> Substring { request.head.prefix { $0 != "\r\n" } }
        #expect(line(load) == line(functional))
        for name in ["x-token", "x-two", "cookie", "authorization", "content-type", "content-length"] {
            #expect(load.header(name) == functional.header(name), "\(name)")
        }
        #expect(load.body == functional.body)
    }

    @Test("each user sends what it captured itself")
    func perUser() async throws {
        let server = try Answers { request, number in
            request.head.hasPrefix("POST")
                ? answer("{\"token\": \"t\(number)\", \"id\": 1, \"list\": []}") : answer("x")
        }
        let use = "name: use, http: {url: URL/use, auth: {bearer: \"{{token}}\"}}, check: {status: 200}"
        let outcome = try await run(suite([Self.login, use], url: server.url))
        #expect(outcome.cases.map(\.outcome) == [.passed, .passed])
        let tokens = server.requests.filter { $0.head.hasPrefix("GET") }.compactMap { $0.header("authorization") }
        #expect(tokens.count == 6 && Set(tokens).count == 6)
    }

    @Test(
        "every query captures",
        arguments: [
            "header: x-token", "cookie: sid", "jsonpath: $.token", "regex: '\"token\": \"([^\"]+)'", "status: true",
            "body: true", "bytes: true", "sha256: true",
        ])
    func queries(query: String) async throws {
        let server = try Answers(
            answer("{\"token\": \"v\"}", headers: ["X-Token: v", "Set-Cookie: sid=v; Path=/; HttpOnly"]))
        let outcome = try await run(
            suite(
                [
                    "http: {url: URL/a}, check: {status: 200}, capture: {x: {\(query)}}",
                    "http: {url: URL/b, query: {x: \"{{x}}\"}}, check: {status: 200}",
                ], url: server.url, load: "{users: 1, iterations: 1}"))
        #expect(outcome.cases.map(\.outcome) == [.passed, .passed], "\(String(describing: outcome.load?.errors))")
        let values = ["status": "200", "body": "%7B%22token%22%3A%20%22v%22%7D", "bytes": "14"]
        let target = try #require(server.requests.last).head.prefix { $0 != "\r\n" }
        let name = String(query.prefix { $0 != ":" })
        if name == "sha256" {
            #expect(target.utf8.count == "GET /b?x= HTTP/1.1".utf8.count + 64)
        } else {
            #expect(target == "GET /b?x=\(values[name] ?? "v") HTTP/1.1")
        }
    }

    @Test("what a step captured before counts more than a variable of the suite, and only from then on")
    func precedence() async throws {
        let server = try Answers(answer("{\"t\": \"new\"}"))
        _ = try await run(
            suite(
                [
                    "http: {url: \"URL/{{t}}\"}, check: {status: 200}, capture: {t: {jsonpath: $.t}}",
                    "http: {url: \"URL/{{t}}\"}, check: {status: 200}",
                ], url: server.url, load: "{users: 1, iterations: 1}"), scope: Scope(texts: ["t": "old"]))
        #expect(server.requests.map { $0.head.prefix(8) } == ["GET /old", "GET /new"])
    }

    // MARK: Answers

    @Test("a check may speak of captured values, those of its own step too")
    func checks() async throws {
        let server = try Answers { request, number in
            let id = number / 2
            return request.head.hasPrefix("POST")
                ? answer("{\"id\": \(id), \"same\": \(id)}", status: "201 Created")
                : answer("{\"id\": \(id), \"status\": \(id == 2 ? 404 : 200)}", status: id == 2 ? "404 No" : "200 OK")
        }
        let outcome = try await run(
            suite(
                [
                    "http: {url: URL/a, method: POST}, capture: {id: {jsonpath: $.id}}, check: {status: 201, json: {same: \"{{id}}\"}}",
                    "http: {url: URL/b}, capture: {s: {jsonpath: $.status}}, check: {json: {id: \"{{id}}\"}, assert: [{status: {eq: \"{{s}}\"}}]}",
                ], url: server.url, load: "{users: 1, iterations: 3}"))
        #expect(outcome.load?.errors.map(\.sample) == [])
        #expect(outcome.load?.counts.succeeded == 6)
    }

    @Test(
        "a capture that finds nothing fails its request and says so",
        arguments: [
            ("jsonpath: $.gone", "capture x: jsonpath $.gone found nothing: nothing"),
            ("header: x-gone", "capture x: header x-gone found nothing: there is no header 'x-gone'"),
            ("xpath: //a", "capture x: xpath //a found nothing: the body is not XML"),
        ])
    func nothingFound(query: String, sentence: String) async throws {
        let server = try Answers(answer("{}"))
        let outcome = try await run(
            suite(["http: {url: URL/}, check: {status: 200}, capture: {x: {\(query)}}"], url: server.url))
        #expect(outcome.load?.errors.map(\.errorClass) == ["check"])
        #expect(outcome.load?.errors.first?.sample.contains(sentence) == true, "\(outcome.load?.errors ?? [])")
        #expect(outcome.cases.map(\.outcome) == [.passed, .failed])
    }

    @Test(
        "no captured value stands in what is said of a failure",
        arguments: [
            ("body: other", "body: expected \"other\", got something else"),
            ("json: {echo: \"{{token}}x\"}", "json $['echo']: not as expected"),
            (
                "assert: [{jsonpath: $.echo, eq: \"{{token}}x\"}]",
                "jsonpath $.echo: expected \"{{token}}x\", got something else"
            ),
            (
                "assert: [{jsonpath: $.gone, exists: true, message: \"not {{token}}\"}]",
                "not {{token}} (jsonpath $.gone: expected to exist, got nothing"
            ),
            ("assert: [{regex: \"{{token}}(x)\", exists: true}]", "got nothing"),
        ])
    func discreet(check: String, sentence: String) async throws {
        let server = try Answers { _, number in
            answer("{\"token\": \"hush-hush-\(number)\", \"echo\": \"hush-hush-0\"}")
        }
        let outcome = try await run(
            suite(
                [
                    "http: {url: URL/}, check: {status: 200}, capture: {token: {jsonpath: $.token}}",
                    "http: {url: URL/}, check: {\(check)}",
                ], url: server.url))
        let sample = try #require(outcome.load?.errors.first).sample
        #expect(sample.contains(sentence), "\(sample)")
        #expect(!sample.contains("hush"), "\(sample)")
    }

    @Test("a captured path may stand right behind the host, anything else that is captured there may not")
    func leadingPath() async throws {
        let server = try Answers { _, number in answer("{\"next\": \"\(number < 2 ? "/n" : ".evil/n")\"}") }
        let steps = [
            "http: {url: URL/}, check: {status: 200}, capture: {next: {jsonpath: $.next}}",
            "http: {url: \"URL{{next}}/x\"}, check: {status: 200}",
        ]
        let outcome = try await run(suite(steps, url: server.url, load: "{users: 1, iterations: 2}"))
        #expect(server.requests.map { $0.head.prefix(8) } == ["GET / HT", "GET /n/x", "GET / HT"])
        #expect(outcome.load?.errors.first?.sample.contains("found no path beginning with /") == true)
    }

    // MARK: Mistakes

    @Test(
        "what can't be meant is refused",
        arguments: [
            (["http: {url: \"http://h/{{token}}\"}, check: {status: 200}"], "no variable 'token' is known here"),
            (
                [
                    "http: {url: \"http://h/{{token}}\"}, check: {status: 200}, capture: {token: {jsonpath: $.t}}"
                ], "no variable 'token' is known here"
            ),
            ([login, "http: {url: \"http://h/{{tokn}}\"}, check: {status: 200}"], "no variable 'tokn' is known here"),
            (
                [login, "http: {url: \"http://{{token}}/\"}, check: {status: 200}"],
                "the host of the URL must be known before the run, but 'token' gets its value while load runs"
            ),
            (
                [login, "http: {url: \"http://h:{{token}}/\"}, check: {status: 200}"],
                "the host of the URL must be known before the run, but 'token' gets its value while load runs"
            ),
            (
                [login, "http: {url: \"{{token}}://h/\"}, check: {status: 200}"],
                "the URL begins with 'token', which gets its value while load runs"
            ),
            (
                [login, "http: {method: \"{{token}}\", url: http://h/}, check: {status: 200}"],
                "the method must be known before the run, but 'token' gets its value while load runs"
            ),
            (
                [
                    login,
                    "http: {url: http://h/, auth: {basic: {user: a, password: \"{{token}}\"}}}, check: {status: 200}",
                ],
                "basic credentials must be known before the run, but 'token' gets its value while load runs"
            ),
            (
                [login, "name: \"{{token}}\", http: {url: http://h/}, check: {status: 200}"],
                "'name' must be known before the run, but 'token' is not"
            ),
            (
                [login, "http: {url: http://h/, timeout: \"{{token}}\"}, check: {status: 200}"],
                "'timeout' must be known before the run, but 'token' is not"
            ),
            (
                ["http: {url: http://h/}, check: {status: 200}, capture: {url: {url: true}}"],
                "'url' is nothing that a request under load finds out"
            ),
            (["http: {url: http://h/}, check: {status: 200}, capture: {\"a b\": {status: true}}"], "'a b' is no name"),
            (["http: {url: http://h/}, check: {status: 200}, capture: {a: {jsonpath: \"$[\"}}"], "`$[`: "),
        ] as [([String], String)])
    func refused(steps: [String], problem: String) {
        let written = Written.action(.performance, suite(steps))
        #expect(written.action == nil)
        #expect(written.problems.contains { $0.contains(problem) }, "\(written.problems)")
        #expect(!written.problems.joined().contains("gonogo-"), "marks are nobody's business: \(written.problems)")
    }

    @Test("scenarios know nothing of each other's captures")
    func perScenario() {
        let use = "http: {url: \"http://h/{{token}}\"}, check: {status: 200}"
        let scenarios = "[\(LoadText.scenario("a", steps: [Self.login])), \(LoadText.scenario("b", steps: [use]))]"
        let written = Written.action(
            .performance, LoadText.suite(["scenarios": scenarios.replacing("URL", with: "http://h")]))
        #expect(written.problems.count == 1 && written.problems[0].contains("no variable 'token' is known here"))
    }

    @Test("a step without a name is called by method and path, variables by their name")
    func names() throws {
        let get = "http: {url: \"URL/items/{{id}}?q={{token}}\"}, check: {status: 200}"
        let plan = try #require(Written.action(.performance, suite([Self.login, get])).action?.plannedLoad)
        #expect(plan.scenarios[0].steps.map(\.name) == ["login", "GET /items/:id"])
        #expect(plan.variables == 3)
    }
}
