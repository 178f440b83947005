import Configuration
import Model
import Testing

@Suite struct ValueTypeTests {
    static let accepted: [(String, [String])] = [
        ("string", ["x"]), ("int", ["0", "-7", "8388608"]), ("float", ["1", "0.5", "-2.25", "1e-3"]),
        ("bool", ["true", "FALSE", "Yes", "on", "0"]), ("port", ["1", "65535"]),
        ("host", ["localhost", "db.prod.internal", "10.0.0.1", "::1", "[2001:db8::1]", "my_service"]),
        ("url", ["https://x.example/a?b=@c", "http://user:p@h:8080"]),
        ("dsn", ["redis://cache:6379/0", "postgresql://u:p#x@a,b/c"]), ("duration", ["250ms", "10s"]),
        ("bytes", ["8388608", "8MiB"]), ("email", ["a.b@example.org"]), ("path", ["/etc/x", "./a b"]),
    ]

    static let refused: [(String, [String])] = [
        ("int", ["1.5", "+1", "007", "1_000", "0x10", "99999999999999999999", "١"]),
        ("float", ["NaN", "inf", "1.", ".5", "1e999", "0x1p3", "1,5"]), ("bool", ["tRUE", "2", "y", "enabled"]),
        ("port", ["0", "65536", "-1", "80 ", "8080/tcp"]),
        ("host", ["a b", "-x", "1.2.3", "256.1.1.1", "a..b", "1:2", ":::", "http://x"]),
        ("url", ["x.example", "https://", "https://a b", "https://h:99999"]), ("dsn", ["cache:6379", "redis://"]),
        ("duration", ["10", "ten seconds", "-1s"]), ("bytes", ["8 MiB", "-1", "8Mb"]),
        ("email", ["a", "a@b@c", "<a@b>", "@b"]), ("path", ["a\u{7}b"]),
    ]

    private func outcome(_ type: String, _ value: String) -> Outcome? {
        Tree.key(["type": .plain(type), "required": true]).judged("VALUE='\(value)'")["production/VALUE"]?.outcome
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
