import Foundation
import Model
import Testing

/// With backups that the real tools have made.
@Suite("backups of real servers", .timeLimit(.minutes(5)), .serialized)
struct RealBackupTests {
    private static let rows = "CREATE TABLE t AS SELECT g AS id, md5(g::text) AS x FROM generate_series(1, 20000) g"

    /// A server with one table, and its dumps in every format.
    private func withDumps(
        _ body: (OwnPostgres, ArtifactFolder) async throws -> Void
    ) async throws {
        let server = try await OwnPostgres()
        defer { server.stop() }
        let folder = try ArtifactFolder()
        try await server.run(
            """
            psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE DATABASE shop'
            PGDATABASE=shop psql -X -q -v ON_ERROR_STOP=1 -c '\(Self.rows)'
            pg_dump -f plain.sql shop
            pg_dump shop | gzip > plain.sql.gz
            pg_dump -Fc -f custom.dump shop
            pg_dump -Ft -f archive.tar shop
            psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE DATABASE nothing'
            pg_dump -Fc -f nothing.dump nothing
            """, in: folder.path)
        try await body(server, folder)
    }

    @Test("dumps in every format are read to their end, halves of them are not, and whole ones are restored")
    func dumps() async throws {
        try await withDumps { server, folder in
            for name in ["plain.sql", "plain.sql.gz", "custom.dump", "archive.tar"] {
                let result = try await folder.run("{backup: {path: \(name)}, check: {level: read_to_end}}")
                #expect(result.refusals == [], "\(name)")
                let bytes = folder.bytes(name)
                for part in [bytes.count / 3, bytes.count / 2, bytes.count - 600] {
                    try folder.write("half-\(name)", Array(bytes.prefix(part)))
                    let half = try await folder.run("{backup: {path: half-\(name)}}")
                    #expect(half.outcome == .failed, "\(part) bytes of \(name): \(half.refusals)")
                    #expect(half.rules.allSatisfy { $0.hasPrefix("preflight/backup-") })
                }
            }
            let nothing = try await folder.run("{backup: {path: nothing.dump}}")
            #expect(nothing.rules == ["preflight/backup-empty"], "an archive of no table")
            try await restores(server, folder)
        }
    }

    private func restores(_ server: OwnPostgres, _ folder: ArtifactFolder) async throws {
        let scope = Scope(["scratch": Variable(server.url, isSecret: true, origin: "test")])
        for name in ["plain.sql", "plain.sql.gz", "custom.dump"] {
            let step = "{backup: {path: \(name), restore: {url: \"{{scratch}}\"}}, check: {level: restored, tables: 1}}"
            let context = Written.context(scope, redactor: Redactor(scope.secrets), within: .seconds(60))
            let result = try await folder.run(step, scope: scope, in: context)
            #expect(result.refusals == [], "\(name)")
        }
        func restore(_ query: String) async throws -> StepResult {
            let step = "{backup: {path: custom.dump, restore: {url: \"{{scratch}}\", query: \"\(query)\"}}}"
            return try await folder.run(step, scope: scope)
        }
        #expect(try await restore("SELECT count(*) FROM t").outcome == .passed)
        let empty = try await restore("SELECT count(*) FROM t WHERE id < 0")
        #expect(empty.outcome == .failed && empty.rules == ["preflight/backup-unreadable"])
        // Broken where only restoring shows it: a row that does not fit its table.
        let broken = String(decoding: folder.bytes("plain.sql"), as: UTF8.self).replacing(
            "\n17\t", with: "\nseventeen\t")
        try folder.write("broken.sql", broken)
        #expect(try await folder.run("{backup: {path: broken.sql}}").outcome == .passed)
        let failed = try await folder.run("{backup: {path: broken.sql, restore: {url: \"{{scratch}}\"}}}", scope: scope)
        #expect(failed.outcome == .failed)
        #expect(failed.refusals.allSatisfy { !$0.contains(server.password) })
        // A dump that would run a program is not run.
        try folder.write("evil.sql", broken.replacing("\nCOPY", with: "\n\\! touch \(folder.at("pwned"))\nCOPY"))
        let evil = try await folder.run("{backup: {path: evil.sql, restore: {url: \"{{scratch}}\"}}}", scope: scope)
        #expect(evil.outcome == .errored)
        #expect(!FileManager.default.fileExists(atPath: folder.at("pwned")))
        let left = try await server.run(
            "psql -X -A -t -c \"SELECT datname FROM pg_database WHERE datname LIKE 'gonogo%'\"")
        #expect(left == "", "scratch databases are dropped")
    }

    @Test("a scratch server that can't be used says nothing about the backup, and shows no password")
    func noServer() async throws {
        let folder = try ArtifactFolder()
        try folder.write("db.sql", plainDump)
        let port = try freeLoopbackPort()
        let password = "canary-\(UUID().uuidString)"
        let urls = [
            "postgresql://u:\(password)@127.0.0.1:\(port)/db", "postgresql://u:\(password)/x@127.0.0.1/db",
            "postgresql://u:\(password)#@127.0.0.1/db", "postgresql://u:\(password)@a,b/db",
            "mysql://u:\(password)@a/b",
            "postgresql://u:\(password)@127.0.0.1:99999/db", "postgresql://u:\(password)@127.0.0.1/",
        ]
        for url in urls {
            let scope = Scope(texts: ["url": url])
            let result = try await folder.run("{backup: {path: db.sql, restore: {url: \"{{url}}\"}}}", scope: scope)
            #expect(result.outcome == .errored)
            #expect(result.refusals.count == 1 && !result.refusals[0].contains(password), "\(result.refusals)")
        }
    }

    @Test("dumps of Redis are read to their end and loaded, halves and damaged ones are not")
    func redis() async throws {
        let server = try await OwnRedis()
        defer { server.stop() }
        let folder = try ArtifactFolder()
        try await server.run(
            """
            redis-cli -s "$1" --rdb empty.rdb
            redis-cli -s "$1" EVAL "for i=1,3000 do redis.call('set','k'..i,string.rep('x',i%50)) end" 0
            redis-cli -s "$1" RPUSH list a b c
            redis-cli -s "$1" --rdb dump.rdb
            redis-cli -s "$1" CONFIG SET rdbchecksum no || true
            """, in: folder.path)
        let whole = try await folder.run("{backup: {path: dump.rdb}, check: {level: read_to_end}}")
        #expect(whole.refusals == [])
        let loaded = try await folder.run(
            "{backup: {path: dump.rdb, restore: {redis: true}}, check: {level: restored, keys: 3001}}")
        #expect(loaded.refusals == [])
        #expect(try await folder.run("{backup: {path: empty.rdb}}").rules == ["preflight/backup-empty"])
        var bytes = folder.bytes("dump.rdb")
        try folder.write("half.rdb", Array(bytes.prefix(bytes.count / 2)))
        #expect(try await folder.run("{backup: {path: half.rdb}}").rules == ["preflight/backup-truncated"])
        bytes[bytes.count / 2] ^= 1
        try folder.write("damaged.rdb", bytes)
        #expect(try await folder.run("{backup: {path: damaged.rdb}}").rules == ["preflight/backup-unreadable"])
        // Without a checksum only redis-check-rdb can tell.
        let unchecked = Array(folder.bytes("dump.rdb").dropLast(8)) + [UInt8](repeating: 0, count: 8)
        try folder.write("unchecked.rdb", unchecked)
        #expect(try await folder.run("{backup: {path: unchecked.rdb}, check: {level: read_to_end}}").refusals == [])
    }
}
