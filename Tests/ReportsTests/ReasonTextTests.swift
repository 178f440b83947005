import Model
import Reports
import Testing

struct ReasonTextTests {
    @Test("every reason is told with rule, observed, limit and place; a message has a line of its own")
    func render() {
        let record = RunRecord.make(
            [
                .smoke([
                    .unmet("SMOKE-001", "health", message: "the health endpoint must answer"),
                    .unmet("S-2", severity: .warn),
                    .unmet("S-3", outcome: .errored),
                ])
            ],
            interruption: .maxDuration(seconds: 600))
        #expect(
            ReasonText.render(record.verdict) == """
                NO-GO: rule blocking-check-failed: smoke/SMOKE-001 'health': status observed 404, limit 200 (suites/kis-core/smoke.yaml:14:9)
                  the health endpoint must answer
                INCONCLUSIVE: rule blocking-check-errored: smoke/S-3: status observed 404, limit 200 (suites/kis-core/smoke.yaml:14:9)
                INCONCLUSIVE: rule incomplete-run: observed stopped at max_duration (10m 0s), limit every planned check is run to its end
                warning: rule warning-check: smoke/S-2: status observed 404, limit 200 (suites/kis-core/smoke.yaml:14:9)

                """)
    }

    @Test("a GO without warnings needs no words")
    func go() { #expect(ReasonText.render(RunRecord.make().verdict).isEmpty) }

    @Test("beyond fifty reasons, the rest is counted")
    func many() {
        let record = RunRecord.make([.smoke((1...60).map { .unmet("S-\($0)") })])
        let lines = ReasonText.render(record.verdict).split(separator: "\n")
        #expect(lines.count == 51)
        #expect(lines.last == "… and 10 more reasons in the run record")
    }

    @Test("a target can't begin a line of its own", arguments: Hostile.all)
    func hostile(_ hostile: Hostile) {
        let text = hostile.text
        let record = RunRecord.make([.smoke([.unmet("A", property: text, expected: text, actual: text, message: text)])]
        )
        for line in ReasonText.render(record.verdict).split(whereSeparator: \.isNewline) {
            #expect(line.hasPrefix("NO-GO: rule blocking-check-failed: smoke/A: ") || line.hasPrefix("  "))
            #expect(line.utf8.count < 4_000)
            #expect(!line.unicodeScalars.contains("\u{1B}"))
        }
    }
}
