import Foundation
import TestSupport

/// A server for one test, behind a shell that ends it when it is told to, or when the tests are gone.
///
/// Not Foundation's `Process`: each of these hands its descriptors on to every other one that starts at that moment,
/// which then waits for its end.
final class ServedByShell: Sendable {
    private let stopFile: String

    /// `script` starts the server in the background; `$!` is what gets the signal, `$1` its folder.
    init(_ script: String, _ arguments: [String], signal: String) throws {
        stopFile = "\(arguments[0])/stop"
        // No `wait`: a shell that inherits a blocked SIGCHLD, as from a thread of a pool, would wait for ever.
        let end = """

            server=$!
            while [ ! -e "$1/stop" ] && kill -0 \(getpid()) 2>/dev/null; do sleep 0.1; done
            kill -\(signal) $server
            for i in 1 2 3 4 5 6 7 8 9; do [ -e "$1/data/postmaster.pid" ] || break; sleep 0.1; done
            kill -9 $server
            rm -rf "$1"

            """
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let child = try ChildProgram(
            "/bin/sh", ["-c", script + end, "server"] + arguments, in: "/", environment: ["PATH": path])
        Task { _ = try await child.end(within: .seconds(600)) }
    }

    func stop() { _ = FileManager.default.createFile(atPath: stopFile, contents: nil) }
}

/// Runs a shell script to its end, as the user whom PostgreSQL accepts where that is asked for.
@discardableResult
func shell(
    _ script: String, _ arguments: [String] = [], environment: [String: String] = [:], in folder: String = "/"
) async throws -> String {
    var variables = environment
    variables["PATH"] = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let child = try ChildProgram(
        "/bin/sh", ["-c", "set -e\n" + script, "sh"] + arguments, in: folder, environment: variables)
    let ending = try await child.end()
    guard ending.status == 0 else { throw Failed(description: "\(ending.stdout)\(ending.stderr)") }
    return ending.stdout
}

struct Failed: Error, CustomStringConvertible {
    var description: String
}

/// A free port of the loopback.
func freeLoopbackPort() throws -> Int {
    let server = try RawServer.answering()
    defer { server.stop() }
    return server.port
}

/// PostgreSQL in a folder of its own, with a user `postgres` and a password.
final class OwnPostgres: Sendable {
    let port: Int
    let password = "pw-\(UUID().uuidString.lowercased())"
    private let server: ServedByShell
    private let folder: TestFolder

    init() async throws {
        folder = try TestFolder()
        port = try freeLoopbackPort()
        try folder.write("password", password)
        try await shell(
            Self.find + """
                if [ "$(id -u)" = 0 ]; then chown -R postgres "$1"; as="setpriv --reuid=postgres --regid=postgres --clear-groups"; fi
                $as "$bin/initdb" -D "$1/data" -U postgres -A scram-sha-256 --pwfile="$1/password" -E UTF8 --locale=C \\
                    --no-sync --no-instructions
                """, [folder.path])
        server = try ServedByShell(
            Self.find + """
                if [ "$(id -u)" = 0 ]; then as="setpriv --reuid=postgres --regid=postgres --clear-groups"; fi
                $as "$bin/postgres" -D "$1/data" -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \\
                    -c fsync=off -c shared_buffers=16MB </dev/null >"$1/log" 2>&1 &
                """, [folder.path, String(port)], signal: "QUIT")
        try await run(
            "for i in $(seq 200); do psql -X -c 'SELECT 1' >/dev/null 2>&1 && exit 0; sleep 0.1; done; exit 1")
    }

    /// Debian keeps the servers of each version in a folder of its own.
    private static let find = """
        bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
        [ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")

        """

    /// Runs a script in which psql and pg_dump reach the server.
    @discardableResult
    func run(_ script: String, in folder: String = "/") async throws -> String {
        let environment = [
            "PGHOST": "127.0.0.1", "PGPORT": String(port), "PGUSER": "postgres", "PGPASSWORD": password,
            "PGDATABASE": "postgres",
        ]
        return try await shell(script, environment: environment, in: folder)
    }

    var url: String { "postgresql://postgres:\(password)@127.0.0.1:\(port)/postgres" }

    func stop() { server.stop() }
}

/// Redis that listens on a socket in a folder of its own.
final class OwnRedis: Sendable {
    private let server: ServedByShell
    private let folder: TestFolder

    init() async throws {
        folder = try TestFolder()
        server = try ServedByShell(
            """
            redis-server --port 0 --unixsocket "$1/s" --save "" --appendonly no --dir "$1" </dev/null >/dev/null 2>&1 &
            """, [folder.path], signal: "KILL")
        try await shell(
            "for i in $(seq 200); do redis-cli -s \"$1/s\" PING 2>/dev/null | grep -q PONG && exit 0; sleep 0.05; done; exit 1",
            [folder.path])
    }

    /// Runs a script in which `$1` is the socket.
    func run(_ script: String, in folder: String) async throws {
        try await shell(script, [self.folder.file("s")], in: folder)
    }

    func stop() { server.stop() }
}
