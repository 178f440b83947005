import Model
import Reports
import Testing

struct FindingTextTests {
    private func record(_ findings: [Observation], severity: Severity = .block) -> RunRecord {
        let outcome = Outcome.worst(findings.map(\.outcome))
        let step = StepResult(name: "r", kind: "rule", outcome: outcome, observations: findings)
        return .make([
            .config([
                CaseResult(
                    id: "production/REDIS_URL", name: "r", unit: .rule, severity: severity, outcome: outcome,
                    steps: [step])
            ])
        ])
    }

    private func observation(_ outcome: Outcome = .failed, text: String = "REDIS_URL=redis://:********@cache:6379/0")
        -> Observation
    {
        Observation(
            property: "config/must-differ", expected: "another one", actual: "the same", outcome: outcome,
            message: "REDIS_URL is shared", location: .init(file: "production.env", line: 7, column: 11),
            finding: Finding(
                rule: "config/must-differ", subject: "development,production REDIS_URL.password", fix: "rotate it",
                excerpt: .init(text: text, column: 20, note: "password (value withheld)"),
                related: [.init(location: .init(file: "development.env", line: 5, column: 11), note: "same password")]))
    }

    @Test("a finding is told with its line, what belongs to it and what would make it right")
    func render() {
        #expect(
            ReasonText.render(record([observation(), observation(.errored)])) == """
                NO-GO: rule blocking-check-failed: env/production/REDIS_URL
                production.env:7:11: error: REDIS_URL is shared [config/must-differ]
                  expected another one, got the same
                  7 | REDIS_URL=redis://:********@cache:6379/0
                    |                    ^ password (value withheld)
                  same password: development.env:5
                  fix: rotate it
                production.env:7:11: undecided: REDIS_URL is shared [config/must-differ]
                  expected another one, got the same
                  7 | REDIS_URL=redis://:********@cache:6379/0
                    |                    ^ password (value withheld)
                  same password: development.env:5
                  fix: rotate it

                """)
        #expect(ReasonText.render(record([observation()], severity: .warn)).contains("production.env:7:11: warning: "))
    }

    @Test("of many findings of one check the first are told and the rest counted")
    func many() {
        let text = ReasonText.render(record(Array(repeating: observation(), count: 25)))
        #expect(text.split(separator: "\n").count { $0.contains(": error: ") } == 10)
        #expect(text.contains("  … and 15 more findings of this check in the run record\n"))
    }

    @Test("a file can't begin a line of its own", arguments: Hostile.all)
    func hostile(_ hostile: Hostile) {
        var observation = observation(text: hostile.text)
        observation.message = hostile.text
        observation.finding?.fix = hostile.text
        for line in ReasonText.render(record([observation])).split(whereSeparator: \.isNewline) {
            let isOurs =
                line.hasPrefix("NO-GO: ") || line.hasPrefix("production.env:7:11: error: ") || line.hasPrefix("  ")
            #expect(isOurs && line.utf8.count < 6_000 && !line.unicodeScalars.contains("\u{1B}"))
        }
    }

    @Test("the summary counts what was waived")
    func waived() {
        var accepted = observation(.passed)
        accepted.finding?.waiver = .init(reason: "shared quota", owner: "jy", expires: "2026-12-31")
        let summary = QCSummary(record([accepted]))
        #expect(summary.lines[3].contains("Config: 1/1, 1 waived |"))
    }
}
