import Configuration
import Model
import Testing

@Suite struct KeyRuleTests {
    /// The rule names of what a key's check found, and the outcome.
    private func judge(_ spec: Tree, _ env: String, matcher: @escaping ConfigSuite.Matcher = { _, _ in nil })
        -> [String]
    {
        guard let result = Tree.key(spec).judged(env, matcher: matcher)["production/VALUE"] else {
            return ["no result"]
        }
        return [result.outcome.rawValue] + result.findings.map(\.property)
    }

    static let table: [(Tree, String, [String])] = [
        (["required": true], "VALUE=x", ["passed"]),
        (["required": true], "", ["failed", "config/missing-key"]),
        (["required": true], "export VALUE", ["failed", "config/missing-key"]),
        (["required": true], "VALUE=", ["failed", "config/empty-value"]),
        (["required": true], "VALUE='  '", ["failed", "config/empty-value"]),
        ([:], "", ["passed"]),
        ([:], "VALUE=", ["passed"]),
        (["type": "int"], "VALUE=", ["failed", "config/empty-value"]),
        (["type": "int"], "VALUE=x", ["failed", "config/type-mismatch"]),
        (["type": "int", "min": 1, "max": 5], "VALUE=5", ["passed"]),
        (["type": "int", "min": 1, "max": 5], "VALUE=6", ["failed", "config/out-of-range"]),
        (["type": "int", "min": 1, "max": 5], "VALUE=0", ["failed", "config/out-of-range"]),
        (["type": "int", "max": "9007199254740992"], "VALUE=9007199254740993", ["failed", "config/out-of-range"]),
        (["type": "bytes", "max": "8MiB"], "VALUE=8388608", ["passed"]),
        (["type": "bytes", "max": "8MiB"], "VALUE=8388609", ["failed", "config/out-of-range"]),
        (["type": "duration", "max": "1m"], "VALUE=59s", ["passed"]),
        (["type": "duration", "max": "1m"], "VALUE=61s", ["failed", "config/out-of-range"]),
        (["min_bytes": 4], "VALUE=ää", ["passed"]),
        (["min_bytes": 5], "VALUE=ää", ["failed", "config/out-of-range"]),
        (["min_length": 3], "VALUE=ää", ["failed", "config/out-of-range"]),
        (["type": "enum", "values": ["a", "b"]], "VALUE=b", ["passed"]),
        (["type": "enum", "values": ["a", "b"]], "VALUE=c", ["failed", "config/type-mismatch"]),
        (["type": "url", "schemes": ["https"]], "VALUE=http://x", ["failed", "config/type-mismatch"]),
        (["type": "dsn", "schemes": ["redis", "rediss"]], "VALUE=rediss://:p#w@h:1/0", ["passed"]),
        (["equals": "{{environment}}"], "VALUE=production", ["passed"]),
        (["equals": "{{environment}}"], "VALUE=staging", ["failed", "config/expectation"]),
        (["equals": "{{environment}}"], "OTHER=1", ["failed", "config/missing-key"]),
        (["required": true], "VALUE=${OTHER}/x", ["errored", "config/unresolved-reference"]),
        (["required": true], "VALUE=${OTHER}", ["failed", "config/empty-value"]),
        (["required": true], "OTHER=1\nVALUE=${OTHER}/x", ["passed"]),
    ]

    @Test("a key is judged by what the suite asks of it", arguments: table)
    func judges(_ spec: Tree, _ env: String, _ expected: [String]) { #expect(judge(spec, env) == expected) }

    @Test(
        "a pattern decides by the matcher's answer, and no answer is no pass",
        arguments: [
            (true, ["passed"]), (false, ["failed", "config/type-mismatch"]), (nil, ["errored", "config/expectation"]),
        ] as [(Bool?, [String])])
    func pattern(_ answer: Bool?, _ expected: [String]) {
        #expect(judge(["type": "regex", "pattern": "^v"], "VALUE=v1", matcher: { _, _ in answer }) == expected)
    }

    @Test("a finding says what was expected, what stands there, and both places")
    func sentence() throws {
        let result = try #require(Tree.key(["type": "int", "max": 5]).judged("A=1\nVALUE=6")["production/VALUE"])
        let finding = try #require(result.decisive)
        #expect(finding.expected == "VALUE is at most `5`")
        #expect(finding.actual == "`6`")
        #expect(finding.location?.description == "suites/prod.env:2:7")
        #expect(finding.message?.contains("suites/env.yaml:") == true)
        #expect(result.steps.first?.kind == "rule")
    }

    @Test("of several files the last one wins, and the finding is in the file that decided")
    func layers() throws {
        let tree: Tree = [
            "sources": ["production": [["file": "base.env"], ["file": "prod.env"]]], "keys": ["VALUE": ["type": "int"]],
        ]
        let suite = try #require(tree.decoded().suite)
        let evaluation = suite.evaluate(
            ["suites/base.env": .success(Array("VALUE=1".utf8)), "suites/prod.env": .success(Array("VALUE=x".utf8))],
            matcher: { _, _ in nil })
        #expect(evaluation.cases["production/VALUE"]?.decisive?.location?.file == "suites/prod.env")
    }
}
