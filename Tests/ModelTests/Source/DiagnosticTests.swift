import Model
import Testing

struct DiagnosticTests {
    private func at(_ line: Int, _ column: Int, _ file: String = "s.yaml") -> Model.SourceLocation {
        Model.SourceLocation(file: file, line: line, column: column)
    }

    @Test("a diagnostic shows its line, with a caret under the column")
    func caret() {
        let text = DiagnosticText(files: ["s.yaml": "suite: a\nkind:\tsmoke\r\n  http: {é: 1}\n"])
        #expect(
            text.render(Diagnostic(at: at(3, 10), "unknown key 'é'", fix: "remove it")) == """
                s.yaml:3:10: error: unknown key 'é'
                  3 |   http: {é: 1}
                    |          ^
                  fix: remove it

                """)
        #expect(
            text.render(Diagnostic(.warning, at: at(2, 7), "x")) == """
                s.yaml:2:7: warning: x
                  2 | kind: smoke
                    |       ^

                """)
    }

    @Test("a diagnostic without a place, or beyond the file, has no excerpt")
    func noExcerpt() {
        let text = DiagnosticText(files: ["s.yaml": "one\n"])
        #expect(text.render(Diagnostic(at: nil, "x")) == "error: x\n")
        #expect(text.render(Diagnostic(at: at(9, 9), "x")) == "s.yaml:9:9: error: x\n")
        #expect(text.render(Diagnostic(at: at(0, 0), "x")) == "s.yaml:0:0: error: x\n")
        #expect(text.render(Diagnostic(at: at(1, 1, "other"), "x")) == "other:1:1: error: x\n")
    }

    @Test("a long line is cut around the column, and can't steer the terminal")
    func longLine() {
        let text = DiagnosticText(files: ["s.yaml": String(repeating: "a", count: 5_000) + "!"])
        let lines = text.render(Diagnostic(at: at(1, 5_001), "x")).split(separator: "\n")
        #expect(lines[1].hasSuffix("a!") && lines[1].count < 120)
        #expect(lines[2].count == lines[1].count)
        let hostile = DiagnosticText(files: ["s.yaml": "\u{1B}[2J"]).render(
            Diagnostic(at: at(1, 1), "\u{1B}[2J", fix: "\u{7}"))
        #expect(!hostile.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test("diagnostics are sorted by place, files as they were first named, each told once")
    func sorted() {
        let diagnostics = Diagnostics()
        diagnostics.error(at: at(2, 1, "b"), "b2")
        diagnostics.warning(at: at(9, 1, "a"), "a9")
        diagnostics.error(at: at(1, 5, "b"), "b1")
        diagnostics.error(at: at(1, 5, "b"), "b1")
        diagnostics.error(at: nil, "nowhere")
        #expect(diagnostics.sorted.map(\.message) == ["nowhere", "b1", "b2", "a9"])
        #expect(diagnostics.hasErrors)
    }

    @Test("beyond two hundred, more diagnostics say nothing new")
    func bounded() {
        let diagnostics = Diagnostics()
        for line in 1...1_000 { diagnostics.warning(at: at(line, 1), "x") }
        #expect(diagnostics.all.count == 200)
        #expect(!diagnostics.hasErrors)
    }
}
