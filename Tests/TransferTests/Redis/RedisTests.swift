import Foundation
import Model
import TestSupport
import Testing
import Transfer

/// The error that a query is expected to end with; nil when it succeeds.
private func failure(of query: RedisQuery) async -> TransferError? {
    do throws(TransferError) {
        _ = try await query.run()
        return nil
    } catch {
        return error
    }
}

/// What a server does to a command, and what that is called.
private enum HostileRedis {
    static let all: [(String, TransferError.Kind, RawServer.Behaviour)] = [
        ("silence", .timeout, { $0.waitForEnd() }),
        ("an end", .reset, { _ = $0.read() }),
        (
            "another protocol", .protocol,
            { connection in
                _ = connection.read()
                connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.waitForEnd()
            }
        ),
        (
            "a list of any length", .tooLarge,
            { connection in
                _ = connection.read()
                connection.write("*2147483647\r\n")
                connection.waitForEnd()
            }
        ),
        (
            "lists in lists", .protocol,
            { connection in
                _ = connection.read()
                connection.write(String(repeating: "*1\r\n", count: 10_000))
                connection.waitForEnd()
            }
        ),
        (
            "a text without end", .tooLarge,
            { connection in
                _ = connection.read()
                connection.write("$536870912\r\n")
                while connection.write([UInt8](repeating: 0x78, count: 1 << 20)) {}
            }
        ),
        (
            "a line without end", .tooLarge,
            { connection in
                _ = connection.read()
                connection.write("+")
                while connection.write([UInt8](repeating: 0x78, count: 1 << 20)) {}
            }
        ),
        (
            "a number that is none", .protocol,
            { connection in
                _ = connection.read()
                connection.write("$99999999999999999999999999\r\n")
                connection.waitForEnd()
            }
        ),
        (
            "a drip", .timeout,
            { connection in
                _ = connection.read()
                while connection.write("+"), connection.pause(milliseconds: 100) {}
            }
        ),
    ]
}

@Suite("A command to Redis", .timeLimit(.minutes(1)))
struct RedisQueryTests {
    /// With the password where the port wants one.
    private func query(_ port: Int, _ command: String...) throws -> RedisQuery {
        let server = try RedisServer.shared()
        var access = DatabaseAccess(host: "127.0.0.1", port: port)
        access.encryption = port == server.encrypted || port == server.carded ? .verified : .none
        access.caFile = server.certificates.authority.certificate
        if port != server.open { access.password = Secret(server.password) }
        return RedisQuery(access, command)
    }

    @Test("brings its reply, the server's version and times")
    func ping() async throws {
        let answer = try await query(try RedisServer.shared().open, "PING").run()
        #expect(answer.reply == .status("PONG"))
        #expect(answer.serverVersion?.contains(".") == true)
        #expect(answer.tls == nil && answer.timings.total >= answer.timings.connect)
    }

    @Test("replies of every kind are read")
    func kinds() async throws {
        let port = try RedisServer.shared().open
        let script = "return {1, 'two', {false, {'deep'}}, redis.status_reply('OK')}"
        let answer = try await query(port, "EVAL", script, "0").run()
        #expect(
            answer.reply
                == .list([.integer(1), .text("two"), .list([.null, .list([.text("deep")])]), .status("OK")]))
        #expect(try await query(port, "GET", "nothing-\(UUID())").run().reply == .null)
        #expect(try await query(port, "TTL", "nothing-\(UUID())").run().reply == .integer(-2))
    }

    @Test("an error within a list is one of the whole reply")
    func nestedError() async throws {
        let script = "return {1, {redis.error_reply('ERR nested trouble')}}"
        let error = await failure(of: try query(try RedisServer.shared().open, "EVAL", script, "0"))
        #expect(error?.kind == .refused)
        #expect(error?.message.contains("nested trouble") == true)
    }

    @Test("a password lets in; no password, a wrong one and a forbidden command are refused in the server's words")
    func authentication() async throws {
        let server = try RedisServer.shared()
        var query = try query(server.locked, "DBSIZE")
        #expect(try await query.run().reply == .integer(0))
        query.access.password = nil
        #expect(await failure(of: query)?.message.contains("NOAUTH") == true)
        query.access.password = Secret("not the password")
        let wrong = await failure(of: query)
        #expect(Fault(wrong) == Fault(.refused, .firstByte))
        #expect(wrong?.message.contains("WRONGPASS") == true && wrong?.message.contains("not the") == false)
        query.access.password = Secret(server.password)
        query.access.user = "reader"
        #expect(await failure(of: query)?.message.contains("NOPERM") == true)
        // The user may not ask for the version, and gets the reply all the same.
        query.command = ["PING"]
        let answer = try await query.run()
        #expect(answer.reply == .status("PONG") && answer.serverVersion == nil)
    }

    @Test("a database that is not there is refused")
    func database() async throws {
        var query = try query(try RedisServer.shared().open, "PING")
        query.access.database = "1000"
        #expect(Fault(await failure(of: query)) == Fault(.refused, .firstByte))
        query.access.database = "1"
        #expect(try await query.run().reply == .status("PONG"))
    }

    @Test("speaks TLS, and trusts no strange authority unless told to")
    func tls() async throws {
        let server = try RedisServer.shared()
        var query = try query(server.encrypted, "PING")
        let answer = try await query.run()
        #expect(answer.reply == .status("PONG") && answer.tls?.version.hasPrefix("TLSv1") == true)
        query.access.caFile = server.certificates.selfSigned.certificate
        #expect(Fault(await failure(of: query)) == Fault(.tls, .tls))
        query.access.encryption = .required
        #expect(try await query.run().reply == .status("PONG"))
        query.access.encryption = .none
        #expect([.reset, .protocol].contains(await failure(of: query)?.kind))
    }

    @Test("shows its certificate to a server that wants one")
    func clientCertificate() async throws {
        let server = try RedisServer.shared()
        var query = try query(server.carded, "PING")
        #expect([.tls, .reset].contains(await failure(of: query)?.kind))
        query.access.clientCertificate = server.certificates.client.certificate
        query.access.clientKey = server.certificates.client.key
        #expect(try await query.run().reply == .status("PONG"))
    }

    @Test("ends at its limit of time, and when it is cancelled")
    func time() async throws {
        var query = try query(try RedisServer.shared().open, "BLPOP", "nothing-\(UUID())", "0")
        query.timeout = .milliseconds(300)
        #expect(Fault(await failure(of: query)) == Fault(.timeout, .firstByte))
        query.timeout = .seconds(60)
        let slow = query
        let task = Task { await failure(of: slow) }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
    }

    @Test("ends in time, whatever the server does", arguments: 0..<HostileRedis.all.count)
    func hostile(number: Int) async throws {
        let (what, kind, behaviour) = HostileRedis.all[number]
        let server = try RawServer(behaviour)
        defer { server.stop() }
        var query = RedisQuery(DatabaseAccess(host: "127.0.0.1", port: server.port), ["PING"])
        query.timeout = kind == .timeout ? .milliseconds(400) : .seconds(20)
        let failure = try #require(await failure(of: query))
        #expect(failure.kind == kind, "\(what): \(failure.message)")
        #expect(failure.blame == .target)
    }

    @Test("a refused connection is the server's")
    func refused() async throws {
        let failure = await failure(of: RedisQuery(DatabaseAccess(host: "127.0.0.1", port: try freePort()), ["PING"]))
        #expect(Fault(failure) == Fault(.connect, .connect))
    }
}

@Suite("Redis' posture", .timeLimit(.minutes(1)))
struct RedisPostureTests {
    private func posture(_ port: Int, timeout: Duration = .seconds(5)) -> RedisPosture {
        var posture = RedisPosture(host: "127.0.0.1", port: port)
        posture.timeout = timeout
        return posture
    }

    @Test("is seen without a password")
    func ways() async throws {
        let server = try RedisServer.shared()
        let open = try await posture(server.open).run()
        #expect(open.requiresPassword == false && !open.offersTLS && open.serverVersion?.contains(".") == true)
        let locked = try await posture(server.locked).run()
        #expect(locked.requiresPassword == true && !locked.offersTLS && locked.serverVersion == nil)
        let encrypted = try await posture(server.encrypted).run()
        #expect(encrypted.requiresPassword == true && encrypted.offersTLS && !encrypted.requiresCertificate)
        let carded = try await posture(server.carded).run()
        #expect(carded.requiresPassword == nil && carded.offersTLS && carded.requiresCertificate)
    }

    @Test(
        "knows answers by their first word",
        arguments: [
            ("-NOAUTH Authentication required.\r\n", true, false),
            ("-DENIED Redis is running in protected mode\r\n", false, true),
            ("-NOPERM this user has no permissions\r\n", false, false),
            ("-ERR operation not permitted\r\n", true, false),
        ])
    func words(reply: String, requiresPassword: Bool, isProtected: Bool) async throws {
        let server = try RawServer { connection in while connection.read()?.isEmpty == false { connection.write(reply) }
        }
        defer { server.stop() }
        let outcome = try await posture(server.port).run()
        #expect(outcome.requiresPassword == requiresPassword && outcome.isProtected == isProtected)
    }

    @Test(
        "fails with a server that is none",
        arguments: [
            ("HTTP/1.1 400 Bad Request\r\n\r\n", TransferError.Kind.protocol),
            ("-LOADING Redis is loading\r\n", .refused),
            ("+MAYBE\r\n", .protocol), ("", .timeout),
        ])
    func strangers(reply: String, kind: TransferError.Kind) async throws {
        let server = try RawServer { connection in while connection.read()?.isEmpty == false { connection.write(reply) }
        }
        defer { server.stop() }
        do throws(TransferError) {
            _ = try await posture(server.port, timeout: kind == .timeout ? .milliseconds(500) : .seconds(20)).run()
            Issue.record("it came to an end")
        } catch {
            #expect(error.kind == kind, "\(error.message)")
        }
    }
}
