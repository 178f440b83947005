import Configuration
import Model
import Testing

@Suite struct ParityTests {
    private static let keys: Tree = [
        "DB": ["type": "dsn"], "API": ["type": "url"], "KEY": ["secret": true], "SIZE": ["type": "bytes"],
        "RATE": ["type": "float"],
    ]

    private static func judge(_ parity: Tree, _ a: String, _ b: String, _ c: String? = nil) -> [CaseResult] {
        var files = ["a": a, "b": b]
        if let c { files["c"] = c }
        let tree = Tree.environments(files.keys.sorted(), keys: keys, ["parity": parity])
        return tree.judged(files).cases.filter { $0.id.hasPrefix("parity/") }
    }

    private static func differ(_ key: String) -> Tree { ["must_differ": ["keys": [.plain(key)]]] }

    static let differing: [(String, String, String, Outcome)] = [
        ("KEY", "KEY=one", "KEY=two", .passed), ("KEY", "KEY=one", "KEY='one'", .failed),
        ("KEY", "KEY=one", "", .failed), ("KEY", "KEY=one", "KEY=one${X}", .errored), ("KEY", "KEY=", "KEY=", .failed),
        ("DB.password", "DB=redis://:p%40w@x", "DB=redis://:p@w@y", .failed),
        ("DB.password", "DB=redis://:one@x", "DB=redis://:two@x", .passed),
        ("DB.password", "DB=redis://x", "DB=redis://y", .failed),
        ("DB.password", "DB=redis://x", "DB=redis://:p@y", .passed),
        ("DB.password", "DB=redis://:one@x", "DB=redis://:o/ne@x", .failed),
        ("DB.host", "DB=redis://x,Y.example.", "DB=redis://y.EXAMPLE:1", .failed),
        ("DB.host", "DB=redis://x", "DB=redis://y", .passed),
        ("DB.host", "DB=postgres:///a", "DB=postgres:///b", .failed),
        ("DB.host", "DB=postgres://x/d?host=y", "DB=postgres://u@y/d", .failed),
        ("DB.host", "DB=postgres://y/d?host=x", "DB=postgres://u@y/d", .passed),
        ("DB.host", "DB=postgres://x/d?host=a,y", "DB=postgres://y/d", .failed),
        ("DB.host", "DB=postgres://x/d?hostaddr=10.0.0.1", "DB=postgres://10.0.0.1/d", .failed),
        ("DB.host", "DB=redis://[::1]", "DB=redis://[0:0:0:0:0:0:0:0001]", .failed),
        ("DB.host", "DB=redis://[::ffff:1.2.3.4]", "DB=redis://[::FFFF:102:304]", .failed),
        ("DB.host", "DB=redis://[::1]", "DB=redis://[1::]", .passed),
        ("DB.port", "DB=redis://x:1", "DB=redis://y:1", .failed),
        ("DB.user", "DB=mysql://u:a@x", "DB=mysql://%75:b@y", .failed),
        ("DB.database", "DB=redis://x/0", "DB=redis://y/0", .failed),
        ("DB", "DB=redis://:p%23@x/0", "DB=redis://:p#@x/0", .failed),
        ("DB.password", "DB=vault:a#x", "DB=vault:b#x", .passed),
        ("DB.password", "DB=vault:a#x", "DB=vault:a#x", .failed),
        ("API.host", "API=https://x/@a", "API=https://x/b", .failed),
        ("API.password", "API=https://u:p@x/", "API=https://u:q@x/", .passed),
    ]

    @Test("what must differ is compared decoded, and what can't be compared is no pass", arguments: differing)
    func mustDiffer(_ key: String, _ a: String, _ b: String, _ outcome: Outcome) {
        let result = Self.judge(Self.differ(key), a, b).first
        #expect(result?.id == "parity/must-differ/\(key)")
        #expect(result?.outcome == outcome, "\(result?.findings.map(\.sentence) ?? [])")
    }

    @Test("a shared value is told with both places, and without the value")
    func places() throws {
        let results = Self.judge(
            Self.differ("DB.password"), "\nDB=redis://:canary-1@x.example:1/0", "DB=redis://:canary%2D1@y.example/0")
        let finding = try #require(results.first?.decisive)
        #expect(finding.message == "DB.password in b has the same password as suites/a.env:2")
        #expect(finding.location?.description == "suites/b.env:1:4")
        #expect(finding.finding?.rule == "config/must-differ")
        #expect(finding.finding?.subject == "a,b DB.password")
        #expect(
            finding.finding?.related == [
                .init(location: .init(file: "suites/a.env", line: 2, column: 4), note: "same password")
            ])
        #expect(
            finding.finding?.excerpt
                == .init(text: "DB=redis://:********@y.example/0", column: 13, note: "password (value withheld)"))
        #expect(!results.texts.contains { $0.contains("canary") })
    }

    @Test("every pair of environments is compared")
    func pairs() {
        let found = Self.judge(Self.differ("KEY"), "KEY=x", "KEY=x", "KEY=x").first?.findings ?? []
        #expect(found.compactMap(\.finding?.subject) == ["a,b KEY", "a,c KEY", "b,c KEY"])
    }

    static let equal: [(String, String, String, Outcome)] = [
        ("SIZE", "SIZE=8MiB", "SIZE=8388608", .passed), ("SIZE", "SIZE=8MiB", "SIZE=8MB", .failed),
        ("RATE", "RATE=1", "RATE=1.0", .passed), ("KEY", "KEY=x", "KEY=y", .failed), ("SIZE", "SIZE=8MiB", "", .failed),
        ("DB.port", "DB=redis://x:1", "DB=redis://y:1", .passed),
        ("DB.port", "DB=redis://x:1", "DB=redis://y", .failed),
        ("DB.host", "DB=redis://x,y", "DB=redis://y,x", .passed),
    ]

    @Test("what must be equal is compared by what it says", arguments: equal)
    func mustEqual(_ key: String, _ a: String, _ b: String, _ outcome: Outcome) {
        let result = Self.judge(["must_equal": ["keys": [.plain(key)]]], a, b).first
        #expect(result?.outcome == outcome)
        #expect(outcome == .passed || result?.decisive?.finding != nil)
    }

    @Test("the same keys stand everywhere, but for those that are excepted")
    func sameKeys() {
        let results = Self.judge(
            ["same_keys": ["except": ["DEBUG"]]], "ONE=1\nTWO=\nDEBUG=1", "TWO=2\nTHREE=3\nexport FOUR")
        #expect(results.first?.findings.compactMap(\.finding?.subject) == ["b ONE", "a THREE"])
        #expect(Self.judge(["same_keys": [:]], "ONE=1", "ONE=2").first?.outcome == .passed)
    }

    @Test("a mirror differs only where it is declared to")
    func mirror() throws {
        let tree = Tree.environments(
            ["a", "b"],
            keys: [
                "SIZE": ["type": "bytes"], "KEY": ["secret": true], "MODE": ["equals": "{{environment}}"],
                "DB": ["type": "dsn"],
                "STAGE": ["type": "float"],
            ],
            [
                "parity": ["mirror": ["across": ["a", "b"], "except": ["OPEN"]], "must_differ": ["hosts": ["DB"]]],
                "environments": [
                    "a": ["expect": ["LEVEL": "debug"]], "b": ["canary": ["key": "STAGE", "stages": [0, 1]]],
                ],
            ])
        let files = [
            "a": "SIZE=8MiB\nKEY=1\nMODE=a\nDB=redis://x:1\nSTAGE=1\nLEVEL=debug\nOPEN=1\nNOTE=x\nSAME=1\nONLY=1",
            "b": "SIZE=8388608\nKEY=2\nMODE=b\nDB=redis://y:1\nSTAGE=0\nLEVEL=info\nOPEN=2\nNOTE=y\nSAME=1",
        ]
        let result = try #require(tree.judged(files).cases["parity/mirror"])
        #expect(result.findings.compactMap(\.finding?.subject) == ["b ONLY", "a,b NOTE"])
        #expect(result.findings.last?.actual == "`y`")
    }

    @Test("nothing passes between environments of which one was not read in full")
    func gaps() {
        let parity: Tree = [
            "same_keys": [:], "must_differ": ["keys": ["KEY"]], "must_equal": ["keys": ["SIZE"]],
            "mirror": ["across": ["a", "b"]],
        ]
        let results = Self.judge(parity, "KEY=1\nSIZE=1", "KEY=2\nSIZE=1\ntwo words")
        #expect(results.count == 4)
        #expect(
            results.allSatisfy { $0.outcome == .errored && $0.decisive?.finding?.rule == "config/incomplete-source" })
        #expect(Self.judge(Self.differ("KEY"), "KEY=1", "KEY=1\ntwo words").first?.outcome == .failed)
    }

    @Test("a thousand differences are fifty findings and a count")
    func many() {
        let names = (0..<1_000).map { "K\($0)=\n" }.joined()
        let findings = Self.judge(["same_keys": [:]], names, "").first?.findings ?? []
        #expect(findings.count == 51)
        #expect(findings.last?.actual == "950 more findings")
    }

    static let mistakes: [(Tree, String)] = [
        (["must_differ": ["keys": ["KEYS"]]], "'keys' has no 'KEYS'"),
        (["must_differ": ["keys": ["DB.pasword"]]], "no part of a value"),
        (["must_differ": ["keys": ["KEY.password"]]], "which has no password"),
        (["must_differ": ["hosts": ["KEY"]]], "which has no host"),
        (["must_differ": ["keys": ["DB.host"], "hosts": ["DB"]]], "stands twice"), (["must_differ": [:]], "is empty"),
        (["same_keys": ["across": ["a"]]], "names one environment"),
        (["same_keys": ["across": ["a", "x"]]], "has no sources"),
        (["same_keys": ["across": ["a", "a"]]], "stands twice"), (["mirror": [:]], "lacks the key 'across'"),
        (["must_differ": ["keys": ["KEY"]], "must_equal": ["keys": ["KEY"]]], "must differ and be equal"),
    ]

    @Test("a mistake under parity is an error with its place", arguments: mistakes)
    func mistake(_ parity: Tree, _ message: String) {
        let (suite, errors) = Tree.environments(["a", "b"], keys: Self.keys, ["parity": parity]).decoded()
        #expect(suite == nil)
        #expect(errors.contains { $0.message.contains(message) && $0.location != nil && $0.fix != nil }, "\(errors)")
    }
}
