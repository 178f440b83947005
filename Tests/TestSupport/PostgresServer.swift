import Foundation

/// A real PostgreSQL on a free port of 127.0.0.1, with TLS, in a folder of its own.
///
/// Each user comes in by another way, in the open as over TLS unless said otherwise:
///
///     postgres   scram-sha-256, superuser
///     open       trust
///     clear      password in clear text
///     old        md5
///     encrypted  scram-sha-256 over TLS only
///     tester     a client certificate, over TLS only
///     nobody     refused
package final class PostgresServer: Sendable {
    package let port: Int
    /// Of every user that has one.
    package let password = "pw-\(UUID().uuidString.lowercased())"
    package let certificates: TestCertificates
    package let folder: TestFolder
    private let watchdog: Watchdog

    private static let sharedResult = Result { try PostgresServer() }

    /// The one instance of this test process, started at the first call and gone with the process.
    package static func shared() throws -> PostgresServer { try sharedResult.get() }

    private init() throws {
        guard let initdb = findPostgres("initdb"), let postgres = findPostgres("postgres") else {
            throw ServerFailure(
                "PostgreSQL is not installed; on Debian: sudo apt-get install postgresql, on macOS: brew install postgresql"
            )
        }
        folder = try TestFolder()
        certificates = try TestCertificates(in: folder)
        port = try freePort()
        let data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try folder.write("password", password)
        try folder.write("setup.sql", setup(password))
        for (name, path) in [
            ("server.key", certificates.server.key), ("server.pem", certificates.server.certificate),
            ("ca.pem", certificates.authority.certificate),
        ] {
            let copy = folder.file("pg-\(name)")
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
        }
        let prefix = try Self.asItself(folder)
        try run("/bin/sh", ["-c", prepare, "prepare", folder.path, initdb, postgres] + prefix, in: folder.path)
        try folder.write("data/pg_hba.conf", access)
        try folder.write("data/postgresql.auto.conf", settings(port, folder))
        watchdog = try Watchdog(serve, [folder.path, postgres] + prefix)
        try waitUntilReady()
    }

    package func stop() { watchdog.stop() }

    /// `postgresql://user:password@127.0.0.1:port/postgres`.
    package func url(_ user: String = "postgres") -> String {
        "postgresql://\(user):\(password)@127.0.0.1:\(port)/postgres"
    }

    /// The words that start a program as a user whom PostgreSQL accepts, which is not root; gives it the folder.
    private static func asItself(_ folder: TestFolder) throws -> [String] {
        guard getuid() == 0 else { return [] }
        guard let setpriv = find("setpriv") else {
            throw ServerFailure(
                "PostgreSQL refuses root, and setpriv is not installed: sudo apt-get install util-linux")
        }
        try run("/bin/sh", ["-c", "chown -R postgres \"$1\"", "chown", folder.path], in: "/")
        return [setpriv, "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    }

    private func waitUntilReady() throws {
        var log = ""
        for _ in 0..<3000 where watchdog.isRunning {
            log = (try? String(contentsOfFile: folder.file("server.log"), encoding: .utf8)) ?? ""
            if log.contains("ready to accept connections") { return }
            usleep(10000)
        }
        stop()
        throw ServerFailure("PostgreSQL did not start: \(log)")
    }
}

/// Makes the cluster and its users.
private let prepare = #"""
    set -e
    folder=$1 initdb=$2 postgres=$3
    shift 3
    "$@" "$initdb" -D "$folder/data" -U postgres --auth=scram-sha-256 --pwfile="$folder/password" -E UTF8 \
        --locale=C --no-sync --no-instructions
    "$@" "$postgres" --single -j -D "$folder/data" postgres <"$folder/setup.sql"
    """#

/// SIGQUIT ends PostgreSQL at once, and lets it give back its shared memory.
private let serve = #"""
    folder=$1 postgres=$2
    shift 2
    "$@" "$postgres" -D "$folder/data" >"$folder/server.log" 2>&1 </dev/null &
    read -r line
    kill -QUIT $!
    for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "$folder/data/postmaster.pid" ] || break; sleep 0.1; done
    kill -9 $!
    rm -rf "$folder"
    """#

private func setup(_ password: String) -> String {
    let roles = ["open", "clear", "encrypted", "tester", "nobody"].map {
        "CREATE ROLE \($0) LOGIN PASSWORD '\(password)';"
    }
    return (roles + ["SET password_encryption = 'md5';", "CREATE ROLE old LOGIN PASSWORD '\(password)';"])
        .joined(separator: "\n\n") + "\n\n"
}

private let access = """
    host all open 127.0.0.1/32 trust
    host all clear 127.0.0.1/32 password
    host all old 127.0.0.1/32 md5
    hostssl all encrypted 127.0.0.1/32 scram-sha-256
    hostnossl all encrypted 127.0.0.1/32 reject
    hostssl all tester 127.0.0.1/32 cert
    hostnossl all tester 127.0.0.1/32 reject
    host all nobody 127.0.0.1/32 reject
    host all all 127.0.0.1/32 scram-sha-256

    """

private func settings(_ port: Int, _ folder: TestFolder) -> String {
    """
    port = \(port)
    listen_addresses = '127.0.0.1'
    unix_socket_directories = ''
    fsync = off
    shared_buffers = 16MB
    max_connections = 40
    autovacuum = off
    ssl = on
    ssl_cert_file = '\(folder.file("pg-server.pem"))'
    ssl_key_file = '\(folder.file("pg-server.key"))'
    ssl_ca_file = '\(folder.file("pg-ca.pem"))'

    """
}

/// PostgreSQL's servers are on no PATH on Debian, each version in a folder of its own: the newest counts.
private func findPostgres(_ program: String) -> String? {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let newest = versions.compactMap { Int($0) }.sorted(by: >).map { "/usr/lib/postgresql/\($0)/bin/\(program)" }
    return newest.first { FileManager.default.isExecutableFile(atPath: $0) } ?? find(program)
}
