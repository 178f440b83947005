import Configuration
import Model
import Testing

@Suite struct EnvironmentRuleTests {
    static let expectations: [(Tree, Tree, String, Outcome)] = [
        (1.0, [:], "VALUE=1", .passed),
        (1.0, ["type": "float"], "VALUE=1.00", .passed),
        (.quoted("1.0"), [:], "VALUE=1", .failed),
        ("info", [:], "VALUE=info", .passed),
        ("info", [:], "VALUE=INFO", .failed),
        ("info", [:], "", .failed),
        (true, ["type": "bool"], "VALUE=on", .passed),
        (8_388_608, ["type": "bytes"], "VALUE=8MiB", .passed),
        (["ne": "debug"], [:], "VALUE=info", .passed),
        (["ne": "debug"], [:], "VALUE=debug", .failed),
        (["ne": "debug"], [:], "", .failed),
        (["gte": 0.1, "lt": 1], [:], "VALUE=0.1", .passed),
        (["gte": 0.1, "lt": 1], [:], "VALUE=1", .failed),
        (["lte": "8MiB"], [:], "VALUE=9MiB", .failed),
        (["gt": "10s"], [:], "VALUE=1m", .passed),
        (["gt": 1], [:], "VALUE=soon", .failed),
        (["one_of": ["a", "b"]], [:], "VALUE=b", .passed),
        (["one_of": ["a", "b"]], [:], "VALUE=c", .failed),
        (["matches": "^v"], [:], "VALUE=v1", .errored),
        (["eq": "{{environment}}"], [:], "VALUE=production", .passed),
        ("x/", [:], "VALUE=x/${UNKNOWN}", .errored),
    ]

    @Test("an expectation holds, fails or stays open", arguments: expectations)
    func expectation(_ expectation: Tree, _ key: Tree, _ env: String, _ outcome: Outcome) {
        #expect(Tree.expect(expectation, key: key).judged(env)["production/expect/VALUE"]?.outcome == outcome)
    }

    private static func environment(_ rules: Tree, unknownKeys: Tree = "warn") -> Tree {
        [
            "sources": ["production": [["file": "prod.env"]]], "keys": ["LOG_LEVEL": [:]],
            "environments": ["production": rules], "unknown_keys": unknownKeys,
        ]
    }

    @Test(
        "a forbidden key fails even when it is empty or only named",
        arguments: ["SKIP_AUTH=1", "SKIP_AUTH=", "export SKIP_AUTH"])
    func forbidden(_ env: String) {
        let cases = Self.environment(["forbid_keys": ["SKIP_AUTH"]]).judged(env)
        #expect(cases["production/forbid/SKIP_AUTH"]?.decisive?.property == "config/forbidden-key")
        #expect(cases["production/unknown-keys"]?.outcome == .passed)
    }

    @Test("an unknown key is named with the known one that it resembles, without its value")
    func unknownKeys() throws {
        let result = try #require(
            Self.environment(["forbid_keys": ["X"]], unknownKeys: "block").judged("LOG_LEVLE=canary")[
                "production/unknown-keys"])
        #expect(result.outcome == .failed)
        #expect(result.severity == .block)
        #expect(result.decisive?.message?.contains("did you mean 'LOG_LEVEL'?") == true)
        #expect(![result].texts.contains { $0.contains("canary") })
    }

    @Test("ten thousand unknown keys are fifty findings and a count")
    func manyUnknownKeys() {
        let env = (0..<10_000).map { "K\($0)=" }.joined(separator: "\n")
        let findings = Self.environment(["forbid_keys": ["X"]]).judged(env)["production/unknown-keys"]?.findings ?? []
        #expect(findings.count == 51)
        #expect(findings.last?.actual == "9950 more unknown keys")
    }

    // MARK: Files

    private func outcomes(_ content: Result<[UInt8], ConfigFileFailure>?) throws -> [String: Outcome] {
        let tree: Tree = [
            "sources": ["production": [["file": "prod.env"]]],
            "keys": ["GIVEN": ["type": "int"], "ABSENT": [:], "NEEDED": ["required": true]],
            "environments": ["production": ["forbid_keys": ["SKIP_AUTH"]]],
        ]
        let suite = try #require(tree.decoded().suite)
        let contents = content.map { ["suites/prod.env": $0] } ?? [:]
        return Dictionary(
            uniqueKeysWithValues: suite.evaluate(contents, matcher: { _, _ in nil }).cases.map { ($0.id, $0.outcome) })
    }

    @Test("a missing file fails, and nothing about its keys can be known")
    func missingFile() throws {
        let outcomes = try outcomes(.failure(.missing))
        #expect(outcomes["production/file"] == .failed)
        #expect(outcomes.filter { $0.key != "production/file" }.allSatisfy { $0.value == .errored })
    }

    @Test("a file that can't be read, or was not handed over, is an error and no failure")
    func unreadableFile() throws {
        #expect(try outcomes(.failure(.unreadable("permission denied"))).allSatisfy { $0.value == .errored })
        #expect(try outcomes(nil).allSatisfy { $0.value == .errored })
    }

    @Test("in a file that was read in part, what is wrong fails and nothing passes")
    func brokenFile() throws {
        let outcomes = try outcomes(.success(Array("two words\nGIVEN=x\nSKIP_AUTH=1".utf8)))
        #expect(
            outcomes == [
                "production/file": .failed, "production/GIVEN": .failed, "production/forbid/SKIP_AUTH": .failed,
                "production/ABSENT": .errored, "production/NEEDED": .errored, "production/unknown-keys": .errored,
                "production/dialects": .errored,
            ])
    }

    @Test("a key that stands twice fails the file with both places")
    func duplicate() throws {
        let result = try #require(Tree.key([:]).judged("VALUE=1\nVALUE=2")["production/file"])
        #expect(result.decisive?.property == "config/duplicate-key")
        #expect(result.decisive?.location?.line == 2)
        #expect(result.decisive?.actual.contains("line 1") == true)
    }

    @Test("an environment is judged by its own files alone")
    func separateEnvironments() throws {
        let tree: Tree = [
            "sources": ["staging": [["file": "s.env"]], "production": [["file": "p.env"]]],
            "keys": ["NODE_ENV": ["required": true, "equals": "{{environment}}"]],
        ]
        let suite = try #require(tree.decoded().suite)
        let cases = suite.evaluate(
            [
                "suites/s.env": .success(Array("NODE_ENV=staging".utf8)),
                "suites/p.env": .success(Array("NODE_ENV=staging".utf8)),
            ],
            matcher: { _, _ in nil }
        ).cases
        #expect(cases["staging/NODE_ENV"]?.outcome == .passed)
        #expect(cases["production/NODE_ENV"]?.outcome == .failed)
    }
}
