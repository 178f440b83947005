import Testing
import XML

@Suite("An XML document")
struct XMLDocumentTests {
    private func refusal(_ text: String, limits: XMLLimits = .init()) -> XMLError? {
        do throws(XMLError) {
            _ = try XMLDocument(parsing: Array(text.utf8), limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test("that is not well-formed is refused with line and column")
    func notWellFormed() throws {
        let error = try #require(refusal("<a>\n  <b>\n</a>"))
        #expect(error.line == 3 && error.column != nil)
        #expect(error.description.hasPrefix("line 3, column "))
        #expect(error.message.contains("b") && !error.message.contains("\n"))
    }

    @Test(
        "is refused when it is none",
        arguments: [
            "", " ", "{}", "<a", "<a></b>", "<a/><b/>", "<a b=c/>", "<a>&nbsp;</a>", "\u{FFFE}", "<a>\u{0}</a>",
        ])
    func none(text: String) {
        #expect(refusal(text) != nil)
    }

    @Test("whose bytes are not in its encoding is refused")
    func encoding() {
        #expect(throws: XMLError.self) {
            try XMLDocument(parsing: [0x3C, 0x61, 0x3E, 0xFF, 0xFE, 0x3C, 0x2F, 0x61, 0x3E])
        }
    }

    @Test("that declares entities is refused, before any of them expands")
    func entities() {
        let laughs = (1...9).map {
            #"<!ENTITY l\#($0) "&l\#($0 - 1);&l\#($0 - 1);&l\#($0 - 1);&l\#($0 - 1);&l\#($0 - 1);">"#
        }
        let bomb = #"<!DOCTYPE a [<!ENTITY l0 "haha">\#(laughs.joined())]><a b="&l9;">&l9;</a>"#
        for text in [
            bomb, #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#,
            #"<!DOCTYPE a [<!ENTITY % p "x">]><a/>"#,
        ] {
            #expect(refusal(text)?.message == "the document declares entities, which are not allowed")
        }
    }

    @Test("may name an external DTD, which is not fetched")
    func externalDTD() throws {
        let text = #"<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>x</a>"#
        let document = try XMLDocument(parsing: Array(text.utf8))
        #expect(try document.evaluate(XPath(parsing: "string(/a)")) == .string("x"))
    }

    @Test("may use a prefix that it does not declare")
    func undeclaredPrefix() throws {
        let document = try XMLDocument(parsing: Array("<x:a>1</x:a>".utf8))
        #expect(try document.evaluate(XPath(parsing: "number(/*)")) == .number(1))
    }

    @Test("that is too deep or too long is refused")
    func bounds() throws {
        let deep = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        #expect(try #require(refusal(deep)).message.contains("depth"))
        var limits = XMLLimits()
        limits.maxBytes = 10
        #expect(refusal("<a>1234567890</a>", limits: limits)?.message == "the document is longer than 10 bytes")
    }

    @Test("in HTML is read as browsers do, at any depth without harm")
    func html() throws {
        let document = try XMLDocument(
            parsing: Array("<title>Zwölf &amp; eins</title><p class=x>one<p>two<br>".utf8), as: .html)
        #expect(try document.evaluate(XPath(parsing: "string(//title)")) == .string("Zwölf & eins"))
        #expect(try document.evaluate(XPath(parsing: "//p")) == .nodes(["one", "two"]))
        let deep = Array(String(repeating: "<div>", count: 100_000).utf8)
        _ = try? XMLDocument(parsing: deep, as: .html).evaluate(XPath(parsing: "count(//div)"))
    }
}
