import Configuration
import Model
import Testing

@Suite struct ConfigFormatTests {
    private func read(_ text: String, _ format: ConfigFormat) -> ConfigFile {
        ConfigReader.read(Array(text.utf8), file: "a", format: format)
    }

    @Test(
        "the end of a name tells the format",
        arguments: [
            ("config/a.YAML", ConfigFormat.yaml), ("a.yml", .yaml), ("a.json", .json), ("a.toml", .toml),
            ("app.properties", .properties), (".env", .dotenv), (".env.production", .dotenv), ("a.json.env", .dotenv),
        ])
    func names(_ path: String, _ format: ConfigFormat) { #expect(ConfigFormat.of(path: path) == format) }

    /// The same settings in every format that knows structure.
    static let alike: [(ConfigFormat, String)] = [
        (
            .yaml,
            "port: 8080\ndatabase:\n  url: 'x'\n  ratio: 1.50\nhosts: [a, {name: b}]\ndebug: true\nempty: \"\"\n"
        ),
        (
            .json,
            """
            {"port": 8080, "database": {"url": "x", "ratio": 1.50},
             "hosts": ["a", {"name": "b"}], "debug": true, "empty": ""}
            """
        ),
        (
            .toml,
            """
            port = 8080
            hosts = ["a", {name = "b"}]
            debug = true
            empty = ''
            [database]
            url = "x"
            ratio = 1.50
            """
        ),
    ]

    @Test("nested keys and items of lists have dotted names, and numbers keep their text", arguments: alike)
    func flattened(_ format: ConfigFormat, _ text: String) {
        let file = read(text, format)
        #expect(file.problems.isEmpty)
        #expect(
            file.values.mapValues { $0.reveal() } == [
                "port": "8080", "database.url": "x", "database.ratio": "1.50", "hosts[0]": "a", "hosts[1].name": "b",
                "debug": "true", "empty": "",
            ])
    }

    static let positions: [(ConfigFormat, String, [String])] = [
        (.yaml, "# ä\nä: 1\nb:\n  - 'x'\n  - c: y\n", ["ä 2:1 2:4", "b[0] 4:5 4:5", "b[1].c 5:5 5:8"]),
        (.json, "{\n \"ä\": \"ö\", \"b\": [1,\n {\"c\":2}]}", ["ä 2:2 2:7", "b[0] 2:18 2:18", "b[1].c 3:3 3:7"]),
        (
            .toml, "\"ä\" = 1 # c\n[b.c]\n  d.e = [ 2,\n 'x' ]\n",
            ["ä 1:1 1:7", "b.c.d.e[0] 3:11 3:11", "b.c.d.e[1] 4:2 4:2"]
        ),
        (.properties, "# ä\n  ä = ö\nb\\\n  c : d\n", ["ä 2:3 2:7", "bc 3:1 4:7"]),
    ]

    @Test("every key and value knows its line and column, counted in characters", arguments: positions)
    func places(_ format: ConfigFormat, _ text: String, _ expected: [String]) {
        let entries = read(text, format).entries.map { entry in
            "\(entry.key) \(entry.keyLocation.line):\(entry.keyLocation.column) "
                + "\(entry.valueLocation.line):\(entry.valueLocation.column)"
        }
        #expect(entries == expected)
    }

    static let mistakes: [(ConfigFormat, String, ConfigProblem.Kind, Int, Int)] = [
        (.yaml, "a: 1\nb: [\n", .syntax, 3, 1),
        (.yaml, "a: 1\nb: 2\na: 3\n", .duplicateKey, 3, 1),
        (.yaml, "a: *b\n", .syntax, 1, 4),
        (.yaml, "a: !x y\n", .syntax, 1, 4),
        (.yaml, "- a\n", .syntax, 1, 1),
        (.json, "{\"a\": 1,\n}", .syntax, 1, 8),
        (.json, "{\"a\": 1,\n \"a\": 2}", .duplicateKey, 2, 2),
        (.json, "{\"a\": {\"b\": 1},\n \"a\": {\"c\": 2}}", .duplicateKey, 2, 2),
        (.json, "{\"a.b\": 1,\n \"a\": {\"b\": 2}}", .duplicateKey, 2, 8),
        (.json, "{\n// c\n}", .syntax, 2, 1),
        (.json, "[1]", .syntax, 1, 1),
        (.json, "{\"a\": \"\\u0000\"}", .nul, 1, 7),
        (.toml, "a = 1\nb = x\nc = 3\n", .syntax, 2, 5),
        (.toml, "a = 1\na = 2\n", .duplicateKey, 2, 1),
        (.toml, "[a]\n[a]\n", .syntax, 2, 2),
        (.toml, "a = \"x\n", .syntax, 1, 5),
        (.toml, "a = \"\"\"x\n", .syntax, 1, 5),
        (.toml, "a = 1 b\n", .syntax, 1, 7),
        (.toml, "a = 01\n", .syntax, 1, 5),
        (.toml, "a = 1979-02-30\n", .syntax, 1, 5),
        (.toml, "a = {b = 1,}\n", .syntax, 1, 12),
        (.properties, "a=1\nb=\\u12\nc=3\n", .syntax, 2, 4),
        (.properties, "a=1\na=2\n", .duplicateKey, 2, 1),
        (.properties, "=1\n", .noKey, 1, 1),
    ]

    @Test("a mistake is found at its place", arguments: mistakes)
    func problems(_ problem: (format: ConfigFormat, text: String, kind: ConfigProblem.Kind, line: Int, column: Int)) {
        let file = read(problem.text, problem.format)
        #expect(file.problems.map(\.kind) == [problem.kind])
        #expect(file.problems.first?.location == SourceLocation(file: "a", line: problem.line, column: problem.column))
    }

    @Test("the lines after a mistake in TOML or properties are read, and their mistakes found")
    func goesOn() {
        let toml = read("a = x\nb = 2\nc = y\nd = 4\n", .toml)
        #expect(toml.problems.map(\.location.line) == [1, 3])
        #expect(toml.entries.map(\.key) == ["b", "d"])
        let properties = read("a=\\uX\nb=2\nc=\\u1\n", .properties)
        #expect(properties.problems.map(\.location.line) == [1, 3])
        #expect(properties.isRejected)
    }

    @Test("of a repeated key the last value counts, and what the first held is kept for those who look for secrets")
    func repeated() {
        let file = read("{\"a\": {\"b\": \"old\", \"c\": \"old\"}, \"a\": {\"b\": \"new\"}}", .json)
        #expect(file.values.mapValues { $0.reveal() } == ["a.b": "new"])
        #expect(file.replaced.map(\.key) == ["a.b", "a.c"])
    }

    @Test(
        "null and empty lists and objects are keys without a value",
        arguments: [
            (ConfigFormat.yaml, "a: ~\nb:\nc: []\nd: {}\n"), (.json, "{\"a\":null,\"b\":null,\"c\":[],\"d\":{}}"),
            (.toml, "[a]\n[b]\n[c]\n[d]\n"),
        ])
    func bare(_ format: ConfigFormat, _ text: String) {
        let file = read(text, format)
        #expect(file.bareKeys.map(\.key) == ["a", "b", "c", "d"])
        #expect(file.entries.isEmpty && file.problems.isEmpty)
    }

    @Test(
        "properties know three separators, joined lines, comments and escapes",
        arguments: [
            ("a=b", ["a": "b"]), ("a : b", ["a": "b"]), ("a b c", ["a": "b c"]), ("a", ["a": ""]),
            ("a\\=b=c", ["a=b": "c"]), ("a=b \\\n   c", ["a": "b c"]), ("a=b\\\\\nc=d", ["a": "b\\", "c": "d"]),
            ("! c\n# c\\\na=b", ["a": "b"]), (#"a=\t\u00e9\q"#, ["a": "\té" + "q"]), (#"a=\ud83d\ude00"#, ["a": "😀"]),
            ("a=b\rc=d\r\n", ["a": "b", "c": "d"]), ("a = = b", ["a": "= b"]),
        ] as [(String, [String: String])])
    func properties(_ text: String, _ expected: [String: String]) {
        let file = read(text, .properties)
        #expect(file.problems.isEmpty)
        #expect(file.values.mapValues { $0.reveal() } == expected)
    }

    @Test(
        "a number of TOML is what an application prints of it",
        arguments: [
            ("1_000", "1000"), ("0xff", "255"), ("0o17", "15"), ("0b1_0", "2"), ("+1", "1"), ("-1_0.5_0", "-10.50"),
            ("0xffffffffffffffff", "0xffffffffffffffff"), ("inf", "inf"), ("2026-01-01", "2026-01-01"),
        ])
    func numbers(_ written: String, _ value: String) {
        #expect(read("a = \(written)\n", .toml).values["a"]?.reveal() == value)
    }

    @Test("properties are UTF-8, or ISO-8859-1 where they can't be")
    func latin() {
        for bytes in [[0x61, 0x3D, 0xE9], [0x61, 0x3D, 0xC3, 0xA9]] as [[UInt8]] {
            let file = ConfigReader.read(bytes, file: "a", format: .properties)
            #expect(file.values["a"]?.reveal() == "é")
        }
    }
}
