import Testing
import XML

@Suite("XPath")
struct XPathTests {
    private let document = """
        <shop xmlns="urn:shop" xmlns:t="urn:tax">
          <item price="3.50">pen<!-- blue --></item><item price="10"><![CDATA[a & b]]></item>
          <t:rate>0.19</t:rate>
        </shop>
        """

    private func evaluate(_ expression: String, in text: String, limits: XMLLimits = .init()) throws -> XPathResult {
        try XMLDocument(parsing: Array(text.utf8), limits: limits).evaluate(XPath(parsing: expression))
    }

    @Test("has four kinds of value, and knows the root's namespaces")
    func kinds() throws {
        #expect(try evaluate("//_:item", in: document) == .nodes(["pen", "a & b"]))
        #expect(try evaluate("//_:item/@price", in: document) == .nodes(["3.50", "10"]))
        #expect(try evaluate("//t:rate/text()", in: document) == .nodes(["0.19"]))
        #expect(try evaluate("count(//_:item)", in: document) == .number(2))
        #expect(try evaluate("sum(//@price)", in: document) == .number(13.5))
        #expect(try evaluate("string(//t:rate)", in: document) == .string("0.19"))
        #expect(try evaluate("//@price > 9", in: document) == .boolean(true))
        #expect(try evaluate("//nothing", in: document) == .nodes([]))
        #expect(try evaluate("/", in: "<a>x</a>") == .nodes(["x"]))
        #expect(try evaluate("//namespace::t", in: document) != .nodes([]))
    }

    @Test("finds nodes in the order of the document")
    func order() throws {
        #expect(
            try evaluate("//c/preceding-sibling::* | //c", in: "<r><a>1</a><b>2</b><c>3</c></r>")
                == .nodes(["1", "2", "3"]))
    }

    @Test("takes prefixes from the caller")
    func namespaces() throws {
        let document = try XMLDocument(parsing: Array(document.utf8))
        let result = try document.evaluate(XPath(parsing: "count(//s:item)"), namespaces: ["s": "urn:shop"])
        #expect(result == .number(2))
    }

    @Test(
        "that is wrong is refused when it is written",
        arguments: ["", "//", "//a[", "a b", "1 +", "//a[@b='c]", "!", "a::b", "/a/\0", "'x", "((((((("])
    func invalid(expression: String) {
        #expect(throws: XMLError.self) { try XPath(parsing: expression) }
    }

    @Test("names the character where it goes wrong")
    func position() throws {
        let error = try #require(throws: XMLError.self) { try XPath(parsing: "//item[@price=") }
        #expect(error.line == nil && error.column != nil)
    }

    @Test(
        "with unknown functions, prefixes or variables is refused when it runs", arguments: ["nope()", "//x:a", "$v"])
    func unknown(expression: String) {
        #expect(throws: XMLError.self) { try evaluate(expression, in: "<a/>") }
    }

    @Test("that is nested too deep or too long is refused, not run")
    func deep() {
        let parentheses = String(repeating: "(", count: 8000) + "1" + String(repeating: ")", count: 8000)
        #expect(throws: XMLError.self) { try XPath(parsing: parentheses) }
        #expect(throws: XMLError.self) { try XPath(parsing: String(repeating: "a|", count: 10000) + "a") }
        _ = try? evaluate(String(repeating: "-", count: 16000) + "1", in: "<a/>")
    }

    @Test("is bounded in steps, nodes and text")
    func bounds() throws {
        let wide = "<r>" + String(repeating: "<a/>", count: 5000) + "</r>"
        let start = ContinuousClock.now
        #expect(throws: XMLError.self) { try evaluate("//a[//a[//a[//a]]]", in: wide) }
        #expect(ContinuousClock.now - start < .seconds(5))
        var limits = XMLLimits()
        limits.maxNodes = 100
        #expect(throws: XMLError.self) { try evaluate("//a", in: wide, limits: limits) }
        limits = XMLLimits()
        limits.maxResultBytes = 1000
        let nested =
            String(repeating: "<a>", count: 200) + String(repeating: "x", count: 10)
            + String(repeating: "</a>", count: 200)
        #expect(throws: XMLError.self) { try evaluate("//a", in: nested, limits: limits) }
    }
}

@Suite("XML Schema")
struct XMLSchemaTests {
    private let schema = Array(
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="a"><xs:complexType><xs:attribute name="n" type="xs:integer" use="required"/></xs:complexType></xs:element>
        </xs:schema>
        """.utf8)

    @Test("accepts what is valid, and lists what is not with its line")
    func findings() throws {
        #expect(try XMLSchema.validate(Array(#"<a n="1"/>"#.utf8), against: schema) == [])
        let findings = try XMLSchema.validate(Array("\n<a n=\"x\" m=\"2\"/>".utf8), against: schema)
        #expect(findings.count >= 2)
        #expect(findings.allSatisfy { $0.hasPrefix("line 2") })
    }

    @Test("throws for a schema that is none")
    func invalidSchema() {
        #expect(throws: XMLError.self) { try XMLSchema.validate(Array("<a/>".utf8), against: Array("<a/>".utf8)) }
        #expect(throws: XMLError.self) { try XMLSchema.validate(Array("<a/>".utf8), against: Array("<a".utf8)) }
    }
}
