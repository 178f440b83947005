import Model
import Testing

/// What an excerpt of a file shows of its lines.
struct ShownLineTests {
    private func shown(_ line: String, in file: String? = nil) -> String {
        let text = file ?? line
        let number = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0 == line } ?? 0
        let location = SourceLocation(file: "f", line: number + 1, column: 1)
        let rendered = DiagnosticText(files: ["f": text]).render(Diagnostic(at: location, "x"))
        let excerpt = rendered.split(separator: "\n").dropFirst().first ?? ""
        return String(excerpt.drop { $0 != "|" }.dropFirst(2))
    }

    @Test(
        "what stands where secrets stand is covered, and the columns stay",
        arguments: [
            ("password: abc def", "password: *** ***"), ("{token: \"abc\"}", "{token: ******"),
            ("url: http://me:abc@host/", "url: http://me:***@host/"), ("url: http://me:ab", "url: http://me:**"),
            ("secrets: {any: abc}", "secrets: {any: ****"), ("secrets_x: [abc]", "secrets_x: *****"),
            ("JWT: {equals: abc}", "JWT: {equals: ****"),
        ])
    func covered(line: String, expected: String) {
        #expect(shown(line) == expected)
    }

    @Test(
        "everything else is shown as it stands",
        arguments: [
            "url: http://host:8080/a", "url: postgresql://me@host:5432/a", "url: redis://me@[::1]:6379", "status: 200",
            "secrets: {any: \"${TOKEN}\"}", "token: \"{{token}}\"",
            "token: ${TOKEN}",
            "JWT_SECRET: {type: strin, required: true}", "capture: {token: {jsonpath: $.token}}",
        ])
    func plain(line: String) {
        #expect(shown(line) == line)
    }

    @Test("the lines of a block of secrets are covered too")
    func block() {
        let file = "secrets:\n  any: abc\nother: abc"
        #expect(shown("  any: abc", in: file) == "  any: ***")
        #expect(shown("other: abc", in: file) == "other: abc")
    }
}
