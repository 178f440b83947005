import Configuration
import Model
import Testing

@Suite struct SecretFileScanTests {
    static func scan(_ text: String, tier: SecretTier = .production) -> SecretFileScan {
        SecretFileScan(Array(text.utf8), file: "config/production.env", context: SecretContext(tier: tier))
    }

    @Test("the place is that of the part, in scalars, and the line is shown masked")
    func place() throws {
        let found = try #require(
            Self.scan("# ä\nA=1\nREDIS_URL=redis://:hV7kQ2mZp9@cache.prod.internal:6379/0\n").found.first)
        #expect(found.location == SourceLocation(file: "config/production.env", line: 3, column: 20))
        #expect(found.excerpt.text == "REDIS_URL=redis://:********@cache.prod.internal:6379/0")
        #expect(found.excerpt.column == 20)
        #expect(found.excerpt.note == "password (value withheld)")
    }

    @Test("an empty value doesn't capture the next line")
    func empty() {
        #expect(Self.scan("DB_PASSWORD=\nGIT_SHA=0a1b2c3d4e5f60718293a4b5c6d7e8f901234567\n").found.isEmpty)
        #expect(Self.scan("password:\n  hidden: true\n").found.isEmpty)
    }

    @Test(
        "a server's password may stand in a key of its own, and only a filled one counts",
        arguments: [
            ("DATABASE_URL=postgresql://db.prod.internal/app\nDATABASE_PASSWORD=vault:x#y\n", 0),
            ("DATABASE_URL=postgresql://db.prod.internal/app\nDATABASE_PASSWORD=\n", 1),
            ("DATABASE_URL=postgresql://db.prod.internal/app\nREDIS_PASSWORD=vault:x#y\n", 1),
            ("db:\n  url: postgresql://db.prod.internal/app\n  password: vault:x#y\n", 0),
        ])
    func passwordBeside(_ text: String, hints: Int) {
        #expect(Self.scan(text).found.count { $0.match.rule == .missingPassword } == hints)
    }

    static let layouts = [
        "jwt:\n  key: @", "  - name: DB_PASSWORD\n    value: \"@\"",
        "{\"env\": [{\"name\": \"API_TOKEN\", \"value\": \"@\"}]}",
        "[database]\npassword = \"@\"", "variable \"db_password\" {\n  default = \"@\"\n}",
        "define('DB_PASSWORD', '@');",
        "<password>@</password>", "<add key=\"ApiToken\" value=\"@\"/>", "os.environ[\"SECRET_KEY\"] = \"@\"",
        "SECRET = os.environ.get(\"SECRET\", \"@\")", "//registry.npmjs.org/:_authToken=@", "production: {password: @}",
        "export TOKEN='@' # of the API", "$config['smtp_pass'] = '@';", "client-secret: @",
        "\"a\": 1, \"dbPassword\": \"@\", \"b\": 2",
        "db.prod:5432:shop:app:@", "*:*:*:app:@", "machine a.example\nlogin ci\npassword @",
        "machine a.example login ci password @", "requirepass @", "masterauth \"@\"",
        "sentinel auth-pass main @", "user app on >@ ~* +@all",
        "  - {name: DB_PASSWORD, value: @}", "token = '''@'''", "token = \"\"\"\n@\n\"\"\"\nb = 1",
        "password: |-\n  @", "password:\n  @", "x: ${DB_PASSWORD:-@}", "proxy_set_header Authorization \"Bearer @\";",
    ]

    static let harmless = [
        "2001:0:9d38:6abd:1:2:3:4", "00:11:22:aa:bb:cc", "10:20:30:40:50", "password expired",
        "password: >\n  reset it",
        "services:\n  a:\n    secrets:\n      - db_password", "'password' => [\n  'required',\n]",
        "text = '''\nhello\n'''\nA=1", "requirepass \"\"",
    ]

    @Test("what only has the form of a password's line is none", arguments: harmless)
    func notPasswords(_ text: String) {
        #expect(Self.scan(text).found.map(\.match.rule) == [])
    }

    @Test("a secret is found in the layout of any format", arguments: layouts)
    func anyLayout(_ layout: String) {
        let scan = Self.scan(layout.replacing("@", with: "hV7kQ2mZp9xTn4hV7kQ2"))
        #expect(scan.found.map { $0.match.part.reveal() } == ["hV7kQ2mZp9xTn4hV7kQ2"])
    }

    @Test("a private key on many lines is one finding, at its first line")
    func privateKey() {
        var dice = SecretDice(seed: 3)
        let body = (0..<6).map { _ in dice.base64(64) }.joined(separator: "\n")
        let text = "A=1\n-----BEGIN " + "PRIVATE KEY-----\n\(body)\n-----END " + "PRIVATE KEY-----\nB=2\n"
        let scan = Self.scan(text)
        #expect(scan.found.map(\.match.rule) == [.privateKey])
        #expect(scan.found.first?.location.line == 2)
    }

    @Test("a comment counts where it holds what was a secret once")
    func comments() {
        #expect(Self.scan("# DB_PASSWORD=hV7kQ2mZp9xTn4hV7k\n").found.count == 1)
        #expect(Self.scan("# DB_PASSWORD=changeme\n# the token is read from vault\n").found.isEmpty)
    }

    @Test("in a file for several environments, a block tells which one is meant")
    func blocks() {
        let scan = Self.scan(
            "development:\n  password: hV7kQ2mZp9xTn4\nproduction:\n  password: zV7kQ2mZp9xTn4\n", tier: .unknown)
        #expect(scan.found.map(\.tier) == [.development, .production])
    }

    @Test(
        "no piece of a value is in anything that is shown",
        arguments: SecretCorpusTests.lines.filter(\.isSecret).map(\.text))
    func secrecy(_ line: String) {
        for found in Self.scan(line).found {
            let texts = [
                found.key, found.excerpt.text, found.excerpt.note,
                found.match.rule.sentence(key: found.key, what: found.match.what), "\(found)",
            ]
            let part = found.match.part.reveal()
            guard part.utf8.count >= 8, found.match.kind == .secret else { continue }
            for start in stride(from: 0, to: part.count - 5, by: 3) {
                let piece = part.dropFirst(start).prefix(6)
                // A word of the key's own name may well stand in a placeholder.
                guard !line.prefix(40).contains(piece) else { continue }
                #expect(!texts.contains { $0.contains(piece) })
            }
        }
    }

    @Test("no text makes the scan fail or take long", arguments: 0..<40)
    func hostile(_ seed: Int) {
        var dice = SecretDice(seed: UInt64(seed))
        let pieces = [
            "password", "=", ":", "\"", "'", "{", "}", "[", "://", "@", "\\", "\n", " ", "${", "eyJ", "-----BEGIN ",
            "PRIVATE KEY-----", "ghp_", "=>", ";", ",", "#", "\u{0}", "ä", "SG.", "name", "value", "-u ", "--token ",
            "arn:", "<", ">", "/",
        ]
        let text = (0..<3_000).map { _ in dice.pick(pieces) }.joined()
        let bytes = Array(text.utf8)
        _ = Self.scan(text)
        _ = SecretFileScan(
            bytes.map { $0 ^ UInt8(truncatingIfNeeded: seed) }, file: "x", context: SecretContext(tier: .unknown))
        var log = LogScan(file: "x.log", known: Redactor())
        log.read(bytes)
        log.finish()
    }

    @Test(
        "a line of a megabyte is searched in linear time",
        arguments: ["a=", "\"", "://", "password=", "{\"a\":", "eyJ", "-----BEGIN ", "A,"])
    func longLines(_ piece: String) {
        let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
        #expect(Self.scan(text).found.count <= 1_001)
    }
}
