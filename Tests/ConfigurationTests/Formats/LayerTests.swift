import Configuration
import Model
import Testing

/// Several files of one environment, in several formats.
@Suite struct LayerTests {
    @Test("with a prefix only keys that begin with it count, and they count without it")
    func prefix() {
        let file = ConfigReader.read(
            Array("APP_A=1\nB=2\nAPP_=3\nAPP_C=$APP_A$B\nAPP_D\n".utf8), file: "a", format: .dotenv, prefix: "APP_")
        #expect(file.values.mapValues { $0.reveal() } == ["A": "1", "C": "12"])
        #expect(file.bareKeys.map(\.key) == ["D"])
        #expect(file.entries.last?.references == ["A", "B"])
        #expect(file.entries.first?.keyLocation.column == 1)
    }

    @Test("a prefix takes a part out of a tree")
    func subtree() {
        let file = ConfigReader.read(
            Array("app:\n  port: 1\nother: 2\n".utf8), file: "a", format: .yaml, prefix: "app.")
        #expect(file.entries.map(\.key) == ["port"])
    }

    @Test("a prefix that no key has is a problem, and an empty file is none")
    func noSuchPrefix() {
        func problems(_ text: String) -> [ConfigProblem.Kind] {
            ConfigReader.read(Array(text.utf8), file: "a", format: .dotenv, prefix: "APP_").problems.map(\.kind)
        }
        #expect(problems("A=1\n") == [.prefix])
        #expect(problems("# none\n").isEmpty)
    }

    private static let suite: Tree = [
        "sources": [
            "production": [
                ["file": "a.env"], ["file": "b.json", "prefix": "APP_"], ["file": "c.txt", "format": "toml"],
            ]
        ],
        "keys": ["A": ["required": true], "B": ["type": "int", "max": 5], "C": ["type": "int"]],
        "unknown_keys": "allow",
        "dialects": .list([]),
    ]

    private func judged(_ env: String, _ json: String, _ toml: String) throws -> [CaseResult] {
        let suite = try #require(Self.suite.decoded().suite)
        return suite.evaluate(
            [
                "suites/a.env": .success(Array(env.utf8)), "suites/b.json": .success(Array(json.utf8)),
                "suites/c.txt": .success(Array(toml.utf8)),
            ], matcher: { _, _ in nil }
        ).cases
    }

    @Test("of several layers the last one counts, and a finding stands in the layer that won")
    func origin() throws {
        let cases = try judged("A=1\nB=1\nC=1\n", "{\"APP_B\": 2}", "B = 9\n")
        #expect(cases["production/file"]?.outcome == .passed)
        #expect(cases["production/B"]?.outcome == .failed)
        #expect(cases["production/B"]?.steps.first?.observations.first?.location?.description == "suites/c.txt:1:5")
        #expect(cases["production/C"]?.outcome == .passed)
    }

    @Test("a null in a later layer takes the value back")
    func null() throws {
        #expect(try judged("A=1\n", "{\"APP_A\": null}", "")["production/A"]?.outcome == .failed)
        #expect(try judged("A=1\n", "{\"APP_C\": null}", "")["production/A"]?.outcome == .passed)
    }
}
