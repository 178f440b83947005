import Foundation

/// Real Redis servers on free ports of 127.0.0.1, each let in by another way.
package final class RedisServer: Sendable {
    /// Without a password.
    package let open: Int
    /// With `password`, and a user `reader` with the same one who may do little.
    package let locked: Int
    /// The same, over TLS and nothing else.
    package let encrypted: Int
    /// The same again, but only for clients with a certificate.
    package let carded: Int
    package let password = "pw-\(UUID().uuidString.lowercased())"
    package let certificates: TestCertificates
    package let folder: TestFolder
    private let watchdog: Watchdog

    private static let sharedResult = Result { try RedisServer() }

    /// The one instance of this test process, started at the first call and gone with the process.
    package static func shared() throws -> RedisServer { try sharedResult.get() }

    private init() throws {
        guard let redis = find("redis-server") else {
            throw ServerFailure(
                "Redis is not installed; on Debian: sudo apt-get install redis-server, on macOS: brew install redis")
        }
        folder = try TestFolder()
        certificates = try TestCertificates(in: folder)
        let ports = try freePorts(4)
        (open, locked, encrypted, carded) = (ports[0], ports[1], ports[2], ports[3])
        let lock = """
            requirepass \(password)
            user reader on >\(password) ~* &* -@all +ping +get

            """
        let servers = [
            "port \(open)\n", "port \(locked)\n\(lock)", tls(encrypted, certificates, clients: "no") + lock,
            tls(carded, certificates, clients: "yes") + lock,
        ]
        let common = "bind 127.0.0.1\nsave \"\"\nappendonly no\ndaemonize no\ndir \(folder.path)\nmaxmemory 64mb\n"
        for (index, server) in servers.enumerated() { try folder.write("\(index).conf", common + server) }
        watchdog = try Watchdog(serve, [folder.path, redis])
        try waitUntilReady(ports)
    }

    package func stop() { watchdog.stop() }

    /// `redis://:password@127.0.0.1:port/0`, by the way that the port is let in.
    package func url(_ port: Int) -> String {
        let scheme = port == encrypted || port == carded ? "rediss" : "redis"
        return "\(scheme)://\(port == open ? "" : ":\(password)@")127.0.0.1:\(port)/0"
    }

    private func waitUntilReady(_ ports: [Int]) throws {
        for _ in 0..<1000 where watchdog.isRunning {
            if ports.allSatisfy(isListening) { return }
            usleep(10000)
        }
        let log = (try? String(contentsOfFile: folder.file("server.log"), encoding: .utf8)) ?? ""
        stop()
        throw ServerFailure("Redis did not start: \(log)")
    }
}

private let serve = #"""
    pids=
    for server in 0 1 2 3; do
        "$2" "$1/$server.conf" >>"$1/server.log" 2>&1 </dev/null &
        pids="$pids $!"
    done
    read -r line
    kill -9 $pids
    rm -rf "$1"
    """#

private func tls(_ port: Int, _ certificates: TestCertificates, clients: String) -> String {
    """
    port 0
    tls-port \(port)
    tls-cert-file \(certificates.server.certificate)
    tls-key-file \(certificates.server.key)
    tls-ca-cert-file \(certificates.authority.certificate)
    tls-auth-clients \(clients)

    """
}
