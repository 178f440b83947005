import TestSupport
import Testing
import Transfer

/// What a server does to the startup message, and what that is called.
private enum HostileStartup {
    static let all: [(String, TransferError.Kind, RawServer.Behaviour)] = [
        ("silence", .timeout, { $0.waitForEnd() }),
        ("an end", .reset, { $0.close() }),
        ("a huge length", .protocol, { $0.write([UInt8(ascii: "R"), 0xFF, 0xFF, 0xFF, 0xFF]) }),
        ("a length of nothing", .protocol, { $0.write([UInt8(ascii: "R"), 0, 0, 0, 0]) }),
        ("another message", .protocol, { $0.write([UInt8(ascii: "Z"), 0, 0, 0, 8, 0, 0, 0, 0]) }),
        (
            "half a message", .reset,
            { connection in
                connection.write([UInt8(ascii: "R"), 0, 0])
                connection.close()
            }
        ),
        (
            "a drip", .timeout,
            { connection in
                for byte in [UInt8(ascii: "R"), 0, 0] {
                    guard connection.write([byte]), connection.pause(milliseconds: 200) else { return }
                }
            }
        ),
    ]
}

@Suite("PostgreSQL's posture", .timeLimit(.minutes(1)))
struct PostgresPostureTests {
    private func posture(_ port: Int, user: String? = nil) -> PostgresPosture {
        var access = DatabaseAccess(host: "127.0.0.1", port: port)
        access.user = user
        access.database = "postgres"
        var posture = PostgresPosture(access)
        posture.timeout = .seconds(5)
        return posture
    }

    private func failure(_ port: Int, timeout: Duration = .seconds(20)) async -> TransferError? {
        var posture = posture(port)
        posture.timeout = timeout
        do throws(TransferError) {
            _ = try await posture.run()
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "is seen without a password, in the open and over TLS",
        arguments: [
            ("postgres", PostgresAuthentication.scram, PostgresAuthentication.scram), ("open", .trust, .trust),
            ("clear", .cleartext, .cleartext), ("old", .md5, .md5), ("encrypted", .refused, .scram),
            ("tester", .refused, .certificate), ("nobody", .refused, .refused), ("a stranger", .scram, .scram),
        ])
    func ways(user: String, inTheOpen: PostgresAuthentication, overTLS: PostgresAuthentication) async throws {
        let outcome = try await posture(try PostgresServer.shared().port, user: user).run()
        #expect(outcome.offersTLS)
        #expect(outcome.inTheOpen == inTheOpen)
        #expect(outcome.overTLS == overTLS)
        #expect(outcome.timings.total > .zero)
    }

    @Test("the weaker way in counts")
    func weakest() {
        let outcome = PostgresPosture.Outcome(offersTLS: true, inTheOpen: .trust, overTLS: .scram)
        #expect(outcome.weakest == .trust)
        #expect(PostgresPosture.Outcome(offersTLS: false, inTheOpen: .scram, overTLS: nil).weakest == .scram)
        #expect(
            PostgresPosture.Outcome(offersTLS: true, inTheOpen: .refused, overTLS: .cleartext).weakest == .cleartext)
    }

    /// A server without TLS that does this to the startup message.
    private func plain(_ behaviour: @escaping RawServer.Behaviour) throws -> RawServer {
        try RawServer { connection in
            guard let first = connection.read(), first.count >= 8 else { return }
            if first[4] == 4 {
                connection.write("N")
            } else {
                behaviour(connection)
            }
            connection.waitForEnd()
        }
    }

    @Test(
        "knows what is asked for by its number",
        arguments: [
            (UInt8(0), PostgresAuthentication.trust), (3, .cleartext), (5, .md5), (7, .gss), (9, .sspi), (10, .scram),
            (99, .other),
        ])
    func numbers(code: UInt8, expected: PostgresAuthentication) async throws {
        let server = try plain { $0.write([UInt8(ascii: "R"), 0, 0, 0, 8, 0, 0, 0, code]) }
        defer { server.stop() }
        let outcome = try await posture(server.port).run()
        #expect(!outcome.offersTLS && outcome.inTheOpen == expected && outcome.overTLS == nil)
    }

    @Test("an error that is not about who may come is a failure, with the server's words")
    func startingUp() async throws {
        let fields = Array("SFATAL\0C57P03\0Mthe database system is starting up\0\0".utf8)
        let server = try plain { $0.write([UInt8(ascii: "E"), 0, 0, 0, UInt8(fields.count + 4)] + fields) }
        defer { server.stop() }
        let failure = await failure(server.port)
        #expect(Fault(failure) == Fault(.refused, .firstByte))
        #expect(failure?.message.contains("is starting up [57P03]") == true)
    }

    @Test("ends in time, whatever the server does", arguments: 0..<HostileStartup.all.count)
    func hostile(number: Int) async throws {
        let (what, kind, behaviour) = HostileStartup.all[number]
        let server = try plain(behaviour)
        defer { server.stop() }
        let failure = try #require(
            await failure(server.port, timeout: kind == .timeout ? .milliseconds(400) : .seconds(20)))
        #expect(failure.kind == kind, "\(what): \(failure.message)")
    }

    @Test("a server of another kind is told by its first byte")
    func otherServer() async throws {
        let server = try RawServer { connection in
            connection.write("220 mail.example ESMTP\r\n")
            connection.write(Array(repeating: 0, count: 100_000))
            connection.waitForEnd()
        }
        defer { server.stop() }
        #expect(Fault(await failure(server.port)) == Fault(.protocol, .firstByte))
    }
}
