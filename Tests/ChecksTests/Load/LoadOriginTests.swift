import Checks
import Load
import Model
import Testing

@Suite("Where requests under load go")
struct LoadOriginTests {
    private func origin(_ http: String, defaults: String? = nil) throws -> Origin {
        var replaced = ["scenarios": "[\(LoadText.scenario(steps: ["http: {\(http)}, check: {status: 200}"]))]"]
        replaced["defaults"] = defaults
        let written = Written.action(.performance, LoadText.suite(replaced))
        #expect(written.problems == [])
        return try #require(written.action?.plannedLoad?.scenarios.first?.steps.first).origin
    }

    @Test(
        "scheme, host and port are the URL's",
        arguments: [
            ("http://h", Origin(host: "h", port: 80)), ("https://h/x", Origin(scheme: .https, host: "h", port: 443)),
            ("https://h:8443?q", Origin(scheme: .https, host: "h", port: 8443)),
            ("http://[::1]:81/", Origin(host: "::1", port: 81)),
            ("https://[::1]/", Origin(scheme: .https, host: "::1", port: 443)),
        ])
    func url(url: String, origin: Origin) throws { #expect(try self.origin("url: \"\(url)\"") == origin) }

    @Test("version, trust and endpoint come from the step, else from the defaults")
    func options() throws {
        let defaults =
            "{http: {http_version: 2, connect_to: \"127.0.0.1:99\", tls: {ca_file: ca.pem, pinned_sha256: abc=}}}"
        let plain = try origin("url: https://h/", defaults: defaults)
        #expect(plain.version == .http2 && plain.endpoint == .tcp(host: "127.0.0.1", port: 99))
        #expect(
            plain.tls.caFile?.hasSuffix("ca.pem") == true && plain.tls.verifies && plain.tls.pinnedPublicKey == "abc=")
        let own = try origin(
            "url: https://h/, http_version: 1.1, unix_socket: /run/s, tls: {verify: false, cert_file: c.pem, key_file: k.pem}",
            defaults: defaults)
        #expect(own.version == .http11 && own.endpoint == .unix("/run/s"))
        #expect(!own.tls.verifies && own.tls.certificateFile?.hasSuffix("c.pem") == true)
        #expect(try origin("url: http://h/").version == .auto)
    }

    @Test("trust is nothing that parts connections without TLS")
    func plain() throws {
        #expect(try origin("url: http://h/, tls: {verify: false}") == origin("url: http://h/"))
    }

    @Test(
        "what loads don't do is refused, not ignored",
        arguments: ["file: x", "follow_redirects: true", "max_redirects: 3", "compressed: true", "proxy: \"http://p\""])
    func refused(key: String) {
        let step = "http: {url: http://h/, \(key)}, check: {status: 200}"
        let written = Written.action(
            .performance, LoadText.suite(["scenarios": "[\(LoadText.scenario(steps: [step]))]"]))
        let name = key.prefix { $0 != ":" }
        #expect(
            written.problems.count == 1 && written.problems[0].contains("'\(name)' is not available"),
            "\(written.problems)")
    }

    @Test("a load that trusts anybody says so")
    func notes() throws {
        func notes(_ http: String) throws -> [String] {
            let step = "http: {\(http)}, check: {status: 200}"
            let text = LoadText.suite(["scenarios": "[\(LoadText.scenario(steps: [step]))]"])
            return try #require(Written.action(.performance, text).action).notes
        }
        #expect(try notes("url: https://h/, tls: {verify: false}") == ["TLS certificates were not verified"])
        #expect(try notes("url: https://h/") == [] && notes("url: http://h/, tls: {verify: false}") == [])
    }
}
