import Configuration
import Model
import Testing

@Suite struct SecurityDecodeTests {
    static func suite(_ security: Tree) -> Tree {
        [
            "sources": ["staging": [["file": "staging.env"]], "production": [["file": "production.env"]]],
            "keys": ["secrets": ["required": true], "API_KEY": ["secret": true], "LEVEL": ["secret": false]],
            "security": security,
        ]
    }

    @Test("the units are known before the run, each with its weight")
    func units() throws {
        let tree = Self.suite([
            "scan": ["../config/**", ".env*"], "plaintext_secrets": ["staging": "info", "development": "warn"],
            "files": ["mode": "0600", "git_tracked": "warn"],
        ])
        let suite = try #require(tree.decoded().suite)
        let units = suite.securityUnits.map { "\($0.unit.id) \($0.unit.severity.rawValue)" }
        #expect(
            units == [
                "staging/secrets info", "staging/key-tier block", "staging/secret-hints info",
                "production/secrets block",
                "production/key-tier block", "production/secret-hints warn", "development/secrets warn",
                "development/key-tier block", "development/secret-hints warn", "security/other-files block",
                "security/files block", "security/git-tracked warn", "security/logs block", "security/unscanned info",
            ])
        #expect(suite.units.map(\.id).contains("production/key/secrets"))
        #expect(suite.declaredSecrets == ["API_KEY": true, "LEVEL": false])
        let security = try #require(suite.security)
        #expect(security.mode == 0o600)
        #expect(security.scan.map(\.base) == [".", "suites"])
        #expect(security.scan.map(\.pattern) == ["config/**", ".env*"])
    }

    @Test("without the section there is no scan, and little is asked where little is said")
    func defaults() throws {
        #expect(try #require(ConfigSuiteDecodeTests.sample.decoded().suite).securityUnits.isEmpty)
        let suite = try #require(Self.suite(["references": ["acme:"]]).decoded().suite)
        #expect(suite.securityUnits.map(\.unit.id).suffix(2) == ["security/files", "security/git-tracked"])
        #expect(suite.security?.mode == nil)
        #expect(suite.security?.gitTracked == .block)
        let allowed = try #require(Self.suite(["files": ["git_tracked": "allow"]]).decoded().suite)
        #expect(allowed.security?.gitTracked == nil)
    }

    static let mistakes: [(Tree, String)] = [
        ([:], "is empty"), (["scan": []], "is empty"), (["scan": ["config/"]], "wants a pattern"),
        (["scan": ["a/../b"]], "wants a pattern"), (["plaintext_secrets": ["prodution": "block"]], "no environment"),
        (["plaintext_secrets": ["production": "fatal"]], "one of"), (["files": ["mode": "rw"]], "permissions"),
        (["files": ["git_tracked": "never"]], "one of"), (["scans": ["a"]], "unknown key"),
    ]

    @Test("a mistake is reported at its place", arguments: mistakes)
    func reported(_ security: Tree, _ message: String) {
        let (suite, errors) = Self.suite(security).decoded()
        #expect(suite == nil)
        #expect(errors.contains { $0.message.contains(message) && $0.location != nil }, "\(errors)")
    }
}
