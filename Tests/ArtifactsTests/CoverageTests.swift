import Testing

import Artifacts

@Suite("coverage")
struct CoverageTests {
    private func lcov(_ text: String) throws(ArtifactProblem) -> LineCoverage {
        try LcovReader.read(Array(text.utf8), into: LineCoverage())
    }

    static let report = """
        TN:
        SF:a.js
        DA:1,5
        DA:2,0
        DA:3,1,checksum
        BRDA:1,0,0,4
        BRDA:1,0,1,-
        LF:3
        LH:2
        BRF:2
        BRH:1
        end_of_record
        SF:b.js
        DA:1,99999999999999999999999
        end_of_record
        """

    @Test("lines and branches are counted from the lines")
    func counts() throws {
        let coverage = try lcov(Self.report)
        #expect(coverage.linesTotal == 4 && coverage.linesCovered == 3 && coverage.fileCount == 2)
        #expect(coverage.branchesTotal == 2 && coverage.branchesCovered == 1)
        #expect(coverage.lineRate == 0.75 && coverage.branchRate == 0.5)
        #expect(coverage.problems == [])
    }

    @Test("sums that contradict the lines are findings", arguments: ["LF:3|LF:4", "LH:2|LH:3", "BRH:1|BRH:2"])
    func lies(_ change: String) throws {
        let parts = change.split(separator: "|").map(String.init)
        let coverage = try lcov(Self.report.replacing(parts[0], with: parts[1]))
        #expect(coverage.problems.count == 1)
    }

    @Test(
        "what is cut or no report at all can't be read",
        arguments: [
            String(report.dropLast(13)), "hello\n", "DA:1,1\n", "SF:a\nDA:x,1\nend_of_record\n", "SF:a\nSF:b\n",
            "end_of_record\n", "SF:a\nDA:1\nend_of_record\n",
        ])
    func unreadable(_ text: String) {
        do throws(ArtifactProblem) {
            _ = try lcov(text)
            Issue.record("was read")
        } catch {
            #expect(error.isUnknown)
        }
    }

    @Test("an empty report has no rate")
    func empty() throws {
        #expect(try lcov("").lineRate == nil)
        #expect(try lcov("SF:a\nend_of_record\n").lineRate == nil)
    }

    @Test("a rate that is not that of the lines is a finding, a rounded one is not")
    func declared() throws {
        for (declared, count) in [(0.75, 0), (0.7524, 0), (0.9, 1), (0.70, 1)] {
            var coverage = try lcov(Self.report)
            coverage.compare(declared: declared, name: "line-rate", line: 2)
            #expect(coverage.problems.count == count, "\(declared)")
        }
    }

    @Test("a rate is never shown as the limit that it does not reach")
    func percent() {
        #expect([0.8499999, 0.85, 1, 0, 0.9999].map(Percent.text) == ["84.9%", "85%", "100%", "0%", "99.9%"])
    }

    @Test(
        "conditions of Cobertura",
        arguments: [("50% (1/2)", "1/2"), ("100% (4/4)", "4/4"), ("50%", nil), ("(3/2)", nil), ("(-1/2)", nil)])
    func conditions(_ text: String, _ wanted: String?) {
        #expect(ConditionCoverage.parse(text).map { "\($0.covered)/\($0.total)" } == wanted)
    }
}
