import Foundation
import Model
import TestSupport
import Testing
import Transfer

/// The error that a query is expected to end with; nil when it succeeds.
func failure(of query: PostgresQuery) async -> TransferError? {
    do throws(TransferError) {
        _ = try await query.run()
        return nil
    } catch {
        return error
    }
}

extension PostgresServer {
    /// A query as this user, with its password.
    func query(_ statement: String, as user: String = "postgres", tls: DatabaseEncryption = .preferred) -> PostgresQuery
    {
        var access = DatabaseAccess(host: "127.0.0.1", port: port)
        access.user = user
        access.password = Secret(password)
        access.database = "postgres"
        access.encryption = tls
        access.caFile = certificates.authority.certificate
        return PostgresQuery(access, statement)
    }
}

@Suite("A query to PostgreSQL", .timeLimit(.minutes(2)))
struct PostgresQueryTests {
    @Test("brings columns, typed cells, the server's version and times")
    func rows() async throws {
        let server = try PostgresServer.shared()
        let answer = try await server.query(
            """
            SELECT 1.50::numeric AS price, true AS yes, NULL AS gone, '{"a":1}'::jsonb AS doc, 'x' AS word,
                'NaN'::float8 AS odd, 12345678901234567890::numeric AS long
            """
        ).run()
        #expect(answer.columns == ["price", "yes", "gone", "doc", "word", "odd", "long"])
        #expect(
            answer.rows == [
                [
                    .number("1.50"), .bool(true), .null, .json(#"{"a": 1}"#), .text("x"), .text("NaN"),
                    .number("12345678901234567890"),
                ]
            ])
        #expect(answer.serverVersion.hasPrefix("1") && !answer.serverVersion.contains(" "))
        #expect(answer.timings.connect > .zero && answer.timings.total >= answer.timings.connect)
        #expect(answer.affected == nil)
    }

    @Test("takes parameters, NULL among them")
    func parameters() async throws {
        var query = try PostgresServer.shared().query(
            "SELECT $1::int + 1 AS n, $2::text IS NULL AS gone, $3::text AS t")
        query.parameters = ["41", nil, "'; DROP TABLE x; --"]
        #expect(try await query.run().rows == [[.number("42"), .bool(true), .text("'; DROP TABLE x; --")]])
    }

    @Test("gives no rows its columns all the same, and dates in UTC")
    func details() async throws {
        let server = try PostgresServer.shared()
        let none = try await server.query("SELECT 1 AS a WHERE false").run()
        #expect(none.columns == ["a"] && none.rows.isEmpty)
        let time = try await server.query("SELECT '2026-01-02 03:04:05+02'::timestamptz AS t").run()
        #expect(time.rows == [[.text("2026-01-02 01:04:05+00")]])
    }

    @Test("changes nothing unless it may", arguments: [true, false])
    func readOnly(_ isReadOnly: Bool) async throws {
        let table = "t\(UUID().uuidString.prefix(8).lowercased())"
        var query = try PostgresServer.shared().query("CREATE TABLE \(table) AS SELECT generate_series(1, 3) AS n")
        query.isReadOnly = isReadOnly
        let failure = await failure(of: query)
        #expect((failure == nil) == !isReadOnly)
        if isReadOnly {
            #expect(failure?.kind == .usage && failure?.blame == .environment)
            #expect(failure?.message.contains("mutating: true") == true)
        }
    }

    @Test("can't leave its transaction by a second statement")
    func oneStatement() async throws {
        let server = try PostgresServer.shared()
        let failure = await failure(of: server.query("COMMIT; CREATE TABLE escaped (n int)"))
        #expect(Fault(failure) == Fault(.refused, .firstByte))
        #expect(failure?.message.contains("[42601]") == true)
    }

    @Test(
        "tells in the server's words why it is refused",
        arguments: [
            ("SELECT * FROM nowhere", "[42P01]"), ("SELEC 1", "[42601]"), ("SELECT 1/0", "[22012]"),
        ])
    func refused(statement: String, state: String) async throws {
        let server = try PostgresServer.shared()
        let failure = await failure(of: server.query(statement))
        #expect(Fault(failure) == Fault(.refused, .firstByte))
        #expect(failure?.message.contains(state) == true)
        #expect(failure?.message.hasPrefix("127.0.0.1:\(server.port) answered: ") == true)
    }

    @Test("authenticates in every way", arguments: ["postgres", "open", "clear", "old", "encrypted"])
    func authenticates(user: String) async throws {
        let answer = try await PostgresServer.shared().query("SELECT current_user AS me", as: user).run()
        #expect(answer.rows == [[.text(user)]])
    }

    @Test("is refused with a wrong password, with none, and as a user who may not come", arguments: 0..<3)
    func wrongPassword(number: Int) async throws {
        var query = try PostgresServer.shared().query("SELECT 1", as: number == 2 ? "nobody" : "postgres")
        if number == 0 { query.access.password = Secret("not the password") }
        if number == 1 { query.access.password = nil }
        let failure = await failure(of: query)
        #expect(Fault(failure) == Fault(.refused, .firstByte), "\(failure?.message ?? "")")
        #expect(failure?.message.contains("not the password") == false)
    }

    @Test("speaks TLS where it is asked to, and verifies it", arguments: DatabaseEncryption.allCases)
    func tls(encryption: DatabaseEncryption) async throws {
        let answer = try await PostgresServer.shared().query(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", tls: encryption
        ).run()
        #expect(answer.rows == [[.bool(encryption != .none)]])
        #expect((answer.tls?.version.hasPrefix("TLSv1") ?? false) == (encryption != .none))
    }

    @Test("trusts no strange authority, and no other host's certificate")
    func distrust() async throws {
        let server = try PostgresServer.shared()
        var query = server.query("SELECT 1", tls: .verified)
        query.access.caFile = server.certificates.selfSigned.certificate
        let stranger = await failure(of: query)
        #expect(Fault(stranger) == Fault(.tls, .tls), "\(stranger?.message ?? "")")
        query.access.caFile = server.certificates.authority.certificate
        query.access.endpoint.host = "ip6-localhost"
        #expect(await failure(of: query) != nil)
        query.access.caFile = "/nowhere/ca.pem"
        query.access.endpoint.host = "127.0.0.1"
        #expect(await failure(of: query)?.blame == .environment)
    }

    @Test("shows its certificate to a server that wants one")
    func clientCertificate() async throws {
        let server = try PostgresServer.shared()
        var query = server.query("SELECT current_user", as: "tester", tls: .required)
        #expect(await failure(of: query)?.kind == .tls)
        query.access.clientCertificate = server.certificates.client.certificate
        query.access.clientKey = server.certificates.client.key
        #expect(try await query.run().rows == [[.text("tester")]])
    }

    @Test("ends at its limit of time, and when it is cancelled")
    func time() async throws {
        let server = try PostgresServer.shared()
        var query = server.query("SELECT pg_sleep(60)")
        query.timeout = .seconds(2)
        #expect(Fault(await failure(of: query)) == Fault(.timeout, .firstByte))
        query.timeout = .seconds(60)
        let slow = query
        let task = Task { await failure(of: slow) }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
    }

    @Test(
        "takes so much of an answer and no more",
        arguments: [
            "SELECT generate_series(1, 20000)", "SELECT repeat('x', 2000000)",
            "SELECT repeat('x', 900000) FROM generate_series(1, 40)",
        ])
    func tooLarge(statement: String) async throws {
        let server = try PostgresServer.shared()
        #expect(Fault(await failure(of: server.query(statement))) == Fault(.tooLarge, .body))
    }

    @Test("copies nothing", arguments: ["COPY pg_am TO STDOUT", "COPY pg_am FROM STDIN"])
    func copy(statement: String) async throws {
        let server = try PostgresServer.shared()
        #expect(await failure(of: server.query(statement))?.kind == .usage)
    }
}
