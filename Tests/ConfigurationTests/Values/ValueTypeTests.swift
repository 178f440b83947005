import Configuration
import Model
import Testing

@Suite struct ValueTypeTests {
    static let accepted: [(String, [String])] = [
        ("string", ["x"]), ("int", ["0", "-7", "8388608"]), ("float", ["1", "0.5", "-2.25", "1e-3"]),
        ("bool", ["true", "FALSE", "Yes", "on", "0"]), ("port", ["1", "65535"]),
        (
            "host",
            [
                "localhost", "db.prod.internal", "10.0.0.1", "::1", "[2001:db8::1]", "my_service", "db.",
                "fe80::1%eth0", "1a.example",
            ]
        ),
        ("url", ["https://x.example/a?b=@c", "http://user:p@h:8080", "file:///etc/x", "https://[::1]:8443/@a"]),
        ("dsn", ["redis://cache:6379/0", "postgresql://u:p#x@a,b/c", "postgresql:///app", "unix:///run/redis.sock"]),
        ("duration", ["250ms", "10s", "1.5h", "365d"]),
        ("bytes", ["8388608", "8MiB", "1.5KiB", "0"]),
        ("email", ["a.b@example.org", "a+b@x.example", "o'neil@example.org"]),
        ("path", ["/etc/x", "./a b", "C:\\\\x", "~/x"]),
    ]

    static let refused: [(String, [String])] = [
        (
            "int",
            ["1.5", "+1", "007", "1_000", "0x10", "1e3", " 1", "9223372036854775808", "99999999999999999999", "١"]
        ),
        ("float", ["NaN", "inf", "1.", ".5", "1e999", "0x1p3", "1,5", "00.5", "1e", "--1", "1.2.3"]),
        ("bool", ["tRUE", "2", "y", "enabled"]),
        ("port", ["0", "65536", "-1", "80 ", "8080/tcp", "080", "+80"]),
        (
            "host",
            [
                "a b", "-x", "1.2.3", "256.1.1.1", "a..b", "1:2", ":::", "http://x", "010.0.0.1", "127.1", "0x7f.1",
                "x.0x1", "fe80::1%", "fe80::1%a b", "::1::", "db:5432",
            ]
        ),
        (
            "url",
            [
                "x.example", "https://", "https://a b", "https://h:99999", "https://h/\"x", "https://h/<id>", "file://",
                "https://h\u{2003}x", "https://0x7f.1/",
            ]
        ), ("dsn", ["cache:6379", "redis://"]),
        ("duration", ["10", "ten seconds", "-1s", "1m30s", "366d", "1e3s", "5 s", ".5s"]),
        ("bytes", ["8 MiB", "-1", "8Mb", "0.5", "1.5B", "8m", "1,024"]),
        ("email", ["a", "a@b@c", "<a@b>", "@b", ".a@b.c", "a..b@c.d", "a@1.2.3.4", "a@b.c.", "a\u{A0}b@c.d"]),
        ("path", ["a\u{7}b", "/etc/x ", "\u{85}x"]), ("enum", ["A"]),
    ]

    private static func spec(_ type: String) -> Tree {
        type == "enum" ? ["type": "enum", "values": ["a", "b"]] : ["type": .plain(type), "required": true]
    }

    private func outcome(_ type: String, _ value: String) -> Outcome? {
        Tree.key(Self.spec(type)).judged("VALUE='\(value.replacing("'", with: "\\'"))'")["production/VALUE"]?.outcome
    }

    @Test("a type accepts what it should", arguments: accepted)
    func accepts(_ type: String, _ values: [String]) {
        for value in values { #expect(outcome(type, value) == .passed, "\(type) \(value)") }
    }

    @Test("a type refuses everything else", arguments: refused)
    func refuses(_ type: String, _ values: [String]) {
        for value in values { #expect(outcome(type, value) == .failed, "\(type) \(value)") }
    }
}
