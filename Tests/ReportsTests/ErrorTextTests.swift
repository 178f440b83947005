import Model
import Reports
import Testing

struct ErrorTextTests {
    private func error(_ errorClass: String, _ count: Int, blame: String = "target", sample: String = "x")
        -> LoadSummary.ErrorCount
    {
        .init(errorClass: errorClass, phase: "first byte", blame: blame, count: count, sample: sample)
    }

    @Test("each kind of error has a line with its count and a sample, the most frequent first")
    func lines() {
        let load = LoadSummary.make(errors: [
            error("timeout", 2), error("status", 14_873, sample: "GET /a: answered 503"),
            error("connect", 1, blame: "generator", sample: "no route"),
        ])
        #expect(
            ErrorText.render([.performance(load: load), .smoke()]) == """
                errors under load: 14 873 × status (first byte): GET /a: answered 503
                errors under load: 2 × timeout (first byte): x
                errors under load: 1 × connect (first byte, not the target's): no route

                """)
    }

    @Test("of several loads each is named; without errors there is no line")
    func several() {
        let text = ErrorText.render([
            .performance("browse", load: .make(errors: [error("reset", 1)])), .performance("buy", load: .make()),
        ])
        #expect(text == "errors under load in browse: 1 × reset (first byte): x\n")
        #expect(ErrorText.render([.performance(), .smoke()]) == "")
    }

    @Test("ten lines at most, and the last tells how many kinds are missing")
    func many() {
        let text = ErrorText.render([.performance(load: .make(errors: (1...30).map { error("timeout", $0) }))])
        let lines = text.split(separator: "\n")
        #expect(lines.count == 10)
        #expect(lines.last == "… and 21 more kinds in the run record")
        let ten = ErrorText.render([.performance(load: .make(errors: (1...10).map { error("timeout", $0) }))])
        #expect(ten.split(separator: "\n").count == 10 && !ten.contains("more"))
    }

    @Test("whatever a target sends stays on its line", arguments: Hostile.all)
    func hostile(_ hostile: Hostile) {
        let text = ErrorText.render([
            .performance(hostile.text, load: .make(errors: [error(hostile.text, 1, sample: hostile.text)]))
        ])
        #expect(text.split(separator: "\n").count == 1)
        #expect(text.dropLast().unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    }
}
