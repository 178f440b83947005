import Configuration
import Model
import Testing

@Suite struct LogScanTests {
    static func scan(_ text: String, known: [String] = [], piece: Int = 4_096) -> LogScan {
        var scan = LogScan(file: "logs/app.log", known: Redactor(known.map { Secret($0) }))
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            scan.read(Array(bytes[start..<min(start + piece, bytes.count)]))
            start += piece
        }
        scan.finish()
        return scan
    }

    @Test("a token is found wherever the pieces of a file are cut", arguments: [1, 7, 64, 4_096])
    func pieces(_ size: Int) {
        var dice = SecretDice(seed: 5)
        let token = "gh" + "p_" + dice.alphanumeric(36)
        let found = Self.scan("one\ntwo \(token) three\nfour\n", piece: size).found
        #expect(found.map(\.location) == [SourceLocation(file: "logs/app.log", line: 2, column: 5)])
    }

    @Test(
        "a token across the border of two windows of a long line is found once",
        arguments: [65_500, 65_520, 57_344, 57_300, 122_000])
    func windows(_ offset: Int) {
        var dice = SecretDice(seed: 5)
        let token = "gh" + "p_" + dice.alphanumeric(36)
        let found = Self.scan(
            String(repeating: "x ", count: offset / 2) + token + String(repeating: " y", count: 90_000)
        ).found
        #expect(found.map(\.location.column) == [offset + 1])
    }

    @Test(
        "the cookie of a session is a secret, and so are the credentials of a header",
        arguments: ["Set-Cookie: session=@; HttpOnly", "> Cookie: a=1; sid=@", "{\"Cookie\": \"sid=@; a=b\"}"])
    func cookies(_ line: String) {
        var dice = SecretDice(seed: 9)
        #expect(Self.scan(line.replacing("@", with: dice.alphanumeric(40)) + "\n").found.count == 1)
        #expect(Self.scan(line.replacing("@", with: "dark") + "\n").found.isEmpty)
    }

    @Test("a known value is found in any of its usual encodings")
    func known() {
        let value = "hV7k+Q2mZ/p9"
        let texts = [
            "x hV7k+Q2mZ/p9 y", "q=hV7k%2BQ2mZ%2Fp9&", "basic aFY3aytRMm1aL3A5", "68 6856376b2b51326d5a2f7039",
            #"{"v":"hV7k+Q2mZ\/p9"}"#,
        ]
        for text in texts { #expect(Self.scan(text, known: [value]).found.count == 1, "\(text)") }
        #expect(Self.scan("hV7k+Q2mZ-p9", known: [value]).found.isEmpty)
    }

    static let harmless = [
        "password=********", "password=[FILTERED]", "Invalid password: incorrect",
        "password reset requested for user=42",
        "token=expired", "token refreshed ttl=3600 token_type=bearer", "user logged in auth=ok", "\"password\":null",
        "secret rotated name=prod/db", "GET /items?page=2&sort=key HTTP/1.1", "loaded secret from vault:secret/prod/db",
    ]

    @Test("what logs say of secrets is none", arguments: harmless)
    func prose(_ line: String) { #expect(Self.scan(line).found.isEmpty) }

    @Test("no more findings are kept than anybody reads")
    func bounds() {
        let scan = Self.scan(String(repeating: "password=hV7kQ2mZp9xTn4\n", count: 1_000))
        #expect(scan.found.count == 200)
        #expect(scan.further == 800)
        #expect(scan.secrets.count == 1)
    }
}
