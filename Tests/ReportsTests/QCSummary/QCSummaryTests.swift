import Model
import Reports
import Testing

struct QCSummaryTests {
    private static let labels = [
        "KIS_CORE_V3 Deployment Report - ", "Deployment ID: ", "Status: ", "Smoke Tests: ", "Performance: ",
        "Critical Issues: ", "API Health: ", "Database: ", "Cache: ", "Error Rate: ", "Response Time P95: ",
        "Overall: ",
    ]

    @Test("a run in which all is well reads as the handbook shows it")
    func go() {
        #expect(
            QCSummary(.make()).text == """
                KIS_CORE_V3 Deployment Report - 2026-11-20T10:00:00Z
                Deployment ID: DEPLOY-20261120-100000 (staging, https://staging-api.kis-core.example)
                Status: SUCCESS (Duration: 5m 42s)
                Smoke Tests: 12/12 passed | Integration: 8/8 | Config: 31/31 | Preflight: not run
                Performance: PASS (50 users, 300 s, 14 873 requests, 49.6 req/s)
                Critical Issues: 0
                API Health: OK (200 in 12 ms)
                Database: OK (PostgreSQL 15.18)
                Cache: OK (Redis 7.0.15)
                Error Rate: 0.02% (limit 1%)
                Response Time P95: 412 ms (limit 2100 ms; p50 120 ms, p99 890 ms)
                Overall: GO

                """)
    }

    @Test("a NO-GO names its first reason, and every line its own failures")
    func noGo() {
        let smoke = SuiteResult.smoke([
            .unmet("SMOKE-001", "health", tags: ["api-health"]),
            .unmet(
                "SMOKE-002", "database", tags: ["database"], outcome: .errored, property: "connect",
                expected: "an answer",
                actual: "name not resolved"),
            .make("SMOKE-003", "cache", tags: ["cache"], outcome: .skipped, reason: "needs SMOKE-001, which failed"),
            .make("SMOKE-004", "slow", passedOnRetry: true, steps: [.http()]),
        ])
        let load = SuiteResult.performance(
            load: .make(errorRatio: 0.05, response: .make(p95: 2_100.3)),
            [.unmet("load/p95(response) <= 2100ms"), .make("load/errors", severity: .warn, outcome: .failed)])
        let record = RunRecord.make([
            smoke, .integration([.unmet("INT-001", severity: .warn), .make("INT-002")]), load,
        ])
        #expect(
            QCSummary(record).text == """
                KIS_CORE_V3 Deployment Report - 2026-11-20T10:00:00Z
                Deployment ID: DEPLOY-20261120-100000 (staging, https://staging-api.kis-core.example)
                Status: FAILED (Duration: 5m 42s)
                Smoke Tests: 1/4 passed, 1 failed, 1 errored, 1 skipped, 1 passed on retry | Integration: 1/2, 1 warning \
                | Config: not run | Preflight: not run
                Performance: FAIL, 1 warning (50 users, 300 s, 14 873 requests, 49.6 req/s)
                Critical Issues: 4
                API Health: FAILED (status: expected 200, got 404)
                Database: UNKNOWN (connect: expected an answer, got name not resolved)
                Cache: not run (needs SMOKE-001, which failed)
                Error Rate: 5% (limit 1%)
                Response Time P95: 2100.3 ms (limit 2100 ms; p50 120 ms, p99 890 ms)
                Overall: NO-GO - smoke/SMOKE-001 'health': status observed 404, limit 200 (2 warnings)

                """)
    }

    @Test("a run that could not find out says so, with what a reader has to know")
    func inconclusive() {
        let record = RunRecord.make(
            [
                .performance(
                    load: .make(measured: 12, response: nil, invalid: ["the generator was out of CPU"]),
                    [.make("load/p95", unit: .threshold, outcome: .errored, reason: "the measurement is invalid")])
            ],
            environment: .init(name: "local", baseUrl: nil, protected: false), seconds: 12,
            interruption: .signal(2), notes: ["TLS was not verified"])
        #expect(
            QCSummary(record).text == """
                KIS_CORE_V3 Deployment Report - 2026-11-20T10:00:00Z
                Deployment ID: DEPLOY-20261120-100000 (local)
                Status: INTERRUPTED (Duration: 12 s, incomplete: interrupted by SIGINT)
                Smoke Tests: not run | Integration: not run | Config: not run | Preflight: not run
                Performance: INCONCLUSIVE (50 users, 12 of 300 s, 14 873 requests, 49.6 req/s, invalid: the generator was out of CPU)
                Critical Issues: 1
                API Health: not run
                Database: not run
                Cache: not run
                Error Rate: 0.02% (limit 1%; measurement invalid)
                Response Time P95: not run (no request was measured)
                Overall: INCONCLUSIVE - load/p95: observed the measurement is invalid, limit passed (TLS was not verified)

                """)
    }

    @Test("a run of nothing has no value to show")
    func nothingRun() {
        let lines = QCSummary(.make([], seconds: 0)).lines
        #expect(
            lines[2...] == [
                "Status: INCONCLUSIVE (Duration: 0 ms)",
                "Smoke Tests: not run | Integration: not run | Config: not run | Preflight: not run",
                "Performance: not run",
                "Critical Issues: not run", "API Health: not run", "Database: not run", "Cache: not run",
                "Error Rate: not run", "Response Time P95: not run",
                "Overall: INCONCLUSIVE - observed 0 executed, limit at least 1 (policy.min_checks)",
            ])
    }

    @Test(
        "whatever a target sends, there are twelve lines with their labels, none of them long", arguments: Hostile.all)
    func hostile(_ hostile: Hostile) {
        let text = hostile.text
        let tags = ["api-health", "database", "cache"]
        let record = RunRecord.make(
            [
                .smoke([.unmet(text, text, tags: tags, property: text, expected: text, actual: text, message: text)]),
                .performance(
                    text, load: .make(limits: .init(), invalid: [text]), [.make(text, outcome: .errored, reason: text)]),
            ],
            environment: .init(name: text, baseUrl: text, protected: false), notes: [text, text])
        let lines = QCSummary(record).lines
        #expect(lines.count == 12)
        for (line, label) in zip(lines, Self.labels) {
            #expect(line.hasPrefix(label))
            #expect(line.utf8.count < 4_000)
            #expect(
                line.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\u{202E}"
                })
        }
    }

    @Test("of several performance suites, each line shows the worst and names it")
    func severalLoads() {
        let lines = QCSummary(
            .make([
                .performance("browse", load: .make(errorRatio: 0.009, response: .make(p95: 1_800))),
                .performance(
                    "checkout", load: .make(errorRatio: 0.001, response: .make(p95: 500), limits: .init(p95Ms: 300)),
                    [.unmet("checkout/p95")]),
            ])
        ).lines
        #expect(lines[4].hasPrefix("Performance: FAIL (checkout: 50 users"))
        #expect(lines[9] == "Error Rate: 0.9% (browse: limit 1%)")
        #expect(lines[10] == "Response Time P95: 500 ms (checkout: limit 300 ms; p50 120 ms, p99 890 ms)")
    }

    @Test(
        "a share is never rounded to none, nor to its limit",
        arguments: [
            (0.0, "0% (limit 1%)"), (0.000_01, "<0.01% (limit 1%)"), (0.010_000_4, "1.00004% (limit 1%)"),
            (1.0, "100% (limit 1%)"),
            (Double.nan, "not run (no request was measured)"),
        ])
    func errorRates(ratio: Double, text: String) {
        #expect(QCSummary(.make([.performance(load: .make(errorRatio: ratio))])).lines[9] == "Error Rate: \(text)")
    }

    @Test(
        "an open model is told by its rate, and an abort by when it came",
        arguments: [
            (LoadSummary.makeOpen(), "open, 200 rps, 60 s, 12 000 requests, 199.9 req/s"),
            (.makeOpen(rate: .init(least: 0, most: 50.5)), "open, 0 to 50.5 rps, 60 s, 12 000 requests, 199.9 req/s"),
            (
                .makeOpen(measured: 12, ending: "aborted"),
                "open, 200 rps, aborted after 12 of 60 s, 12 000 requests, 199.9 req/s"
            ),
            (
                .makeOpen(measured: 12, ending: "stopped"),
                "open, 200 rps, 12 of 60 s, 12 000 requests, 199.9 req/s"
            ),
        ])
    func openModel(load: LoadSummary, figures: String) {
        #expect(QCSummary(.make([.performance(load: load)])).lines[4] == "Performance: PASS (\(figures))")
    }

    @Test("a percentile of few samples says how few")
    func fewSamples() {
        let lines = QCSummary(.make([.performance(load: .make(response: .make(count: 20)))])).lines
        #expect(lines[10] == "Response Time P95: 412 ms (limit 2100 ms; p50 120 ms, only 20 requests)")
    }

    @Test("a performance suite without a threshold that was met does not pass")
    func noThreshold() {
        #expect(
            QCSummary(.make([.performance("load", load: .make(), [])])).lines[4].hasPrefix(
                "Performance: INCONCLUSIVE ("))
        #expect(
            QCSummary(.make([.performance(load: nil, [.make("a", outcome: .skipped, reason: "protected")])])).lines[4]
                == "Performance: not run (protected)")
    }

    @Test("a component is asked in smoke suites first, and is as well as its worst check")
    func components() {
        let fine = CaseResult.make("A", tags: ["api-health"], steps: [.http("204, 0 bytes", ms: 3)])
        let skipped = CaseResult.make("B", tags: ["api-health"], outcome: .skipped, reason: "needs C")
        let bad = CaseResult.unmet("C", tags: ["api-health"])
        func line(_ suites: SuiteResult...) -> String { QCSummary(.make(suites)).lines[6] }
        #expect(line(.smoke([fine]), .integration([bad])) == "API Health: OK (204 in 3 ms)")
        #expect(line(.integration([fine, bad])) == "API Health: FAILED (status: expected 200, got 404)")
        #expect(line(.smoke([fine, skipped])) == "API Health: UNKNOWN (1 of 2 checks skipped: needs C)")
        #expect(line(.smoke([.make("D", tags: ["api-health"])])) == "API Health: OK")
    }

    @Test("a database is shown by product and version, whatever else its cases asked")
    func databases() {
        let steps: [StepResult] = [
            .http(), .make(kind: "postgres", response: "scram in the open, scram over TLS"),
            .make(kind: "postgres", response: "PostgreSQL 15.18, 3 rows"),
        ]
        let cache: [StepResult] = [.make(kind: "redis", response: "Redis 7.0.15, a status")]
        let lines = QCSummary(
            .make([
                .smoke([
                    .make("A", tags: ["database"], steps: steps), .make("B", tags: ["cache"], steps: cache),
                ])
            ])
        ).lines
        #expect(lines[7] == "Database: OK (PostgreSQL 15.18)")
        #expect(lines[8] == "Cache: OK (Redis 7.0.15)")
    }

    @Test("a password in the base URL is not shown")
    func credentials() {
        let record = RunRecord.make(
            environment: .init(name: "x", baseUrl: "https://me:p@ss@host:1/a@b", protected: false))
        #expect(QCSummary(record).lines[1] == "Deployment ID: DEPLOY-20261120-100000 (x, https://********@host:1/a@b)")
    }
}
