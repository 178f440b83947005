import Testing
import XML

@Suite("walking through XML")
struct XMLElementTests {
    @Test("every element begins and ends in the order of the document, with line, depth and attributes")
    func order() throws {
        let text = "<!-- c --><a x=\"1\">\n t <b/>u<c><d y=\"&lt;\"/></c>\n</a><!-- c -->"
        var events: [String] = []
        try XMLDocument(parsing: Array(text.utf8)).walk(
            begin: {
                events.append("\($0.name)@\($0.line)/\($0.depth) \($0.attribute("x") ?? $0.attribute("y") ?? "")")
            },
            end: { events.append("/\($0.name)") })
        #expect(events == ["a@1/0 1", "b@2/1 ", "/b", "c@2/1 ", "d@2/2 <", "/d", "/c", "/a"])
    }

    @Test("lines are told beyond 65535")
    func manyLines() throws {
        let text = "<a>" + String(repeating: "\n", count: 70_000) + "<b/>x</a>"
        var line = 0
        try XMLDocument(parsing: Array(text.utf8)).walk(
            begin: { if $0.name == "b" { line = $0.line } }, end: { _ in })
        #expect(line == 70_001)
    }
}
