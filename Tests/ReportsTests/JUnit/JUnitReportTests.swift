import Foundation
import Model
import Reports
import Testing

struct JUnitReportTests {
    private func parse(_ record: RunRecord, _ dialect: JUnitDialect = .junit10) throws -> ParsedJUnit {
        try #require(ParsedJUnit(JUnitReport.render(record, dialect: dialect)))
    }

    @Test("the default dialect is valid against the project's own schema", arguments: Samples.all)
    func valid(sample: Sample) throws {
        #expect(try Xmllint.complaints(about: JUnitReport.render(sample.record)) == "")
    }

    @Test("the schema is no rubber stamp")
    func schemaRefuses() throws {
        let text = String(decoding: JUnitReport.render(.make()), as: UTF8.self)
        for (right, wrong) in [
            (" time=\"0.012\"", " time=\"1e3\""), ("<testcase ", "<testcase file=\"x\" "),
            ("<testsuites ", "<testsuites skipped=\"0\" "),
            ("T10:00:00\"", "T10:00:00Z\""), ("gonogo.verdict", "verdict"), ("classname=\"gonogo.smoke.smoke\"", ""),
            ("name=\"SMOKE-002 database\"", "name=\"SMOKE-001 health\""),
        ] {
            #expect(text.contains(right))
            let spoiled = text.replacing(right, with: wrong, maxReplacements: 1)
            #expect(try !Xmllint.complaints(about: Array(spoiled.utf8)).isEmpty, "\(wrong)")
        }
    }

    @Test(
        "suites are flat, one test case per result, and the counts agree with what is there",
        arguments: JUnitDialect.allCases)
    func counts(dialect: JUnitDialect) throws {
        for sample in Samples.all {
            let junit = try parse(sample.record, dialect)
            let found = [junit.cases.count, junit.failures.count, junit.errors.count, junit.skipped.count]
            #expect(found == sample.counts, "\(sample.name)")
            func sum(_ name: String) -> Int {
                junit.suites.compactMap { $0.attributes[name].flatMap { Int($0) } }.reduce(0, +)
            }
            #expect(["tests", "failures", "errors", "skipped"].map(sum) == sample.counts, "\(sample.name)")
            if dialect != .strict {
                #expect(junit.elements.first?.attributes["tests"] == String(junit.cases.count))
            }
        }
    }

    @Test("a failure tells what was observed, the limit and the place, in its message and its text")
    func failure() throws {
        let junit = try parse(.make([.smoke([.unmet("SMOKE-001", "health", message: "it must answer")])]))
        let failure = try #require(junit.failures.first)
        #expect(
            failure.attributes == [
                "type": "gonogo.CheckFailed", "message": "it must answer (status: expected 200, got 404)",
            ])
        #expect(
            failure.text == """
                failed: status
                  observed: 404
                  limit:    200
                  message:  it must answer
                  at suites/kis-core/smoke.yaml:14:9
                severity: block
                declared at suites/kis-core/smoke.yaml:12:5
                """)
        let output = try #require(junit.caseOutputs.first)
        #expect(
            output.text == """
                step 'get' (http) failed in 12 ms
                  request:  GET http://127.0.0.1:8080/health
                  response: 404, 118 bytes, HTTP/1.1
                  failed: it must answer (status: expected 200, got 404)

                """)
        #expect(
            junit.cases[0].attributes == [
                "name": "SMOKE-001 health", "classname": "gonogo.smoke.smoke", "time": "0.012",
            ])
    }

    @Test("each outcome has its element, each unit its type")
    func outcomes() throws {
        let junit = try parse(
            .make([
                .smoke([
                    .make("A"), .make("B", unit: .threshold, outcome: .failed),
                    .make("C", unit: .rule, severity: .warn, outcome: .failed),
                    .make("D", outcome: .errored, reason: "name not resolved"),
                    .make("E", outcome: .skipped, reason: "needs B"),
                ])
            ]))
        #expect(junit.failures.map { $0.attributes["type"] } == ["gonogo.ThresholdExceeded", "gonogo.RuleViolated"])
        #expect(junit.failures.map { $0.attributes["message"] } == ["failed", "[warn] failed"])
        #expect(junit.errors.map { $0.attributes["message"] } == ["name not resolved"])
        #expect(junit.skipped.map { $0.attributes["message"] } == ["needs B"])
    }

    @Test("measured figures are suite properties in plain decimals; what was not measured has none")
    func properties() throws {
        let junit = try parse(.make([.performance()]))
        #expect(junit.property("perf.latency.p95_ms") == "412.4")
        #expect(junit.property("perf.requests_per_second") == "49.577")
        #expect(junit.property("perf.error_ratio") == "0.0002")
        #expect(junit.property("perf.service.p95_ms") == nil)
        #expect(junit.property("gonogo.verdict") == "GO")
        let two = try parse(.make([.performance(), .performance("check out")]))
        #expect(two.property("perf.latency.p95_ms") == "412.4")
        #expect(two.property("perf.check_out.latency.p95_ms") == "412.4")
    }

    @Test("an open model has its plan, waits, lateness, and figures for each scenario and step")
    func openProperties() throws {
        let junit = try parse(.make([.performance(load: .makeOpen(name: "a b"))]))
        for (name, value) in [
            ("model", "open"), ("rate.most", "200"), ("max_in_flight", "400"), ("ending", "planned"),
            ("iterations.planned", "12001"), ("iterations.dropped", "1"), ("connections.opened", "17"),
            ("waits.p99_ms", "0.4"), ("lateness.max_ms", "1.25"), ("generator.peak_in_flight", "17"),
            ("generator.cpu_seconds", "4.5"), ("scenario.a_b.requests", "12000"),
            ("scenario.a_b.latency.p999_ms", "1200"), ("scenario.a_b.iteration.p50_ms", "120"),
            ("scenario.a_b.step.a_b.timed_out", "1"), ("scenario.a_b.step.a_b.latency.p95_ms", "412.4"),
        ] { #expect(junit.property("perf.\(name)") == value, "\(name)") }
        #expect(junit.property("perf.scenario.a_b.step.a_b.service.p95_ms") == nil)
        #expect(junit.property("perf.users") == nil)
    }

    @Test("errors are counted by class, each with a sample")
    func errors() throws {
        let errors: [LoadSummary.ErrorCount] = [
            .init(errorClass: "timeout", phase: "connect", blame: "target", count: 3, sample: ""),
            .init(errorClass: "timeout", phase: "body", blame: "target", count: 4, sample: "GET /a: timed out"),
            .init(errorClass: "too_large", phase: "body", blame: "target", count: 1, sample: "GET /b: too large"),
        ]
        let junit = try parse(.make([.performance(load: .make(errors: errors))]))
        #expect(junit.property("perf.errors.timeout") == "7")
        #expect(junit.property("perf.errors.timeout.sample") == "GET /a: timed out")
        #expect(junit.property("perf.errors.too_large") == "1")
        #expect(junit.property("perf.errors.status") == nil)
    }

    @Test("names are stable, unique and free of markup")
    func names() throws {
        let threshold = CaseResult.make("load/p95(response) <= 2100ms", "p95(response) <= 2100ms", unit: .threshold)
        let junit = try parse(
            .make([
                .make("a b/c.d", .performance, [threshold, threshold]),
                .make("a b/c.d", .performance, [.make("X & \"Y\"")]),
            ]))
        #expect(
            junit.cases.map { $0.attributes["name"] } == [
                "load/p95(response) at most 2100ms p95(response) at most 2100ms",
                "load/p95(response) at most 2100ms p95(response) at most 2100ms #2", "X and 'Y'",
            ])
        #expect(
            junit.suites.map { $0.attributes["name"] } == [
                "gonogo.performance.a_b_c_d", "gonogo.performance.a_b_c_d_2",
            ])
    }

    @Test("what no case says, the policy suite does")
    func policy() throws {
        func policy(_ record: RunRecord) throws -> [String] {
            try parse(record).cases.filter { $0.attributes["classname"] == "gonogo.policy" }.compactMap {
                $0.attributes["name"]
            }
        }
        #expect(try policy(.make()) == [])
        #expect(try policy(.make([])) == ["too-few-checks"])
        #expect(try policy(.make(interruption: .signal(15))) == ["incomplete-run"])
        #expect(try policy(.make([.smoke([.make("A", passedOnRetry: true)])])) == ["too-many-passed-on-retry"])
        let skipped = CaseResult.make("A", outcome: .skipped, reason: "needs B")
        #expect(try policy(.make([.smoke([skipped, .make("C")])])) == ["blocking-check-skipped"])
        #expect(try policy(.make([.smoke([skipped, .unmet("B")])])) == [])
        let flaky = try parse(.make([.smoke([.make("A", passedOnRetry: true)])]))
        #expect(flaky.failures.count == 1 && flaky.errors.isEmpty)
        #expect(try parse(.make([])).errors.count == 1)
    }

    @Test(
        "whatever a target sends, the document is valid and says only what the suite declared", arguments: Hostile.all)
    func hostile(_ hostile: Hostile) throws {
        let record = Samples.hostile(hostile.text)
        for dialect in JUnitDialect.allCases {
            let bytes = JUnitReport.render(record, dialect: dialect)
            let junit = try #require(ParsedJUnit(bytes))
            #expect(junit.suites.count == 2)
            #expect(junit.cases.count == 3)
            #expect(!bytes.contains(0x1B))
        }
        #expect(try Xmllint.complaints(about: JUnitReport.render(record)) == "")
    }

    @Test("output is at most 64 KiB a case and says what is missing")
    func longOutput() throws {
        let steps = (0..<2_000).map { _ in StepResult.http(String(repeating: "x", count: 5_000)) }
        let output = try #require(try parse(.make([.smoke([.make("A", steps: steps)])])).caseOutputs.first)
        #expect(output.text.utf8.count <= 65_536)
        #expect(output.text.hasSuffix(" more bytes left out]"))
    }

    @Test(
        "a document over its limit leaves out the least telling parts first, and says so",
        arguments: [
            (1_000_000, nil), (300_000, "the output of passed test cases"),
            (120_000, "all output, and texts beyond 1 KiB"),
            (90_000, "passed test cases, all output, and texts beyond 1 KiB"),
        ] as [(Int, String?)])
    func limit(bytes: Int, leftOut: String?) throws {
        let long = String(repeating: "x", count: 900)
        let cases =
            (0..<300).map { CaseResult.make("P-\($0)", steps: [.http(long)]) }
            + (0..<50).map { CaseResult.unmet("F-\($0)", actual: long) }
        let record = RunRecord.make([.smoke(cases)])
        let document = JUnitReport.render(record, limit: bytes)
        #expect(document.count <= bytes)
        let junit = try #require(ParsedJUnit(document))
        #expect(junit.property("gonogo.left_out") == leftOut)
        #expect(junit.failures.count == 50)
        #expect(try Xmllint.complaints(about: document) == "")
    }

    @Test("more failures than fit are cut, and counted")
    func failuresBeyondLimit() throws {
        let record = RunRecord.make([.smoke((0..<5_000).map { .unmet("F-\($0)") })])
        let document = JUnitReport.render(record, limit: 200_000)
        #expect(document.count <= 200_000)
        let junit = try #require(ParsedJUnit(document))
        #expect(junit.cases.count == 48)
        #expect(junit.property("gonogo.left_out") == "passed test cases, all but 48 of 5000 others, all output")
        #expect(try Xmllint.complaints(about: document) == "")
    }

    @Test("the strict dialect has every attribute and no output in cases; the extended one has places")
    func dialects() throws {
        let record = RunRecord.make([.smoke([.unmet("A", "health")])])
        let strict = try parse(record, .strict)
        #expect(strict.caseOutputs.isEmpty)
        #expect(strict.all("testsuites/testsuite/system-out").first?.text.contains("step 'get'") == true)
        #expect(strict.suites[0].attributes["hostname"] == "localhost")
        #expect(strict.suites[0].attributes["timestamp"] == "2026-11-20T10:00:00")
        let extended = try parse(record, .extended)
        #expect(extended.cases[0].attributes["file"] == "suites/kis-core/smoke.yaml")
        #expect(extended.cases[0].attributes["line"] == "12")
        #expect(extended.all("testsuites/testsuite/testcase/properties/property").count == 3)
    }

    @Test("a broken rule tells its id, the masked line, the fix and the places that belong to it")
    func rule() throws {
        let finding = Finding(
            rule: "config/must-differ", subject: "production REDIS_URL.password", fix: "rotate it",
            excerpt: .init(text: "REDIS_URL=redis://:********@cache", column: 19, note: "password (value withheld)"),
            related: [.init(location: SourceLocation(file: "staging.env", line: 5, column: 3), note: "same value")])
        let observation = Observation(
            property: "config/must-differ", expected: "values that differ", actual: "the same value", outcome: .failed,
            location: SourceLocation(file: "production.env", line: 7, column: 19), finding: finding)
        let step = StepResult(name: "rule", kind: "rule", outcome: .failed, observations: [observation])
        let junit = try parse(.make([.config([.make("R", unit: .rule, outcome: .failed, steps: [step])])]))
        #expect(
            try #require(junit.failures.first).text.hasPrefix(
                """
                failed: config/must-differ
                  observed: the same value
                  limit:    values that differ
                  at production.env:7:19
                  rule:     config/must-differ (production REDIS_URL.password)
                  line:     REDIS_URL=redis://:********@cache (column 19: password (value withheld))
                  fix:      rotate it
                  related:  staging.env:5:3 (same value)

                """))
    }

    /// `Tests/consumers/read-junit.sh` has two parsers from elsewhere read these files and compare the counts.
    @Test("documents of every dialect are left in .build/junit-samples for other programs to read")
    func samples() throws {
        let folder = Xmllint.root.appendingPathComponent(".build/junit-samples")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var index = ""
        for dialect in JUnitDialect.allCases {
            for sample in Samples.all {
                let name = "\(dialect.rawValue)-\(sample.name).xml"
                try Data(JUnitReport.render(sample.record, dialect: dialect)).write(
                    to: folder.appendingPathComponent(name))
                index += ([name] + sample.counts.map(String.init)).joined(separator: " ") + "\n"
            }
        }
        try Data(index.utf8).write(to: folder.appendingPathComponent("counts.txt"))
    }
}
