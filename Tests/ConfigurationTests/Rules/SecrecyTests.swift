import Configuration
import Model
import Testing

/// Drives every way to fail with a canary in the secret's place, and looks for a piece of it in everything said.
@Suite struct SecrecyTests {
    static let specs: [Tree] = [
        ["secret": true, "required": true], ["secret": true, "type": "int"], ["secret": true, "type": "bool"],
        ["secret": true, "type": "float"], ["secret": true, "type": "port"], ["secret": true, "type": "host"],
        ["secret": true, "type": "url", "schemes": ["https"]], ["secret": true, "type": "dsn", "schemes": ["redis"]],
        ["secret": true, "type": "duration"], ["secret": true, "type": "bytes"], ["secret": true, "type": "email"],
        ["secret": true, "type": "path"], ["secret": true, "type": "enum", "values": ["a"]],
        ["secret": true, "type": "regex", "pattern": "^x"], ["secret": true, "min_bytes": 1_000],
        ["secret": true, "min_length": 1_000], ["secret": true, "equals": "other"], ["type": "dsn"],
    ]

    static let environments = [
        "VALUE=canary-4711", "VALUE='canary-4711'", "VALUE=\"canary-4711", "VALUE='canary-4711",
        "VALUE=\"canary\" canary\n",
        "VALUE=\"canary\" \"canary\"", "VALUE=canary-4711\nVALUE=canary-4712", "VALUE=`canary`", "VALUE=$(canary)",
        "VALUE=${canary",
        "VALUE=x$canary", "VALUE=${canary}x", "VALUE=${x:?canary}", "VALUE=canary\rcanary", "VALUE=canary\u{0}",
        "VALUE=canary\nB=\u{FFFE}",
        "VALUE=postgresql://app:canary@db/app", "VALUE=postgresql://app:canary/x@db/app", "VALUE=redis://:canary@",
        "VALUE=-----BEGIN X-----\nMIIcanary9=\ncanary canary\n-----END X-----", "VALUE=canary\nOTHER=${VALUE}",
        "VALUE=canary\nOTHER=canary",
        "VALUE=postgresql://app:canary@db/app\nOTHER=canary",
    ]

    @Test("no failure of a secret key shows a piece of its value", arguments: specs)
    func keys(_ spec: Tree) {
        for env in Self.environments {
            let tree: Tree = [
                "sources": ["production": [["file": "prod.env"]]],
                "keys": ["VALUE": spec, "OTHER": ["type": "int"]],
                "environments": [
                    "production": [
                        "expect": ["VALUE": ["eq": "x", "matches": "^y"], "OTHER": "x"], "forbid_keys": ["SKIP"],
                    ]
                ],
                "unknown_keys": "block",
            ]
            for answer in [true, false, nil] as [Bool?] {
                let texts = tree.judged(env, matcher: { _, _ in answer }).texts
                #expect(
                    !texts.contains { $0.contains("canary") },
                    "\(spec) \(env): \(texts.filter { $0.contains("canary") })")
            }
        }
    }

    @Test("what a secret key has to equal is not shown, be the key there or not, and is a secret of the run")
    func equals() {
        for env in ["VALUE=x1", "", "OTHER=x1", "VALUE=\"x"] {
            let tree: Tree = [
                "sources": ["prod": [["file": "prod.env"]]],
                "keys": ["VALUE": ["secret": true, "equals": "canary-4711"]],
            ]
            let judged: ConfigEvaluation = tree.judged(["prod": env])
            #expect(!judged.cases.texts.contains { $0.contains("canary") }, "\(env)")
            #expect(judged.secrets.contains(Secret("canary-4711")))
        }
    }

    @Test(
        "what a suite expects of a secret key is not shown either",
        arguments: [
            "canary-4711", ["ne": "canary-4711"], ["lt": 5], ["one_of": ["canary-4711", "x"]],
        ] as [Tree])
    func operands(_ expectation: Tree) {
        for env in ["VALUE=canary-4711", "VALUE=x1", ""] {
            let texts = Tree.expect(expectation, key: ["secret": true]).judged(env).texts
            #expect(!texts.contains { $0.contains("canary") })
        }
    }

    @Test("a secret variable is not shown through an equals, whether it holds or not")
    func variables() {
        let scope = Scope(["token": Variable("canary-4711", isSecret: true, origin: "a test")])
        for env in ["VALUE=canary-4711", "VALUE=x"] {
            let texts =
                Tree.key(["equals": "{{token}}"]).judged(env, scope: scope).texts
                + Tree.expect("{{token}}").judged(env, scope: scope).texts
            #expect(!texts.contains { $0.contains("canary") })
        }
    }

    @Test(
        "the credentials of a header are not shown, whatever the key is called",
        arguments: ["Bearer canary-4711", "basic canary", "Token canary"])
    func headers(_ value: String) {
        let texts = Tree.key(["type": "int"]).judged("VALUE='\(value)'").texts
        #expect(!texts.contains { $0.contains("canary") })
    }

    @Test(
        "a name that says secret withholds the value without being told to",
        arguments: ["DB_PASSWORD", "API_KEY", "sessionSecret"])
    func suggestiveNames(_ name: String) {
        let tree: Tree = [
            "sources": ["production": [["file": "prod.env"]]], "keys": .mapping([(name, ["type": "int"] as Tree)]),
        ]
        #expect(!tree.judged("\(name)=canary").texts.contains { $0.contains("canary") })
    }

    @Test("another environment's secret is not shown where it stands under an innocent name")
    func otherEnvironments() throws {
        let tree: Tree = [
            "sources": ["a": [["file": "a.env"]], "b": [["file": "b.env"]]],
            "keys": ["PIN": ["secret": true], "NOTE": ["type": "int"]],
        ]
        let suite = try #require(tree.decoded().suite)
        let evaluation = suite.evaluate(
            [
                "suites/a.env": .success(Array("PIN=canary".utf8)),
                "suites/b.env": .success(Array("NOTE=my canary".utf8)),
            ],
            matcher: { _, _ in nil })
        #expect(!evaluation.cases.texts.contains { $0.contains("canary") })
        #expect(evaluation.secrets == [Secret("canary")])
    }

    @Test("the redactor is handed every secret, and a DSN's password apart")
    func secrets() throws {
        let suite = try #require(Tree.key(["type": "dsn", "secret": true]).decoded().suite)
        let evaluation = suite.evaluate(
            ["suites/prod.env": .success(Array("VALUE=redis://:p%40ss@cache".utf8))], matcher: { _, _ in nil })
        #expect(Set(evaluation.secrets) == [Secret("redis://:p%40ss@cache"), Secret("p@ss")])
    }

    @Test("an ordinary value is shown, clipped and without control characters")
    func ordinaryValues() throws {
        let env = "VALUE=\"" + String(repeating: "x", count: 70) + "\\a\""
        let finding = try #require(Tree.key(["type": "int"]).judged(env)["production/VALUE"]?.decisive)
        #expect(finding.actual == "`" + String(repeating: "x", count: 60) + "…`")
        let bell = try #require(Tree.key(["type": "int"]).judged("VALUE=\"\\a\"")["production/VALUE"]?.decisive)
        #expect(bell.actual == "`\\u{7}`")
    }

    @Test("a suite may say that a value is public whatever its name says")
    func publicKeys() {
        let tree: Tree = [
            "sources": ["production": [["file": "prod.env"]]],
            "keys": ["PUBLIC_KEY": ["type": "int", "secret": false]],
        ]
        #expect(tree.judged("PUBLIC_KEY=pk-1")["production/PUBLIC_KEY"]?.decisive?.actual == "`pk-1`")
    }
}
