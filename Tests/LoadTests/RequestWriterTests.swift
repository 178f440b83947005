import Testing

@testable import Load

@Suite("Requests with holes")
struct RequestWriterTests {
    private func written(
        _ template: RequestTemplate, _ values: [LoadValue?], jar: String = ""
    ) throws -> String {
        var variables = LoadVariables(count: values.count)
        for (number, value) in values.enumerated() { variables[number] = value }
        var writer = RequestWriter()
        let blueprint = RequestBlueprint(template, origin: Origin(host: "h", port: 80), keepAlive: true)
        try writer.write(blueprint, variables, jar: Array(jar.utf8))
        return String(decoding: writer.output.bytes, as: UTF8.self)
    }

    @Test("the length is that of the body as written, in bytes")
    func length() throws {
        let template = try RequestTemplate(
            method: "POST", target: [.text("/")], headers: [], body: [.text("<"), .variable(0, .raw), .text(">")])
        #expect(
            try written(template, [LoadValue("ä\r\n")])
                == "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n<ä\r\n>")
    }

    @Test(
        "each place has its own way to write a value",
        arguments: [
            (RequestTemplate.Encoding.percent, LoadValue("a b/ü~"), "a%20b%2F%C3%BC~"),
            (.form, LoadValue("a b&c=d"), "a+b%26c%3Dd"),
            (.jsonString, LoadValue("\"\\\n\u{1}é"), "\\\"\\\\\\u000A\\u0001é"),
            (.jsonValue, LoadValue("x"), "\"x\""), (.jsonValue, LoadValue("12.50", isJSON: true), "12.50"),
            (.raw, LoadValue("<&>"), "<&>"), (.target, LoadValue("x/y?z"), "x/y?z"),
        ])
    func encodings(_ encoding: RequestTemplate.Encoding, _ value: LoadValue, _ expected: String) {
        #expect(encoding.fits(value.text))
        #expect(String(decoding: encoding.encode(value), as: UTF8.self) == expected)
    }

    @Test("the template's own cookies and the jar's share one header")
    func cookies() throws {
        let own = try RequestTemplate(target: "/", headers: [("Cookie", "a=1")])
        #expect(try written(own, []) == "GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\n\r\n")
        #expect(try written(own, [], jar: "b=2") == "GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1; b=2\r\n\r\n")
        let none = try RequestTemplate(target: "/")
        #expect(try written(none, [], jar: "b=2") == "GET / HTTP/1.1\r\nHost: h\r\nCookie: b=2\r\n\r\n")
    }

    @Test("a value that nobody set fails the request")
    func unset() throws {
        let template = try RequestTemplate(
            method: "GET", target: [.text("/"), .variable(3, .percent)], headers: [], body: [])
        #expect(throws: RequestWriter.Fault.self) { _ = try written(template, [nil, nil, nil, nil]) }
    }
}
