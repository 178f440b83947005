import Configuration
import Model
import Testing

@Suite struct ConfigSuiteDecodeTests {
    static let sample: Tree = [
        "sources": [
            "staging": [["file": "./config/staging.env", "dialect": "compose"]],
            "production": [["file": "config/base.env"], ["file": "/etc/app/production.env"]],
        ],
        "keys": [
            "DATABASE_URL": ["type": "dsn", "required": true, "secret": true, "schemes": ["postgresql", "postgres"]],
            "NODE_ENV": ["type": "enum", "values": ["staging", "production"], "equals": "{{environment}}"],
            "RATE": ["type": "float", "min": 0, "max": 1, "severity": "info"],
        ],
        "unknown_keys": "block",
        "environments": [
            "production": ["expect": ["RATE": 0.1, "LOG_LEVEL": ["ne": "debug"]], "forbid_keys": ["SKIP_AUTH"]]
        ],
        "severity": "warn",
    ]

    @Test("the handbook's example becomes one unit for each rule and environment, in order")
    func units() throws {
        let (suite, errors) = Self.sample.decoded()
        #expect(errors.isEmpty)
        let units = try #require(suite).units
        #expect(
            units.map(\.id) == [
                "staging/file", "staging/dialects", "staging/DATABASE_URL", "staging/NODE_ENV", "staging/RATE",
                "staging/unknown-keys",
                "production/file", "production/dialects", "production/DATABASE_URL", "production/NODE_ENV",
                "production/RATE",
                "production/expect/RATE", "production/expect/LOG_LEVEL", "production/forbid/SKIP_AUTH",
                "production/unknown-keys",
            ])
        #expect(units.map(\.severity).prefix(6) == [.warn, .warn, .warn, .warn, .info, .block])
        #expect(units.allSatisfy { $0.unit == .rule && $0.location.file == "suites/env.yaml" })
    }

    @Test("files start at the suite's folder and are named once each")
    func files() throws {
        let suite = try #require(Self.sample.decoded().suite)
        #expect(suite.files == ["suites/config/staging.env", "suites/config/base.env", "/etc/app/production.env"])
        #expect(suite.plan == "2 environments, 3 files, 3 keys")
    }

    static let mistakes: [(Tree, String)] = [
        (["sources": [:], "keys": [:]], "names no environment"),
        (["sources": ["production": []], "keys": [:]], "is empty"),
        (["sources": ["pro duction": [["file": "a.env"]]], "keys": [:]], "can't be the name of an environment"),
        (["sources": ["production": [["file": "a.ini"]]], "keys": [:]], "wants the path of a config file"),
        (
            ["sources": ["production": [["file": "a.env", "prefix": "X Y"]]], "keys": [:]],
            "wants the beginning of keys"
        ),
        (
            ["sources": ["production": [["file": "a.json", "dialect": "node"]]], "keys": [:]], "belongs to dotenv files"
        ),
        (["sources": ["production": [["file": "a.env", "format": "xml"]]], "keys": [:]], "wants one of dotenv"),
        (
            ["sources": ["production": [["file": "a.env"]]], "keys": [:], "dialects": ["bash"]], "wants one of compose"
        ),
        (["sources": ["production": [["file": "a.env", "dialect": "nodejs"]]], "keys": [:]], "wants one of compose"),
        (["sources": ["production": [["file": "a.env"]]], "keys": [:], "parity": [:]], "'parity' is empty"),
        (["sources": ["production": [["file": "a.env"]]]], "lacks the key 'keys'"),
        (.key(["typ": "int"]), "unknown key 'typ'"),
        (.key(["type": "integer"]), "'type' wants one of"),
        (.key(["required_when": "X > 0"]), "'keys' has no 'X'"),
        (.key(["forbidden": true, "required": true]), "asks something of a key that is 'forbidden'"),
        (["sources": ["waivers": [["file": "a.env"]]], "keys": [:]], "no environment can be called 'waivers'"),
        (.key(["type": "enum"]), "needs its values"),
        (.key(["values": ["a"]]), "belongs to the type enum"),
        (.key(["type": "regex"]), "needs a pattern"),
        (.key(["schemes": ["https"]]), "belongs to the types url and dsn"),
        (.key(["min": 1]), "'min' belongs to int"),
        (.key(["type": "int", "max": "8MiB"]), "'max' wants a whole number"),
        (.key(["type": "int", "min": 2, "max": 1]), "'min' is greater than 'max'"),
        (.key(["equals": "{{nowhere}}"]), "'nowhere' is not"),
        (.key(["equals": nil]), "has no value"),
        (.expect(nil), "has no value"),
        (.expect([:]), "is empty"),
        (.expect(["gt": "soon"]), "wants a number, a size or a duration"),
        (.expect(["gt": 1], key: ["type": "bool"]), "wants true or false"),
        (.expect(["is": 1]), "unknown key 'is'"),
        (["sources": ["production": [["file": "a.env"]]], "keys": ["A B": [:]]], "can't be a key"),
        (
            [
                "sources": ["production": [["file": "a.env"]]], "keys": [:],
                "environments": ["prodution": ["forbid_keys": ["A"]]],
            ], "has no sources"
        ),
        (
            [
                "sources": ["production": [["file": "a.env"]]], "keys": [:],
                "environments": ["production": ["forbid_keys": ["A", "A"]]],
            ], "forbidden twice"
        ),
        (
            [
                "sources": ["production": [["file": "a.env"]]], "keys": ["A": ["required": true]],
                "environments": ["production": ["forbid_keys": ["A"]]],
            ], "and required as well"
        ),
    ]

    @Test("a mistake in a suite is an error with its place", arguments: mistakes)
    func mistake(_ tree: Tree, _ message: String) {
        let (suite, errors) = tree.decoded()
        #expect(suite == nil)
        #expect(errors.contains { $0.message.contains(message) && $0.location?.file == "suites/env.yaml" }, "\(errors)")
    }

    @Test("an environment without sources is answered with the name that was meant")
    func nearest() {
        let tree: Tree = [
            "sources": ["production": [["file": "a.env"]]], "keys": [:],
            "environments": ["prodution": ["forbid_keys": ["A"]]],
        ]
        #expect(tree.decoded().errors.first?.fix == "did you mean 'production'?")
    }

    @Test("every pattern is listed with its place")
    func patterns() throws {
        let suite = try #require(Tree.expect(["matches": "^b"], key: ["pattern": "^a"]).decoded().suite)
        #expect(suite.patterns.map(\.pattern) == ["^a", "^b"])
    }

    @Test("a key named like another rule has an id of its own")
    func collision() throws {
        let tree: Tree = ["sources": ["production": [["file": "a.env"]]], "keys": ["file": [:], "unknown-keys": [:]]]
        let ids = try #require(tree.decoded().suite).units.map(\.id)
        #expect(Set(ids).count == ids.count)
    }
}
