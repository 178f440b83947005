import Configuration
import Model
import Testing

@Suite struct ExcerptTests {
    private func excerpt(_ value: String) -> Finding.Excerpt? {
        Tree.key(["type": "int"]).judged("A=1\nVALUE='\(value)'")["production/VALUE"]?.decisive?.finding?.excerpt
    }

    static let masked: [(String, String)] = [
        ("plain", "VALUE=********"),
        ("redis://:canary@cache.prod.internal:6379/0", "VALUE=redis://:********@cache.prod.internal:6379/0"),
        (
            "postgresql://canary:canary@[::1]:5432,db2/app?sslmode=canary",
            "VALUE=postgresql://********:********@[::1]:5432,db2/app?********"
        ),
        ("https://hooks.example.com/services/canary", "VALUE=********"), ("redis://canary", "VALUE=********"),
        ("redis://:canary@canary.example", "VALUE=********"), ("redis://:x/canary@h", "VALUE=********"),
        ("redis://cache:6379/canary4canary4canary4", "VALUE=********"),
        ("redis://h:1?password=canary", "VALUE=redis://h:1?********"),
    ]

    @Test("only a connection string keeps its structure, and no value is left in it", arguments: masked)
    func masks(_ value: String, _ text: String) {
        #expect(excerpt(value)?.text == text)
        #expect(excerpt(value)?.column == 7)
    }

    @Test("every finding names its rule, its subject and what to do")
    func complete() throws {
        let tree: Tree = [
            "sources": ["production": [["file": "prod.env"], ["file": "more.env"]]],
            "keys": ["A": ["required": true], "B": ["type": "int"], "C": ["required": true], "D": ["min_bytes": 9]],
            "environments": ["production": ["expect": ["E": 1], "forbid_keys": ["F"]]],
        ]
        let cases = try #require(tree.decoded().suite).evaluate(
            ["suites/prod.env": .success(Array("B=x\nC=\nD=x\nE=2\nF=1\nG=1".utf8)), "suites/more.env": .success([])],
            matcher: { _, _ in nil }
        ).cases
        let findings = cases.flatMap(\.findings)
        #expect(
            findings.compactMap(\.finding?.subject) == [
                "production A", "production B", "production C", "production D", "production E", "production F",
                "production G",
            ])
        #expect(findings.allSatisfy { $0.finding?.rule == $0.property && $0.finding?.fix?.isEmpty == false })
        let missing = tree.judged("B=1").flatMap(\.findings)
        #expect(missing.allSatisfy { $0.finding != nil }, "a file's own findings too")
    }

    @Test("a reference is taken for what it is, whatever type its key has")
    func references() {
        let spec: Tree = ["type": "dsn", "required": true, "schemes": ["redis"]]
        #expect(Tree.key(spec).judged("VALUE=vault:secret/prod/redis#url")["production/VALUE"]?.outcome == .passed)
        #expect(Tree.key(["type": "int"]).judged("VALUE=vault:x")["production/VALUE"]?.outcome == .failed)
    }
}
