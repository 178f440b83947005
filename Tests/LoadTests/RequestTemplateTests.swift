import Testing

@testable import Load

@Suite("Request templates and plans")
struct RequestTemplateTests {
    private let origin = Origin(host: "example.test", port: 8080)

    private func text(_ template: RequestTemplate, _ origin: Origin, keepAlive: Bool = true) -> String? {
        RequestBlueprint(template, origin: origin, keepAlive: keepAlive).constant.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test("are HTTP/1.1 requests with a Host and, with a body, its length")
    func bytes() throws {
        let get = try RequestTemplate(target: "/a?b=c", headers: [("Accept", "*/*")])
        #expect(text(get, origin) == "GET /a?b=c HTTP/1.1\r\nHost: example.test:8080\r\nAccept: */*\r\n\r\n")
        let post = try RequestTemplate(
            method: "POST", target: "/", headers: [("host", "other")], body: Array("ä".utf8))
        #expect(
            text(post, Origin(host: "::1", port: 80)) == "POST / HTTP/1.1\r\nhost: other\r\nContent-Length: 2\r\n\r\nä")
        #expect(Origin(host: "::1", port: 80).authority == "[::1]")
    }

    @Test(
        "refuse whatever would break out of its line",
        arguments: [
            ("GET /", "/", "A", "b"), ("GET", "/ HTTP/1.1\r\nX: y", "A", "b"), ("GET", "", "A", "b"),
            ("", "/", "A", "b"),
            ("GET", "/", "A\r\nB", "b"), ("GET", "/", "A", "b\r\nC: d"), ("GET", "/", "A", "b\0"),
            ("GET", "/", "", "b"),
        ])
    func injection(method: String, target: String, name: String, value: String) {
        #expect(throws: LoadError.self) {
            try RequestTemplate(method: method, target: target, headers: [(name, value)])
        }
    }

    @Test(
        "plans that cannot be run are refused before anything is sent",
        arguments: [
            { $0.scenarios = [] }, { $0.scenarios[0].steps = [] }, { $0.scenarios[0].weight = 0 },
            { $0.model = .closed(users: 0) }, { $0.length = .iterations(0) }, { $0.length = .duration(.zero) },
            { $0.scenarios[0].steps[0].timeout = .zero }, { $0.threads = 0 }, { $0.warmup = .seconds(20) },
        ] as [@Sendable (inout LoadPlan) -> Void])
    func refused(_ spoil: @Sendable (inout LoadPlan) -> Void) throws {
        var plan = try LoadPlan.make(port: 9)
        spoil(&plan)
        #expect(throws: LoadError.self) { try LoadEngine.run(plan) }
    }
}
