import Foundation
import TestSupport
import Testing

@Suite("secrets")
struct SecretTests {
    private static let declared = "canary-declared-5f0a&c1/7d+e9"
    private static let captured = "canary-captured-9b2d44aa17c3"
    private static let password = "canary-password-e81f99d0"

    private static let suite = """
        suite: secrets
        kind: integration
        cases:
          - id: HEADER
            name: "uses {{api_key}}"
            steps:
              - name: "with {{api_key}}"
                http: {method: POST, url: "{{echo}}/{{api_key}}", query: {key: "{{api_key}}"}, auth: {bearer: "{{api_key}}"}, json: {key: "{{api_key}}"}}
                check: {status: 200, body: nothing, headers: {x-echo: nothing}, json: {a: "{{api_key}}"}}
          - id: BASIC
            steps:
              - http: {url: "{{echo}}/", auth: {basic: {user: me, password: "{{password}}"}}, form: {p: "{{password}}"}, cookies: {c: "{{password}}"}}
                check: {status: 200, body: {eq: "{{password}}"}}
          - id: CAPTURED
            steps:
              - http: {url: "{{issuer}}/"}
                capture: {token: {jsonpath: $.token, secret: true}}
                check: {status: 404, json: {token: other}, body: {matches: nothing}}
          - id: USED
            steps:
              - {http: {url: "{{issuer}}/"}, capture: {token: {jsonpath: $.token, secret: true}}, check: {status: 200}}
              - {http: {url: "{{echo}}/{{token}}", auth: {bearer: "{{token}}"}}, check: {status: 200, body: nothing}}
          - id: COMMAND
            steps:
              - command: {argv: [sh, -c, "echo key $KEY; echo $KEY >&2; exit 1"], env: {KEY: "{{api_key}}"}}
                check: {stdout: nothing, stderr: nothing}
          - id: REGEX
            steps: [{command: {argv: [sh, -c, "echo $KEY"], env: {KEY: "{{password}}"}}, check: {assert: [{regex: "(canary.*)", eq: x}]}}]

        """

    private static let environment = #"secrets: {api_key: "${API_KEY}", password: "${PASSWORD}"}"#
    private static let process = ["API_KEY": declared, "PASSWORD": password]

    /// The secrets as they are and as a target may echo them.
    private static let needles: [String] = {
        let encoded = [declared, captured, password, "me:\(password)"].map { Data($0.utf8).base64EncodedString() }
        let percent = declared.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return [declared, captured, password, percent] + encoded
    }()

    private func expectNoSecret(in text: String, _ place: String) {
        for needle in Self.needles { #expect(!text.contains(needle), "\(needle) in \(place)") }
        // No part of one either, where a text was cut.
        for part in ["canary-declared-", "canary-captured-", "canary-password-"] {
            #expect(!text.contains(part), "\(part) in \(place): \(text)")
        }
    }

    private func run<Result>(
        _ work: (Workspace, [String]) async throws -> Result
    ) async throws -> Result {
        let servers = Servers()
        defer { servers.stop() }
        let issuer = try RawServer.answering(#"{"token": "\#(Self.captured)"}"#)
        defer { issuer.stop() }
        let workspace = try Workspace(suite: Self.suite, environment: Self.environment)
        defer { workspace.remove() }
        return try await work(
            workspace, ["--var", "echo=\(try await servers.value("echo"))", "--var", "issuer=\(issuer.url)"])
    }

    private func expectNoSecretInFiles(of workspace: Workspace) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: workspace.reports)
        #expect(!names.isEmpty)
        for name in names { expectNoSecret(in: workspace.text("reports/GOLDEN/\(name)") ?? "", name) }
    }

    @Test("never appear in output or reports, whatever the target echoes")
    func reports() async throws {
        try await run { workspace, variables in
            let ending = try await Gonogo.run(
                ["run", "-v", "--deployment-id", "GOLDEN"] + variables, in: workspace.path, environment: Self.process)
            #expect(ending.status == 1, "\(ending.stderr)")
            expectNoSecret(in: ending.stdout, "stdout")
            expectNoSecret(in: ending.stderr, "stderr")
            #expect(try workspace.record().count("failed") == 6, "\(ending.stdout)\(ending.stderr)")
            try expectNoSecretInFiles(of: workspace)
            for format in ["json", "junit", "reasons", "summary"] {
                let again = try await Gonogo.run(["report", "reports/GOLDEN", "--format", format], in: workspace.path)
                expectNoSecret(in: again.stdout, "report of \(format)")
            }
        }
    }

    private static let load = """
        suite: load
        kind: performance
        load: {users: 2, iterations: 20}
        data: [{rows: [{column: \(password)}]}]
        scenarios:
          - name: captured
            steps:
              - {http: {url: "{{issuer}}/"}, capture: {token: {jsonpath: $.token, secret: true}}, check: {status: 200}}
              - {http: {url: "{{echo}}/{{token}}", auth: {bearer: "{{token}}"}, json: {key: "{{column}}"}}, check: {status: 200, body: "{{token}}"}}
          - name: looked-at
            steps:
              - {http: {url: "{{issuer}}/"}, capture: {token: {jsonpath: $.token}}, check: {status: 200, json: {token: other}, assert: [{regex: "(canary.*)", eq: x}]}}
          - name: elsewhere
            steps:
              - {http: {url: "{{issuer}}/"}, capture: {token: {jsonpath: $.token}, path: {jsonpath: $.gone}}, check: {status: 200}}
          - name: declared
            steps:
              - {name: "with {{api_key}}", http: {url: "{{issuer}}/{{api_key}}"}, check: {status: 200}}
              - {http: {url: "{{issuer}}/{{api_key}}/again"}, check: {status: 200}}
        thresholds: [{expr: "ratio(errors) <= 1%"}]

        """

    @Test("that users captured under load never appear, whatever the target echoes")
    func underLoad() async throws {
        try await run { workspace, variables in
            try workspace.folder.write("suite.yaml", Self.load)
            let ending = try await Gonogo.run(
                ["run", "-v", "--deployment-id", "GOLDEN"] + variables, in: workspace.path, environment: Self.process)
            #expect(ending.status == 1, "\(ending.stderr)")
            expectNoSecret(in: ending.stdout + ending.stderr, "output")
            let json = try #require(workspace.text("reports/GOLDEN/run.json"))
            #expect(json.contains("not as expected") || json.contains("got something else"), "\(json)")
            try expectNoSecretInFiles(of: workspace)
        }
    }

    @Test(
        "never appear in what is shown without running, nor in errors",
        arguments: [["run", "--list"], ["run", "--dry-run"], ["validate"], ["run", "--json"]])
    func looking(_ arguments: [String]) async throws {
        try await run { workspace, variables in
            let ending = try await Gonogo.run(arguments + variables, in: workspace.path, environment: Self.process)
            expectNoSecret(in: ending.stdout, "stdout")
            expectNoSecret(in: ending.stderr, "stderr")
            let invalid = Self.suite.replacing("status: 404", with: "status: \"{{api_key}}\"")
            try workspace.folder.write("suite.yaml", invalid)
            let refused = try await Gonogo.run(arguments + variables, in: workspace.path, environment: Self.process)
            #expect(refused.status == 2)
            expectNoSecret(in: refused.stdout + refused.stderr, "errors")
        }
    }

    @Test(
        "never appear in what is wrong with the project file",
        arguments: [
            #"base_url: "${URL}""#, #"protected: "${TOKEN}""#, #"protected: "Bearer ${LONG}""#,
            #"base_url: "ftp://${USER}:${TOKEN}@host/""#, #"base_url: "ftp://me:canary-password-literal@host/""#,
            #"defaults: {http: {timeout: "${OTHER}"}}"#,
        ])
    func projectFile(_ line: String) async throws {
        let workspace = try Workspace(
            suite: Self.suite, baseURL: nil,
            environment: """
                \(line)
                    secrets: {token: "${TOKEN}", header: "Bearer ${LONG}", other: x}
                """)
        defer { workspace.remove() }
        let process = [
            "TOKEN": Self.declared, "LONG": Self.captured + String(repeating: "0", count: 80),
            "USER": "canary-captured-user",
            "URL": "ftp://me:canary-password-short@host/", "OTHER": Self.password, "GONOGO_VAR_other": Self.password,
        ]
        for arguments in [["run"], ["validate", "--env", "test"], ["validate"]] {
            let ending = try await Gonogo.run(arguments, in: workspace.path, environment: process)
            #expect(ending.status == 2)
            #expect(ending.stderr.contains("gonogo.yaml:"), "\(ending.stderr)")
            #expect(ending.stderr.contains("********"), "\(ending.stderr)")
            for part in ["canary-declared-", "canary-captured-9", "canary-password-"] {
                // The line of the file itself is shown as it stands there.
                #expect(!ending.stderr.contains(part), "\(part): \(ending.stderr)")
            }
        }
    }

    @Test("of a config suite never appear, be they found by name or by type")
    func config() async throws {
        let suite = """
            suite: c
            kind: config
            sources: {production: [{file: production.env}]}
            keys:
              API_KEY: {type: int}
              DATABASE_URL: {type: dsn, schemes: [mysql]}
              OTHER: {secret: true, equals: x}

            """
        let workspace = try Workspace(suite: suite)
        defer { workspace.remove() }
        try workspace.folder.write(
            "production.env",
            "API_KEY=\(Self.captured)\nDATABASE_URL=postgres://u:\(Self.password)@h/d\nOTHER=\(Self.captured)\nUNKNOWN_TOKEN=\(Self.captured)\n"
        )
        let ending = try await workspace.run()
        #expect(ending.status == 1, "\(ending.stdout)\(ending.stderr)")
        expectNoSecret(in: ending.stdout + ending.stderr, "output")
        try expectNoSecretInFiles(of: workspace)
    }
}
