import Foundation
import Model
import Testing

@Suite("junit and coverage steps", .timeLimit(.minutes(1)))
struct EvidenceStepTests {
    private static let passing = """
        <?xml version="1.0"?>
        <testsuites tests="3" failures="0">
          <testsuite name="e2e" tests="3" failures="0" errors="0" skipped="1" timestamp="2026-11-20T10:00:00">
            <testcase classname="a" name="one" time="0.5"/>
            <testcase classname="a" name="two" time="1.5"><system-out>x &lt; y</system-out></testcase>
            <testcase classname="a" name="three"><skipped/></testcase>
          </testsuite>
        </testsuites>
        """

    private func junit(_ report: String, _ fields: String = "", check: String = "") async throws -> StepResult {
        let folder = try ArtifactFolder()
        try folder.write("r.xml", report)
        return try await folder.run("{junit: {file: r.xml\(fields)}\(check)}")
    }

    @Test("test cases are counted, and what they say can be checked")
    func counts() async throws {
        let check = ", check: {tests: 3, passed: 2, skipped: 1, test_time: {lt: 3s}, flaky: 0}"
        let result = try await junit(Self.passing, check: check)
        #expect(result.refusals == [])
        #expect(result.response == "2 of 3 passed, 1 skipped")
    }

    @Test("a test that failed is a finding at its line")
    func failure() async throws {
        let report = Self.passing.replacing(
            "<testcase classname=\"a\" name=\"one\" time=\"0.5\"/>",
            with: "<testcase classname=\"a\" name=\"one\"><failure message=\"x\"/></testcase>"
        ).replacing("failures=\"0\"", with: "failures=\"1\"")
        let result = try await junit(report)
        #expect(result.outcome == .failed)
        #expect(result.refusals == ["a.one: expected to pass, got a failure"])
        #expect(result.observations.first?.location?.line == 4)
        #expect(result.rules == ["preflight/junit"])
    }

    @Test(
        "reports that don't say what they should fail or are not known",
        arguments: [
            (passing.replacing("tests=\"3\"", with: "tests=\"4\""), "", Outcome.failed),
            (passing.replacing("failures=\"0\"", with: "failures=\"2\""), "", .failed),
            (passing, ", min_tests: 3", .failed), (passing, ", min_tests: 2", .passed),
            ("<testsuites/>", "", .failed), ("<testsuite tests=\"0\"/>", "", .failed),
            ("<testsuite><testcase name=\"a\"><skipped/></testcase></testsuite>", "", .failed),
            ("<testsuite tests=\"1\"><testcase name=\"a\"/><error message=\"tear-down\"/></testsuite>", "", .failed),
            ("<testsuite><testcase name=\"a\" status=\"failed\"/></testsuite>", "", .failed),
            ("<testsuite><testcase name=\"a\" status=\"run\"/></testsuite>", "", .passed),
            ("<testsuite><testcase name=\"a\" result=\"failure\"/></testsuite>", "", .failed),
            ("<testsuite><testcase name=\"a\" status=\"run\" result=\"completed\"/></testsuite>", "", .passed),
            ("<html/>", "", .errored), ("", "", .errored), ("<testsuites>", "", .errored), ("{}", "", .errored),
            (
                "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><testsuite><testcase name=\"&c;\"/></testsuite>",
                "", .errored
            ),
            (
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><testsuite><testcase name=\"t\"/></testsuite>",
                "", .errored
            ),
            (passing, ", max_age: 1h", .failed),
        ])
    func verdicts(_ report: String, _ fields: String, _ outcome: Outcome) async throws {
        #expect(try await junit(report, fields).outcome == outcome)
    }

    @Test("a missing report is not known, a stale one fails")
    func missing() async throws {
        let folder = try ArtifactFolder()
        #expect(try await folder.run("{junit: {file: r.xml}}").outcome == .errored)
        #expect(try await folder.run("{junit: {glob: \"*.xml\"}}").outcome == .errored)
        try folder.write("r.xml", "<testsuite><testcase name=\"a\"/></testsuite>", age: 7_200)
        #expect(try await folder.run("{junit: {file: r.xml, max_age: 1h}}").outcome == .failed)
        #expect(try await folder.run("{junit: {glob: \"*.xml\", max_age: 3h}}").outcome == .passed)
    }

    @Test("several reports are one")
    func several() async throws {
        let folder = try ArtifactFolder()
        try folder.write("a/r.xml", Self.passing)
        try folder.write("b/r.xml", Self.passing)
        let result = try await folder.run("{junit: {glob: \"*/r.xml\", min_tests: 4}, check: {reports: 2, tests: 6}}")
        #expect(result.refusals == [])
    }

    private static let cobertura = """
        <?xml version="1.0" ?>
        <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
        <coverage line-rate="0.75" branch-rate="0.5" version="1.9">
          <packages><package name="p"><classes>
            <class name="a" filename="a.py" line-rate="0.75">
              <methods><method name="m"><lines><line number="1" hits="5"/></lines></method></methods>
              <lines>
                <line number="1" hits="5"/>
                <line number="2" hits="1" branch="true" condition-coverage="50% (1/2)"/>
                <line number="3" hits="0"/>
                <line number="4" hits="2"/>
              </lines>
            </class>
          </classes></package></packages>
        </coverage>
        """

    private static let lcov = "SF:a.js\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n"

    private func coverage(_ report: String, _ fields: String = "", check: String = "") async throws -> StepResult {
        let folder = try ArtifactFolder()
        try folder.write("c", report)
        return try await folder.run("{coverage: {file: c\(fields)}\(check)}")
    }

    @Test("lines and branches are counted, not believed")
    func lines() async throws {
        let result = try await coverage(Self.cobertura, check: ", check: {lines: {gte: 75%}, branches: {gte: 50%}}")
        #expect(result.refusals == [])
        #expect(result.response == "lines 75% (3 of 4), branches 50%")
        #expect(try await coverage(Self.lcov, check: ", check: {lines: {gte: 50%}}").refusals == [])
    }

    @Test(
        "too little, contradictions and empty reports",
        arguments: [
            (cobertura, ", min_lines: 75%, min_branches: 50%", Outcome.passed),
            (cobertura, ", min_lines: 75.1%", .failed), (cobertura, ", min_branches: 51%", .failed),
            (cobertura.replacing("<coverage line-rate=\"0.75\"", with: "<coverage line-rate=\"0.95\""), "", .failed),
            (cobertura.replacing("branch-rate=\"0.5\"", with: "branch-rate=\"1\""), "", .failed),
            (lcov, ", min_lines: 50%", .passed), (lcov, ", min_lines: 85%", .failed),
            (lcov, ", min_branches: 50%", .errored), (lcov, ", format: cobertura", .errored),
            (lcov.replacing("LH:1", with: "LH:2"), "", .failed),
            ("<coverage line-rate=\"1\"/>", "", .errored), ("", "", .errored), ("<x/>", "", .errored),
            (String(lcov.dropLast(14)), "", .errored), (cobertura, ", format: lcov", .errored),
            (cobertura.replacing("version=\"1.9\"", with: "timestamp=\"1500000000\""), ", max_age: 24h", .failed),
        ])
    func coverageVerdicts(_ report: String, _ fields: String, _ outcome: Outcome) async throws {
        let result = try await coverage(report, fields)
        #expect(result.outcome == outcome, "\(result.refusals)")
    }

    @Test("what check asks for breaks the same rule")
    func checkedRule() async throws {
        let result = try await coverage(Self.cobertura, check: ", check: {lines: {gte: 90%}}")
        #expect(result.outcome == .failed && result.rules == ["preflight/coverage"])
    }

    @Test("a limit without its sign is refused before the run")
    func units() {
        #expect(Written.step("{coverage: {file: c, min_lines: 85}}").problems.count == 1)
        #expect(Written.step("{coverage: {file: c, min_lines: 0.85}}").problems.count == 1)
        #expect(Written.step("{coverage: {file: c, min_lines: 85%}}").problems == [])
    }
}
