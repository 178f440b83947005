import Checks
import Foundation
import Model
import TestSupport
import Testing

@Suite("PostgreSQL steps", .timeLimit(.minutes(2)))
struct PostgresStepTests {
    private func scope(_ server: PostgresServer, user: String = "postgres") -> Scope {
        Scope(texts: [
            "db": server.url(user), "port": "\(server.port)", "ca": server.certificates.authority.certificate,
        ])
    }

    @Test("rows are JSON that checks and captures look into")
    func rows() async throws {
        let server = try PostgresServer.shared()
        let scope = scope(server)
        let context = Written.context(scope)
        let result = try await Written.run(
            """
            postgres:
              url: "{{db}}"
              query: "SELECT n AS id, n * 1.10 AS price, NULL AS gone, '{\\"a\\": [1.0]}'::jsonb AS doc FROM generate_series($1::int, 2) AS n"
              params: [1]
            check:
              rows: 2
              columns: [id, price, gone, doc]
              value: 1
              version: {matches: '^\\d+'}
              json: [{id: 1, price: 1.10, gone: null}, {id: 2}]
              timings: {total: {lt: 30s}, connect: {gt: 0ms}}
              assert: [{jsonpath: "$[1].price", eq: 2.20}, {jsonpath: "$[0].doc.a[0]", type: number}]
            capture: {second: {jsonpath: "$[1].id"}, count: {rows: true}}
            """, in: context)
        #expect(result.refusals == [])
        #expect(result.response?.hasPrefix("PostgreSQL 1") == true && result.response?.hasSuffix(", 2 rows") == true)
        #expect(context.scope["second"]?.json == "2" && context.scope["count"]?.json == "2")
    }

    @Test("a value that is not the expected one fails; a column that two share is told")
    func unmet() async throws {
        let scope = scope(try PostgresServer.shared())
        let result = try await Written.run(
            #"{postgres: {url: "{{db}}", query: "SELECT 'PostgreSQL' AS a"}, check: {value: {starts_with: MySQL}, rows: {gt: 1}}}"#,
            scope: scope)
        #expect(
            result.refusals == [
                #"value: expected to begin with "MySQL", got "PostgreSQL""#, "rows: expected > 1, got 1",
            ])
        let twice = try await Written.run(
            #"{postgres: {url: "{{db}}", query: "SELECT 1 AS a, 2 AS a"}, check: {assert: [{jsonpath: "$[0].a", exists: true}]}}"#,
            scope: scope)
        #expect(twice.refusals.contains { $0.contains("the name stands twice") })
    }

    @Test("what changes something needs mutating: true, and errors of the server are failures in its words")
    func mutating() async throws {
        let scope = scope(try PostgresServer.shared())
        let table = "t\(UUID().uuidString.prefix(8).lowercased())"
        let statement =
            #"postgres: {url: "{{db}}", query: "CREATE TABLE \#(table) AS SELECT 1 AS n"}, check: {rows: 1}"#
        let refused = try await Written.run(
            #"{postgres: {url: "{{db}}", query: "SELECT 1 AS n INTO \#(table)"}, check: {rows: 1}}"#,
            scope: scope)
        #expect(refused.outcome == .errored && refused.refusals.first?.contains("mutating: true") == true)
        #expect(try await Written.run("{\(statement), mutating: true}", scope: scope).outcome == .passed)
        let wrong = try await Written.run(
            #"{postgres: {url: "{{db}}", query: "SELECT nothing"}, check: {rows: 1}}"#, scope: scope)
        #expect(wrong.outcome == .failed && wrong.observations.first?.errorClass == "status")
        #expect(wrong.refusals.first?.contains("[42703]") == true)
    }

    @Test(
        "NULL is no value: nothing holds of it but that it is not there",
        arguments: [
            ("{exists: true}", Outcome.failed), ("{ne: 5}", .failed), ("{lt: 5}", .failed),
            ("{exists: false}", .passed),
            ("{is_empty: true}", .passed),
        ])
    func null(_ check: String, _ outcome: Outcome) async throws {
        let result = try await Written.run(
            #"{postgres: {url: "{{db}}", query: "SELECT max(n) FROM generate_series(1, 0) AS n"}, check: {value: \#(check), rows: 1}}"#,
            scope: scope(try PostgresServer.shared()))
        #expect(result.outcome == outcome)
    }

    @Test("a file of authorities that can't be used is our fault, not the server's")
    func authorities() async throws {
        let result = try await Written.run(
            #"{postgres: {url: "{{db}}", query: SELECT 1, tls: {ca_file: /nowhere/ca.pem}}, check: {rows: 1}}"#,
            scope: scope(try PostgresServer.shared()))
        #expect(result.outcome == .errored && result.refusals.first?.contains("/nowhere/ca.pem") == true)
    }

    @Test("no password is shown, whatever goes wrong")
    func secrets() async throws {
        let server = try PostgresServer.shared()
        let password = "wrong-\(UUID().uuidString)"
        let scope = Scope(texts: ["db": "postgresql://postgres:\(password)@127.0.0.1:\(server.port)/postgres"])
        let context = Written.context(scope)
        let result = try await Written.run(
            #"{postgres: {url: "{{db}}", query: "SELECT '\#(password)' AS leak"}, check: {rows: 1}}"#, in: context)
        #expect(result.outcome == .failed && result.observations.first?.errorClass == "status")
        #expect(!"\(result)".contains(password))
        #expect(result.request == "postgres 127.0.0.1:\(server.port)/postgres: SELECT '********' AS leak")
    }

    @Test("TLS is verified where it has to be")
    func tls() async throws {
        let server = try PostgresServer.shared()
        let scope = scope(server)
        func run(_ tls: String, _ check: String) async throws -> StepResult {
            try await Written.run(
                #"{postgres: {url: "{{db}}", query: "SELECT 1", tls: \#(tls)}, check: \#(check)}"#, scope: scope)
        }
        #expect(try await run(#"{ca_file: "{{ca}}"}"#, "{tls: {version: {starts_with: TLSv1}}}").outcome == .passed)
        let distrusted = try await run("{mode: verify-full}", "{rows: 1}")
        #expect(distrusted.outcome == .failed && distrusted.observations.first?.errorClass == "tls")
        #expect(try await run("{mode: disable}", "{tls: {version: {exists: false}}}").outcome == .passed)
    }

    @Test(
        "posture tells the weakest way in without a password",
        arguments: [("open", "trust"), ("clear", "cleartext"), ("old", "md5"), ("postgres", "scram")])
    func posture(user: String, auth: String) async throws {
        let server = try PostgresServer.shared()
        let result = try await Written.run(
            """
            postgres: {url: "postgresql://\(user)@127.0.0.1:\(server.port)/postgres", posture: true}
            check: {auth: {one_of: [scram, certificate]}, tls_offered: true}
            """)
        #expect(result.outcome == (auth == "scram" ? .passed : .failed))
        #expect(result.response == "\(auth) in the open, \(auth) over TLS")
    }

    @Test("whose fault it is decides: refused fails, an unknown name and a missing variable are errors")
    func blame() async throws {
        let port = try freePort()
        let refused = try await Written.run(
            "{postgres: {url: postgresql://127.0.0.1:\(port)/x, query: SELECT 1}, check: {rows: 1}}")
        #expect(refused.outcome == .failed && refused.observations.first?.errorClass == "connect")
        let nameless = try await Written.run(
            "{postgres: {host: nowhere.invalid, query: SELECT 1, timeout: 20s}, check: {rows: 1}}")
        #expect(nameless.outcome == .errored && nameless.observations.first?.errorClass == "dns")
        let late = Written.step(
            #"{postgres: {url: "{{later}}", query: SELECT 1}, check: {rows: 1}}"#,
            scope: Scope(texts: ["later": "postgres://127.0.0.1/x"]))
        let context = Written.context(Scope(texts: ["later": "mysql://me:a-password@127.0.0.1/x"]))
        let strange = await (try #require(late.action)).run(in: context)
        #expect(strange.outcome == .errored && !"\(strange)".contains("a-password"))
    }
}
