import Foundation
import Model
import Reports
import Testing

@Suite("SARIF")
struct SARIFReportTests {
    private func parse(_ record: RunRecord) throws -> ParsedSARIF {
        try #require(ParsedSARIF(try SARIFReport.render(record)))
    }

    private func rule(
        _ id: String, _ findings: [Observation], severity: Severity = .block, outcome: Outcome = .failed
    ) -> RunRecord {
        let step = StepResult(name: "rule", kind: "rule", outcome: outcome, observations: findings)
        return .make([.config([.make(id, unit: .rule, severity: severity, outcome: outcome, steps: [step])])])
    }

    @Test("every failed and errored check is a result with its rule, level and place")
    func results() throws {
        let record = RunRecord.make([
            .smoke([
                .unmet("A", message: "it must answer"), .unmet("B", severity: .warn, outcome: .errored),
                .make("C", severity: .info, outcome: .errored, reason: "interrupted"), .make("D"),
                .make("E", outcome: .skipped, reason: "needs A"),
            ]),
            .performance(
                load: .make(),
                [.make("load/p95(response) < 1s", unit: .threshold, outcome: .failed, reason: "p95 is 2 s")]),
        ])
        let sarif = try parse(record)
        #expect(sarif.ruleIDs == ["check/expectation", "check/undecided", "check/undecided", "performance/threshold"])
        #expect(sarif.levels == ["error", "warning", "note", "error"])
        #expect(
            sarif.messages == [
                "it must answer (status: expected 200, got 404)", "status: expected 200, got 404", "interrupted",
                "p95 is 2 s",
            ])
        let place = ParsedSARIF.at(sarif.results[0], ["locations", 0])
        #expect(sarif.text(place, "physicalLocation", "artifactLocation", "uri") == "suites/kis-core/smoke.yaml")
        #expect(sarif.text(place, "physicalLocation", "artifactLocation", "uriBaseId") == "%SRCROOT%")
        #expect(sarif.number(place, "physicalLocation", "region", "startLine") == 14)
        #expect(sarif.number(place, "physicalLocation", "region", "startColumn") == 9)
        #expect(sarif.text(place, "logicalLocations", 0, "fullyQualifiedName") == "smoke/A")
        #expect(sarif.text(sarif.run, "columnKind") == "unicodeCodePoints")
    }

    @Test("a finding brings its rule, fix, masked line, related places and who waived it")
    func finding() throws {
        let other = SourceLocation(file: "config/staging.env", line: 5, column: 3)
        let finding = Finding(
            rule: "config/must-differ", subject: "production REDIS_URL.password", fix: "rotate it",
            excerpt: .init(text: "REDIS_URL=redis://:********@cache", column: 19, note: "password (value withheld)"),
            related: [.init(location: other, note: "same value")],
            waiver: .init(reason: "shared quota", owner: "jy", expires: "2026-12-31"))
        let observation = Observation(
            property: "config/must-differ", expected: "values that differ", actual: "the same value", outcome: .passed,
            location: SourceLocation(file: "./config/a b.env", line: 7, column: 19), finding: finding)
        let sarif = try parse(rule("production/REDIS_URL", [observation], outcome: .passed))
        let result = try #require(sarif.results.first)
        #expect(sarif.ruleIDs == ["config/must-differ"])
        #expect(sarif.messages[0].hasSuffix("\nfix: rotate it"))
        #expect(sarif.text(result, "suppressions", 0, "justification") == "shared quota (jy, until 2026-12-31)")
        #expect(sarif.text(result, "relatedLocations", 0, "message", "text") == "same value")
        let place = ParsedSARIF.at(result, ["locations", 0, "physicalLocation"])
        #expect(sarif.text(place, "artifactLocation", "uri") == "config/a%20b.env")
        #expect(sarif.text(place, "contextRegion", "snippet", "text") == "REDIS_URL=redis://:********@cache")
        let known = ParsedSARIF.at(sarif.run, ["tool", "driver", "rules", 0])
        #expect(sarif.text(known, "id") == "config/must-differ")
        #expect(sarif.text(known, "shortDescription", "text") == "Environments share a value that has to differ")
    }

    @Test("a fingerprint survives that lines move, and tells equal results apart")
    func fingerprints() throws {
        func prints(line: Int, _ subjects: [String]) throws -> [String] {
            let observations = subjects.map { subject in
                Observation(
                    property: "p", expected: "x", actual: "line \(line)", outcome: .failed,
                    location: SourceLocation(file: "a.env", line: line, column: 1),
                    finding: Finding(rule: "secret/weak", subject: subject))
            }
            return try parse(rule("R", observations)).fingerprints
        }
        let first = try prints(line: 3, ["KEY", "KEY", "OTHER"])
        #expect(first == (try prints(line: 40, ["KEY", "KEY", "OTHER"])))
        #expect(Set(first).count == 3)
        #expect(first[0].dropLast(2) == first[1].dropLast(2) && first[0].hasSuffix(":1") && first[1].hasSuffix(":2"))
        #expect(try prints(line: 3, ["OTHER"]) == [first[2]])
    }

    @Test("places that a region can't express are left out, and no path leaves the root unnoticed")
    func places() throws {
        func location(_ file: String, _ line: Int = 1, _ column: Int = 1) throws -> Any? {
            let observation = Observation(
                property: "p", expected: "x", actual: "y", outcome: .failed,
                location: SourceLocation(file: file, line: line, column: column))
            return ParsedSARIF.at(
                try parse(rule("R", [observation])).results.first, ["locations", 0, "physicalLocation"])
        }
        func artifact(_ file: String) throws -> [String: String]? {
            ParsedSARIF.at(try location(file), ["artifactLocation"]) as? [String: String]
        }
        #expect(try artifact("a:b/%.env") == ["uri": "a%3Ab/%25.env", "uriBaseId": "%SRCROOT%"])
        #expect(try artifact("/etc/x.env") == ["uri": "file:///etc/x.env"])
        #expect(try artifact("../x.env") == ["uri": "../x.env"])
        #expect(ParsedSARIF.at(try location("a", 0, 0), ["region"]) == nil)
        let region = ParsedSARIF.at(try location("a", 2, 0), ["region"]) as? [String: Int]
        #expect(region == ["startLine": 2])
    }

    @Test("the run says how it ended, and what decided beside the results")
    func invocation() throws {
        let sarif = try parse(.make([.smoke([.make("A")])], interruption: .signal(15), notes: ["TLS was not verified"]))
        let invocation = ParsedSARIF.at(sarif.run, ["invocations", 0])
        #expect(ParsedSARIF.at(invocation, ["executionSuccessful"]) as? Bool == false)
        #expect(sarif.number(invocation, "exitCode") == 143)
        let told = ParsedSARIF.at(invocation, ["toolExecutionNotifications"]) as? [[String: Any]] ?? []
        #expect(told.map { sarif.text($0, "level") ?? "" } == ["error", "note"])
        #expect(sarif.text(told.first, "descriptor", "id") == "policy/incomplete-run")
        #expect(
            sarif.text(sarif.run, "automationDetails", "id") == "gonogo/KIS_CORE_V3/staging/DEPLOY-20261120-100000")
        #expect(sarif.text(sarif.run, "tool", "driver", "version") == "0.1.0")
    }

    @Test("a target's text can't write links, controls or endless lines")
    func hostile() throws {
        let text = "[click](http://evil.example) \u{1B}[31m\u{0}" + String(repeating: "x", count: 100_000)
        let record = RunRecord.make([.smoke([.unmet("A", actual: text, message: text)])])
        let bytes = try SARIFReport.render(record)
        let sarif = try #require(ParsedSARIF(bytes))
        #expect(bytes.count < 10_000)
        #expect(!sarif.messages[0].contains("]("))
        #expect(!sarif.messages[0].unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test("more results than consumers take are counted, not written")
    func bounded() throws {
        let observation = Observation(property: "p", expected: "x", actual: "y", outcome: .failed)
        let sarif = try parse(rule("R", Array(repeating: observation, count: 5_003)))
        #expect(sarif.results.count == 5_000)
        let told = ParsedSARIF.at(sarif.run, ["invocations", 0, "toolExecutionNotifications", 0, "message", "text"])
        #expect(told as? String == "3 more results in the run record")
    }

    @Test("every result names a rule of the table, by its index too", arguments: Samples.all)
    func rules(sample: Sample) throws {
        let sarif = try parse(sample.record)
        let rules = (ParsedSARIF.at(sarif.run, ["tool", "driver", "rules"]) as? [[String: Any]] ?? []).map {
            $0["id"] as? String ?? ""
        }
        #expect(rules == Set(sarif.ruleIDs).sorted())
        #expect(sarif.results.map { rules[$0["ruleIndex"] as? Int ?? 0] } == sarif.ruleIDs)
        #expect(sarif.results.allSatisfy { $0["suppressions"] != nil })
        // What fails or errs in the record has a result.
        #expect(sarif.results.count >= (sample.record.suites.flatMap(\.cases).count { $0.outcome == .failed }))
    }

    /// `Tests/consumers/read-sarif.sh` holds these files against the format's schema and has a reader from elsewhere
    /// count what is in them.
    @Test("documents are left in .build/sarif-samples for other programs to read")
    func samples() throws {
        let folder = Xmllint.root.appendingPathComponent(".build/sarif-samples")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let waived = Observation(
            property: "p", expected: "x", actual: "y", outcome: .passed,
            location: SourceLocation(file: "a.env", line: 1, column: 1),
            finding: Finding(
                rule: "secret/weak", subject: "A", fix: "a longer one",
                excerpt: .init(text: "A=********", column: 3, note: "value withheld"),
                related: [.init(location: SourceLocation(file: "b.env", line: 2, column: 1), note: "same value")],
                waiver: .init(reason: "r", owner: "o", expires: "2026-12-31")))
        let samples = Samples.all + [Sample(name: "waived", counts: [], record: rule("R", [waived], outcome: .passed))]
        var index = ""
        for sample in samples {
            let bytes = try SARIFReport.render(sample.record)
            try Data(bytes).write(to: folder.appendingPathComponent("\(sample.name).sarif"))
            let sarif = try #require(ParsedSARIF(bytes))
            let counts = ["error", "warning", "note"].map { level in sarif.levels.count { $0 == level } }
            index += (["\(sample.name).sarif"] + counts.map(String.init)).joined(separator: " ") + "\n"
        }
        try Data(index.utf8).write(to: folder.appendingPathComponent("counts.txt"))
    }
}
