import Foundation
import TestSupport
import Testing

/// A way in which a target, or the way to it, is broken, and what has to come of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// The members of `http:` and of `check:`.
    let http: String
    var check = "status: 200"
    let outcome: String
    let errorClass: String?
    /// A part of the sentence that a person reads.
    let says: String
    var variables: [String] = []

    var testDescription: String { name }

    /// `failed` is the target's fault and a NO-GO, `errored` is not and INCONCLUSIVE.
    var status: Int32 { outcome == "failed" ? 1 : 3 }

    static let all = [
        FaultCase(
            name: "unreachable port", http: #"url: "{{closed}}/""#, outcome: "failed", errorClass: "connect",
            says: "refused"),
        FaultCase(
            name: "unresolvable name", http: #"url: "http://no-such-host.invalid/""#, outcome: "errored",
            errorClass: "dns",
            says: "could not be resolved"),
        FaultCase(
            name: "expired certificate", http: #"url: "{{nginx_expired}}/", tls: {ca_file: "{{ca_file}}"}"#,
            outcome: "failed",
            errorClass: "tls", says: "expired 3 days ago"),
        FaultCase(
            name: "certificate of another host", http: #"url: "{{nginx_wrong_host}}/", tls: {ca_file: "{{ca_file}}"}"#,
            outcome: "failed", errorClass: "tls", says: "other.example"),
        FaultCase(
            name: "unknown authority", http: #"url: "{{nginx_tls}}/""#, outcome: "failed", errorClass: "tls",
            says: "certificate"),
        FaultCase(
            name: "reset before the answer", http: #"url: "{{reset}}/""#, outcome: "failed", errorClass: "reset",
            says: "reset"),
        FaultCase(
            name: "reset in the body", http: #"url: "{{reset_in_body}}/""#, outcome: "failed", errorClass: "reset",
            says: "after 10 bytes"),
        FaultCase(
            name: "body cut short", http: #"url: "{{cut_short}}/""#, outcome: "failed", errorClass: nil, says: "body"),
        FaultCase(
            name: "garbage in place of HTTP", http: #"url: "{{garbage}}/""#, outcome: "failed", errorClass: "protocol",
            says: "HTTP"),
        FaultCase(
            name: "HTTP/0.9", http: #"url: "{{http09}}/""#, outcome: "failed", errorClass: "protocol", says: "HTTP"),
        FaultCase(
            name: "infinite body", http: #"url: "{{infinite_body}}/", max_body: 1MiB"#, outcome: "failed",
            errorClass: "too_large", says: "1 MiB"),
        FaultCase(
            name: "infinite header", http: #"url: "{{infinite_header}}/""#, outcome: "failed", errorClass: nil,
            says: "header"),
        FaultCase(
            name: "interim answers without end", http: #"url: "{{endless_interim}}/", timeout: 5s"#, outcome: "failed",
            errorClass: nil, says: "more than 20 interim (1xx) answers"),
        FaultCase(
            name: "slow-loris body", http: #"url: "{{slow_body}}/", timeout: 500ms"#, outcome: "failed",
            errorClass: "timeout",
            says: "500 ms"),
        FaultCase(
            name: "silence", http: #"url: "{{silent}}/", timeout: 500ms"#, outcome: "failed", errorClass: "timeout",
            says: "500 ms"),
        FaultCase(
            name: "gzip bomb", http: #"url: "{{gzip_bomb}}/", compressed: true"#, outcome: "failed",
            errorClass: "too_large",
            says: "10 MiB"),
        FaultCase(
            name: "100 000 levels of JSON", http: #"url: "{{deep_json}}/""#, check: "json: []", outcome: "failed",
            errorClass: "check", says: "deep"),
        FaultCase(
            name: "redirect loop", http: #"url: "{{redirect_loop}}/", follow_redirects: true"#, outcome: "failed",
            errorClass: nil, says: "redirect"),
        FaultCase(
            name: "redirect to file://", http: #"url: "{{redirect_file}}/", follow_redirects: true"#, outcome: "failed",
            errorClass: nil, says: "file:"),
        FaultCase(
            name: "invalid UTF-8", http: #"url: "{{invalid_utf8}}/""#, check: "json: {a: 1}", outcome: "failed",
            errorClass: "check", says: "JSON"),
        FaultCase(
            name: "CR LF in a variable", http: #"url: "{{closed}}/", headers: {x-name: "{{name}}"}"#,
            outcome: "errored",
            errorClass: nil, says: "the header 'x-name' has a carriage return in it",
            variables: ["name=a\r\nX-Injected: yes"]),
        FaultCase(
            name: "CR LF in a URL", http: #"url: "{{closed}}/{{name}}""#, outcome: "errored", errorClass: nil,
            says: "the URL has a blank or a control character in it", variables: ["name=a\r\nX-Injected: yes"]),
    ]
}

@Suite("faults of the target and the way to it")
struct FaultTests {
    /// What the whole process may hold at most.
    private static let memoryLimit = 150 << 20

    @Test("each ends in time, with the right outcome, class, exit status and reports", arguments: FaultCase.all)
    func fault(_ one: FaultCase) async throws {
        let suite = """
            suite: faults
            kind: smoke
            defaults: {http: {timeout: 20s}}
            cases:
              - id: FAULT
                steps: [{http: {\(one.http)}, check: {\(one.check)}}]

            """
        let servers = Servers()
        defer { servers.stop() }
        let workspace = try Workspace(suite: suite)
        defer { workspace.remove() }
        var values = one.variables
        for name in Servers.names where suite.contains("{{\(name)}}") {
            values.append("\(name)=\(try await servers.value(name))")
        }

        let ending = try await workspace.run(values.flatMap { ["--var", $0] }, within: .seconds(40))

        #expect(!ending.wasTooSlow)
        #expect(ending.status == one.status, "\(ending.stdout)\(ending.stderr)")
        #expect(ending.peakMemory < Self.memoryLimit, "\(ending.peakMemory >> 20) MiB")
        #expect(ending.stderr.contains(one.says), "\(ending.stderr)")
        guard !ending.wasTooSlow else { return }
        try ReportCheck.expectReports(of: ending, in: workspace)
        let record = try workspace.record()
        #expect(record.cases.map(\.outcome) == [one.outcome])
        #expect(!record.findings.isEmpty)
        if let errorClass = one.errorClass {
            #expect(record.findings.first?.errorClass == errorClass, "\(record.findings)")
        }
    }

    @Test(
        "a hostile answer under load is counted as an error, within bounds",
        arguments: ["garbage", "infinite_body", "reset", "infinite_header", "silent"])
    func load(_ name: String) async throws {
        let suite = """
            suite: load
            kind: performance
            load: {users: 2, iterations: 10}
            scenarios: [{name: one, steps: [{http: {url: "{{\(name)}}/", timeout: 300ms, max_body: 64KiB}, check: {status: 200}}]}]
            thresholds: [{expr: "ratio(errors) <= 1%"}]

            """
        let servers = Servers()
        defer { servers.stop() }
        let workspace = try Workspace(suite: suite)
        defer { workspace.remove() }

        let ending = try await workspace.run(
            ["--var", "\(name)=\(try await servers.value(name))"], within: .seconds(40))

        #expect(!ending.wasTooSlow)
        #expect(ending.status == 1, "\(ending.stderr)")
        #expect(ending.peakMemory < Self.memoryLimit, "\(ending.peakMemory >> 20) MiB")
        try ReportCheck.expectReports(of: ending, in: workspace)
    }
}
