import Foundation
import TestSupport
import Testing
import Threads

@Suite("The probes that ship")
struct ProbeTests {
    /// Runs one probe against the nginx that all tests share, trusting its authority.
    private func run(_ name: String, _ parameters: String) async throws -> ChildProgram.Ending {
        let nginx = try await OwnThread.run { Result { try NginxServer.shared() } }.get()
        let authority = nginx.certificates.authority.certificate
        let values =
            parameters
            .replacingOccurrences(of: "TLS", with: nginx.tlsURL).replacingOccurrences(of: "PLAIN", with: nginx.url)
        let workspace = try Workspace(
            suite: """
                suite: probes
                kind: preflight
                cases: [{use: "\(Binaries.root)/suites/probes/\(name).yaml", with: {\(values)}}]

                """, environment: "defaults: {http: {tls: {ca_file: \"\(authority)\"}}}")
        defer { workspace.remove() }
        return try await workspace.run()
    }

    @Test(
        "strict transport security: a year at least, with subdomains, over https that is trusted",
        arguments: [
            ("TLS/strict", 0, ""), ("TLS/lax", 1, "max-age is 31536000 or more"),
            ("TLS/alone", 1, "includeSubDomains is there"), ("TLS/twice", 1, "a directive stands once"),
            ("TLS/echo", 1, "max-age is 31536000 or more"), ("PLAIN/strict", 1, "limit to begin with \"https://\""),
        ] as [(String, Int32, String)])
    func transportSecurity(url: String, status: Int32, message: String) async throws {
        let ending = try await run("hsts", "url: \"\(url)\"")
        #expect(ending.status == status, "\(ending.stderr)")
        #expect(message.isEmpty ? ending.stderr.isEmpty : ending.stderr.contains(message), "\(ending.stderr)")
    }
}
