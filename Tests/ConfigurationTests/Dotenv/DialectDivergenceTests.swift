import Configuration
import Model
import Testing

@Suite struct DialectDivergenceTests {
    private func findings(
        _ text: String, _ declared: DotenvDialect = .compose, others: [DotenvDialect] = DotenvDialect.allCases
    ) -> [DialectDivergence.Finding] {
        DialectDivergence.findings(Array(text.utf8), file: "a.env", declared: declared, others: others)
    }

    static let sentences: [(String, [DotenvDialect], String, String)] = [
        (
            "DB_PASSWORD=canary4711#x\n", [.node],
            "'DB_PASSWORD' has 12 characters under compose, 10 under node", "use single quotes"
        ),
        (
            "A=x y z\n", [.shell, .node], "'A' has 5 characters under compose, is not set under shell",
            "use single quotes"
        ),
        (
            "A=x$$y\n", [.node, .python, .shell],
            "'A' has 3 characters under compose, 4 under node and python, depends on more than the file under shell",
            "use single quotes"
        ),
        (
            "B=1\nA='${B}'\n", [.python], "'A' has 4 characters under compose, 1 under python",
            "no quotes make these programs agree: choose a value without $, quotes and backslashes"
        ),
        (
            "A=v # c\n", [.docker], "'A' has 1 character under compose, 5 under docker",
            "docker run --env-file takes the rest of the line as it stands: leave out quotes, blanks and comments"
        ),
    ]

    @Test("a finding tells names and lengths, and what to do", arguments: sentences)
    func sentence(_ text: String, _ others: [DotenvDialect], _ message: String, _ fix: String) {
        let findings = findings(text, others: others)
        #expect(findings.map(\.message) == [message])
        #expect(findings.map(\.fix) == [fix])
    }

    @Test("files that are read alike by all six have no finding", arguments: ["A=1\nB=x-y_z.0\n# c\n\n", "", "A=*\n"])
    func alike(_ text: String) { #expect(findings(text).isEmpty) }

    @Test("what a program does to all values, or to the file, is said once")
    func once() {
        let crlf = findings("A=1\r\nB=2\r\nC=3\r\n")
        #expect(crlf.map(\.key) == [nil])
        #expect(crlf.first?.location.description == "a.env:1:3")
        let quotes = findings("A='1'\nB=\"2\"\n")
        #expect(quotes.map(\.message) == ["docker run --env-file keeps the quotes as a part of each value"])
        let refused = findings("export A=1\nexport B=2\n")
        #expect(refused.map(\.message) == ["docker refuses this file, which compose reads"])
    }

    @Test("a key that only another program sees is found where it stands")
    func added() {
        let findings = findings("A=\"x\"\nB: 1\n", .python, others: [.node])
        #expect(findings.map(\.message) == ["what stands here is a key under node, not under python"])
        #expect(findings.first?.location.description == "a.env:2:1")
    }

    @Test("a file that its own dialect refuses has nothing to be compared with")
    func rejected() { #expect(findings("A=${\n").isEmpty) }

    @Test("no finding shows any part of a value")
    func secrecy() {
        let text = "A=canary#4711\nB=\"canary\\t$4711\"\nC='canary\n4711'\nD=canary 4711\nE=$(canary)\nF=~canary\n"
        let shown = "\(findings(text))"
        #expect(findings(text).count >= 6)
        #expect(!shown.contains("canary") && !shown.contains("4711"))
    }

    private static let suite: Tree = [
        "sources": ["production": [["file": "prod.env"]]], "keys": [:], "unknown_keys": "allow",
        "dialects": ["compose", "node"],
    ]

    @Test("the suite's rule warns of each key at its value, and passes where the programs agree")
    func rule() {
        let result = Self.suite.judged("A=1\nB=a#b\n")["production/dialects"]
        #expect(result?.outcome == .failed)
        #expect(result?.severity == .warn)
        let observation = result?.steps.first?.observations.first
        #expect(observation?.location?.description == "suites/prod.env:2:3")
        #expect(observation?.finding?.rule == "config/dialect-divergence")
        #expect(observation?.finding?.subject == "production 'B'")
        #expect(Self.suite.judged("A=1\nB='a#b'\n")["production/dialects"]?.outcome == .passed)
    }

    @Test("a file that can't be read in full is not said to be read alike")
    func gap() { #expect(Self.suite.judged("A=${\n")["production/dialects"]?.outcome == .errored) }

    @Test("without another dialect there is no such rule", arguments: [[], ["compose"]])
    func absent(_ dialects: [String]) {
        let suite: Tree = [
            "sources": ["production": [["file": "prod.env"]]], "keys": [:],
            "dialects": .list(dialects.map { .plain($0) }),
        ]
        #expect(suite.judged("A=a#b\n")["production/dialects"] == nil)
    }
}
