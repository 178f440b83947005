import Foundation
import Model
import TestSupport
import Testing

@Suite("backup steps", .timeLimit(.minutes(2)))
struct BackupStepTests {
    /// What `pg_dump | gzip` leaves with the server down.
    private static let gzipOfNothing: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    @Test("a whole dump passes, and says what it holds")
    func whole() async throws {
        let folder = try ArtifactFolder()
        try folder.write("db.sql", plainDump)
        let step = "{backup: {path: db.sql}, check: {level: read_to_end, tables: 1, size: {gt: 100B}, age: {lt: 1h}}}"
        let result = try await folder.run(step)
        #expect(result.refusals == [])
        #expect(result.response?.hasPrefix("read_to_end: postgres-plain, 1 tables") == true)
    }

    @Test(
        "the faulty backups of the documents fail",
        arguments: [
            (gzipOfNothing, "preflight/backup-empty"), ([], "preflight/backup-empty"),
            (Array(plainDump.utf8.prefix(140)), "preflight/backup-truncated"),
            (Array("pg_dump: error: no server\n".utf8), "preflight/backup-unreadable"),
            (
                Array("--\n-- PostgreSQL database dump\n--\n\n-- PostgreSQL database dump complete\n".utf8),
                "preflight/backup-empty"
            ),
        ] as [([UInt8], String)])
    func faulty(_ bytes: [UInt8], _ rule: String) async throws {
        let folder = try ArtifactFolder()
        let path = try folder.write("database.sql.gz", bytes)
        let result = try await folder.run("{backup: {path: database.sql.gz}}")
        #expect(result.outcome == .failed)
        #expect(result.rules == [rule])
        let observation = result.observations.first
        #expect(observation?.location?.file == path)
        #expect(observation?.finding?.subject == "database.sql.gz")
        #expect(observation?.finding?.fix != nil)
    }

    @Test("gzip data of nothing known are no backup until somebody says that they may be anything")
    func somethingInGzip() async throws {
        let folder = try ArtifactFolder()
        // `printf '<html>' | gzip`
        let page: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xB3, 0xC9, 0x28, 0xC9, 0xCD, 0xB1, 3, 0, 0x41, 0x0C, 0x43, 0xC7, 6, 0,
            0, 0,
        ]
        try folder.write("db.sql.gz", page)
        let guessed = try await folder.run("{backup: {path: db.sql.gz}}")
        #expect(guessed.outcome == .errored && guessed.refusals.first?.contains("format: gzip") == true)
        #expect(try await folder.run("{backup: {path: db.sql.gz, format: gzip}}").refusals == [])
    }

    @Test("of backups with the same newest time each is read")
    func tied() async throws {
        let folder = try ArtifactFolder()
        let time = Date(timeIntervalSinceNow: -60)
        for (name, text) in [("a.sql", plainDump), ("b.sql", String(plainDump.prefix(140))), ("c.sql", plainDump)] {
            try folder.write(name, text)
            try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: folder.at(name))
        }
        let result = try await folder.run("{backup: {glob: '*.sql'}}")
        #expect(result.rules == ["preflight/backup-truncated"])
    }

    @Test("an empty folder is no backup, nor is a missing file")
    func missing() async throws {
        let folder = try ArtifactFolder()
        for field in ["glob: backups/pre-deploy/*", "path: backups/x.dump"] {
            let result = try await folder.run("{backup: {\(field)}}")
            #expect(result.outcome == .failed && result.rules == ["preflight/backup-missing"])
        }
    }

    @Test("the newest backup counts, and it has to be recent")
    func newest() async throws {
        let folder = try ArtifactFolder()
        try folder.write("b/1.sql", plainDump, age: 90_000)
        try folder.write("b/2.sql", "broken", age: 180_000)
        let stale = try await folder.run("{backup: {glob: b/*, max_age: 24h}}")
        #expect(stale.outcome == .failed && stale.rules == ["preflight/backup-stale"])
        #expect(try await folder.run("{backup: {glob: b/*, max_age: 26h}}").outcome == .passed)
        let all = try await folder.run("{backup: {glob: b/*, newest: false}}")
        #expect(all.outcome == .errored && all.refusals.count == 1)
    }

    @Test("a backup that is too small fails")
    func small() async throws {
        let folder = try ArtifactFolder()
        try folder.write("db.sql", plainDump)
        #expect(try await folder.run("{backup: {path: db.sql, min_size: 1KiB}}").rules == ["preflight/backup-empty"])
    }

    @Test("the level exists asks for no format, well_formed for both ends")
    func levels() async throws {
        let folder = try ArtifactFolder()
        try folder.write("x", "anything")
        let exists = "{backup: {path: x, level: exists}, check: {level: exists}}"
        #expect(try await folder.run(exists).refusals == [])
        #expect(try await folder.run("{backup: {path: x, level: well_formed}}").outcome == .errored)
        #expect(try await folder.run("{backup: {path: x, format: redis-rdb}}").outcome == .failed)
        try folder.write("y", plainDump)
        #expect(try await folder.run("{backup: {path: y, level: well_formed}}").outcome == .passed)
    }

    @Test(
        "what a backup would have shown is not known where it could not be restored here",
        arguments: ["keys: {gte: 1}", "level: restored"])
    func notRestoredHere(check: String) async throws {
        let folder = try ArtifactFolder()
        try folder.write("db.sql", plainDump)
        let result = try await folder.run("{backup: {path: db.sql, restore: {redis: true}}, check: {\(check)}}")
        #expect(result.outcome == .errored, "\(result.refusals)")
        #expect(result.observations.allSatisfy { $0.outcome != .failed })
    }

    @Test(
        "metadata that does not fit the files is a finding",
        arguments: [
            (#"{"timestamp": "NOW", "files": ["db.sql"]}"#, 0),
            (#"{"timestamp": "NOW", "files": ["db.sql", "gone.json"]}"#, 1),
            (#"{"timestamp": "NOW", "files": ["other"]}"#, 1),
            (#"{"timestamp": "2020-01-01T00:00:00Z", "files": ["db.sql"]}"#, 1),
            (#"{"timestamp": "NOW", "files": [{"name": "db.sql", "size": 3}]}"#, 1),
            (#"{"timestamp": "NOW", "files": [{"name": "db.sql", "sha256": "00"}]}"#, 1),
            (#"{"timestamp": "NOW", "files": [{"name": "db.sql", "sha256": "SUM"}]}"#, 0),
            (#"{"timestamp": "NOW", "files": ["db.sql", ".env"]}"#, 1),
            ("{", 1),
        ])
    func metadata(_ text: String, _ count: Int) async throws {
        let folder = try ArtifactFolder()
        try folder.write("db.sql", plainDump)
        try folder.write("other", "x")
        try folder.write(".env", "A=b")
        let now = Timestamp(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)).wholeSeconds
        let sum = "SUM".replacing("SUM", with: try await Self.sum(of: folder.at("db.sql")))
        try folder.write("metadata.json", text.replacing("NOW", with: now).replacing("SUM", with: sum))
        let result = try await folder.run("{backup: {path: db.sql, metadata: metadata.json, max_age: 24h}}")
        #expect(result.refusals.count == count, "\(result.refusals)")
        #expect(result.outcome == (count == 0 ? .passed : .failed))
    }

    private static func sum(of path: String) async throws -> String {
        let ending = try await ChildProgram(
            "/usr/bin/env", ["openssl", "dgst", "-sha256", "-r", path], in: "/",
            environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"]
        ).end()
        return String(ending.stdout.prefix(64))
    }

    @Test("a missing metadata file fails")
    func noMetadata() async throws {
        let folder = try ArtifactFolder()
        try folder.write("db.sql", plainDump)
        let result = try await folder.run("{backup: {path: db.sql, metadata: metadata.json}}")
        #expect(result.outcome == .failed && result.rules == ["preflight/backup-metadata"])
    }

    @Test("what is no file is reported and never waited for")
    func noFile() async throws {
        let folder = try ArtifactFolder()
        mkfifo(folder.at("pipe"), 0o600)
        try FileManager.default.createDirectory(atPath: folder.at("folder"), withIntermediateDirectories: true)
        for name in ["pipe", "folder"] {
            let result = try await folder.run("{backup: {path: \(name)}}")
            #expect(result.outcome == .errored && result.rules == ["preflight/backup-unreadable"])
        }
    }

    @Test("a link out of the folder is not followed, one within it is")
    func links() async throws {
        let folder = try ArtifactFolder()
        let other = try ArtifactFolder()
        try other.write("db.sql", plainDump)
        try folder.write("real.sql", plainDump)
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.at("out"), withDestinationPath: other.at("db.sql"))
        try files.createSymbolicLink(atPath: folder.at("in"), withDestinationPath: "real.sql")
        #expect(try await folder.run("{backup: {path: in}}").outcome == .passed)
        let result = try await folder.run("{backup: {path: out}}")
        #expect(result.outcome == .errored)
        #expect(result.refusals.first?.contains("not followed") == true)
    }

    @Test("a huge sparse archive is given up at the time limit, and nothing is known of it then")
    func sparse() async throws {
        let folder = try ArtifactFolder()
        // A tar entry of 90 GiB of zeros, with both ends right.
        var header = [UInt8](repeating: 0, count: 512)
        for (index, byte) in Array("big".utf8).enumerated() { header[index] = byte }
        for (index, byte) in Array("ustar".utf8).enumerated() { header[257 + index] = byte }
        header[156] = UInt8(ascii: "0")
        let size = 90 << 30
        header[124] = 0x80
        for place in 0..<8 { header[135 - place] = UInt8(size >> (8 * place) & 0xFF) }
        for index in 148..<156 { header[index] = 0x20 }
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        for (index, byte) in Array((String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8).enumerated() {
            header[148 + index] = byte
        }
        try folder.write("big.tar", header)
        #expect(truncate(folder.at("big.tar"), off_t(size + 512 + 1_024)) == 0)
        let result = try await folder.run("{backup: {path: big.tar, timeout: 200ms}}")
        #expect(result.outcome == .errored)
        #expect(result.refusals.first?.contains("not read to the end in time") == true)
    }

    @Test("a gzip bomb is bounded")
    func bomb() async throws {
        let folder = try ArtifactFolder()
        try folder.write("b.gz", GzipBomb.bytes(mebibytes: 64))
        let result = try await folder.run("{backup: {path: b.gz, max_content: 1MiB}}")
        #expect(result.outcome == .errored)
        #expect(result.refusals.first?.contains("max_content") == true)
    }

    @Test("what makes no sense is refused before the run")
    func nonsense() {
        let problems = [
            "{path: a, level: restored}", "{path: a, level: exists, restore: {redis: true}}", "{path: a, glob: b}",
            "{path: a, format: zip}", "{path: a, metadata: ../m.json}", "{path: a, restore: {redis: true, query: x}}",
            "{path: a, max_age: 24}", "{path: a, restore: {}}",
        ]
        for text in problems { #expect(Written.step("{backup: \(text)}").problems.count == 1, "\(text)") }
    }
}
