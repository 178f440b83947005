import Model
import Synchronization
import TestSupport
import Testing
import Transfer

/// What a server does, whether it is asked for TLS, and what that may be called.
private enum HostileServer {
    static let all: [(String, DatabaseEncryption, Set<TransferError.Kind>, RawServer.Behaviour)] = [
        ("says nothing", .none, [.timeout], { $0.waitForEnd() }),
        ("says nothing to TLS", .required, [.timeout], { $0.waitForEnd() }),
        (
            "drips", .none, [.timeout],
            { connection in
                for byte in [UInt8(ascii: "R"), 0, 0, 0, 8] {
                    guard connection.write([byte]), connection.pause(milliseconds: 200) else { return }
                }
            }
        ),
        ("closes at once", .none, [.reset, .protocol], { _ in }),
        (
            "resets", .none, [.reset, .protocol, .connect],
            { connection in
                _ = connection.read()
                connection.reset()
            }
        ),
        (
            "speaks HTTP", .none, [.protocol, .refused],
            { connection in
                _ = connection.read()
                connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.waitForEnd()
            }
        ),
        (
            "speaks HTTP to TLS", .required, [.tls, .protocol],
            { connection in
                _ = connection.read()
                connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.waitForEnd()
            }
        ),
        (
            "refuses TLS", .required, [.tls],
            { connection in
                _ = connection.read()
                connection.write("N")
                connection.waitForEnd()
            }
        ),
        (
            "offers TLS and sends noise", .required, [.tls],
            { connection in
                _ = connection.read()
                connection.write("S")
                _ = connection.read()
                connection.write(Array(repeating: 0xFF, count: 4096))
                connection.waitForEnd()
            }
        ),
        (
            "announces a huge message", .none, [.protocol, .reset, .refused],
            { connection in
                _ = connection.read()
                connection.write([UInt8(ascii: "R"), 0x7F, 0xFF, 0xFF, 0xFF] + Array(repeating: 0, count: 4096))
                connection.waitForEnd()
            }
        ),
    ]
}

@Suite("A query to something else than PostgreSQL", .timeLimit(.minutes(1)))
struct PostgresFaultTests {
    private func query(_ port: Int, _ encryption: DatabaseEncryption = .none) -> PostgresQuery {
        var access = DatabaseAccess(host: "127.0.0.1", port: port)
        access.encryption = encryption
        var query = PostgresQuery(access, "SELECT 1")
        query.timeout = .seconds(20)
        return query
    }

    @Test("tells refusal, a bad name and a bad port apart")
    func unreachable() async throws {
        let port = try freePort()
        let refused = try #require(await failure(of: query(port)))
        #expect(Fault(refused) == Fault(.connect, .connect))
        #expect(refused.isRefusal && refused.message == "127.0.0.1:\(port) refused the connection")
        var nameless = query(port)
        nameless.access.endpoint.host = "nowhere.invalid"
        #expect(Fault(await failure(of: nameless)) == Fault(.dns, .dns, .environment))
        #expect(await failure(of: query(0))?.kind == .usage)
    }

    @Test("ends in time, with the right words", arguments: 0..<HostileServer.all.count)
    func hostile(number: Int) async throws {
        let (what, encryption, kinds, behaviour) = HostileServer.all[number]
        let server = try RawServer(behaviour)
        defer { server.stop() }
        var query = query(server.port, encryption)
        if kinds == [.timeout] { query.timeout = .milliseconds(500) }
        let failure = try #require(await failure(of: query))
        #expect(kinds.contains(failure.kind), "\(what): \(failure.kind) \(failure.message)")
        #expect(failure.blame == .target)
    }

    /// Lets everybody in, and then sends one row without end.
    @Test("stops reading a row that has no end")
    func endlessRow() async throws {
        let server = try RawServer { connection in
            _ = connection.read()
            let authenticated: [UInt8] = [UInt8(ascii: "R"), 0, 0, 0, 8, 0, 0, 0, 0]
            let ready: [UInt8] = [UInt8(ascii: "Z"), 0, 0, 0, 5, UInt8(ascii: "I")]
            connection.write(authenticated + ready)
            _ = connection.read()
            connection.write([UInt8(ascii: "D"), 0x7F, 0, 0, 0])
            let block = [UInt8](repeating: 0x78, count: 1 << 20)
            while connection.write(block) {}
        }
        defer { server.stop() }
        let failure = try #require(await failure(of: query(server.port)))
        #expect(failure.kind == .tooLarge, "\(failure.message)")
    }

    /// Asks for so many rounds to prove a password that they take seconds; it might ask for hours.
    @Test("does not wait for a computation that the server has asked for")
    func endlessPassword() async throws {
        @Sendable func message(_ code: UInt8, _ body: [UInt8]) -> [UInt8] {
            [UInt8(ascii: "R"), 0, 0, 0, UInt8(body.count + 8), 0, 0, 0, code] + body
        }
        let isProven = Mutex(false)
        let server = try RawServer { connection in
            _ = connection.read()
            connection.write(message(10, Array("SCRAM-SHA-256\0\0".utf8)))
            guard let first = connection.read() else { return }
            let nonce = String(decoding: first, as: UTF8.self).split(separator: "r=").last ?? ""
            connection.write(message(11, Array("r=\(nonce)x,s=AAAAAAAAAAAAAAAAAAAAAA==,i=5000000".utf8)))
            if let proof = connection.read(), !proof.isEmpty { isProven.withLock { $0 = true } }
        }
        defer { server.stop() }
        var query = query(server.port)
        query.access.password = Secret("a password")
        query.timeout = .milliseconds(500)
        #expect(Fault(await failure(of: query)) == Fault(.timeout, .firstByte))
        #expect(!isProven.withLock { $0 })
    }
}
