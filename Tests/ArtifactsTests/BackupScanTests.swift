import Testing

import Artifacts

@Suite("backups read to their end")
struct BackupScanTests {
    struct Backup: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var bytes: [UInt8]
        var formats: [BackupFormat]
    }

    static let whole = [
        Backup(testDescription: "plain dump", bytes: Made.plainDump(rows: 5_000), formats: [.postgresPlain]),
        Backup(
            testDescription: "plain dump, pg_dumpall's", formats: [.postgresPlain],
            ending: "-- PostgreSQL database cluster dump complete"),
        Backup(
            testDescription: "plain dump with a line behind the last", formats: [.postgresPlain],
            ending: "-- PostgreSQL database dump complete\n--\n\n\\unrestrict abc"),
        Backup(testDescription: "Redis dump", bytes: Made.redisDump(keys: 9_000), formats: [.redis]),
        Backup(testDescription: "tar", bytes: Made.tar([.init(name: "a"), .init(name: "b/c")]), formats: [.tar]),
        Backup(
            testDescription: "gzip of a plain dump", bytes: Made.gzip(Made.plainDump(rows: 20_000)),
            formats: [.gzip, .postgresPlain]),
        Backup(
            testDescription: "gzip of a tar", bytes: Made.gzip(Made.tar([.init(name: "a")])), formats: [.gzip, .tar]),
        Backup(testDescription: "gzip of something", bytes: Made.gzip([1, 2, 3]), formats: [.gzip]),
        Backup(
            testDescription: "two gzip members, then zeros",
            bytes: Made.gzip(Array(Made.plainDump().prefix(100))) + Made.gzip(Array(Made.plainDump().dropFirst(100)))
                + [0, 0, 0], formats: [.gzip, .postgresPlain]),
    ]

    @Test("a whole backup is read whatever the pieces", arguments: whole, [1, 7, 512, 64_000])
    func whole(_ backup: Backup, pieces: Int) throws {
        let small = backup.bytes.count > 30_000 && pieces < 512
        #expect(try scan(backup.bytes, pieces: small ? 509 : pieces).formats == backup.formats)
    }

    @Test("a backup that lost its end is found out, wherever it was cut", arguments: whole)
    func cut(_ backup: Backup) {
        // What follows the checksum, the mark or the two blocks of zeros may go.
        let needed =
            switch backup.formats {
            case [.postgresPlain]: backup.bytes.count - 60
            case [.tar]: backup.bytes.count
            case [.gzip, .postgresPlain] where backup.bytes.last == 0: backup.bytes.count - 3
            default: backup.bytes.count
            }
        for length in [1, 2, 9, needed / 4, needed / 2, needed - 512, needed - 9, needed - 1]
        where length > 0 && length < needed {
            let kind = flaw(Array(backup.bytes.prefix(length)), as: backup.formats[0])
            #expect(kind == .truncated || kind == .unreadable, "\(length) of \(backup.bytes.count) bytes")
        }
    }

    @Test("a flipped bit is found out where a checksum stands over it")
    func damage() {
        for bytes in [Made.redisDump(keys: 500), Made.gzip(Made.plainDump(rows: 500))] {
            for place in stride(from: 60, to: bytes.count - 1, by: 97) {
                var damaged = bytes
                damaged[place] ^= 0x10
                #expect(flaw(damaged) != nil, "byte \(place)")
            }
        }
    }

    @Test("what a failed dump leaves behind is empty")
    func nothing() {
        let gzipOfNothing = Made.gzip([])
        #expect(gzipOfNothing.count > 18)
        #expect(flaw([]) == .empty)
        // What `pg_dump | gzip` leaves when the server is down, byte by byte.
        let twenty: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(flaw(twenty) == .empty)
        #expect(flaw(twenty, as: .postgresPlain) == .empty)
        #expect(flaw(gzipOfNothing) == .empty)
        #expect(flaw(Made.plainDump(rows: nil)) == .empty)
        #expect(flaw(Made.redisDump(keys: 0)) == .empty)
        #expect(flaw(Made.tar([], ending: 20), as: .tar) == .empty)
    }

    @Test("a dump cut within a table is not saved by a row that looks like its last line")
    func rowLikeTheEnd() {
        let text =
            "--\n-- PostgreSQL database dump\n--\nCREATE TABLE t (x text);\nCOPY t (x) FROM stdin;\n"
            + "-- PostgreSQL database dump complete\n"
        #expect(flaw(Array(text.utf8)) == .truncated)
    }

    @Test("a last line that stands far from the end is not the last line")
    func earlyEnd() {
        let more = Array(String(repeating: "INSERT INTO t VALUES (1);\n", count: 200).utf8)
        #expect(flaw(Made.plainDump() + more) == .truncated)
    }

    @Test(
        "what is no backup is refused with what it is",
        arguments: [
            ("pg_dump: error: connection to server failed\n", "error message"),
            ("-- PostgreSQL database dump\n\0\0\0", "NUL byte"),
        ])
    func noBackup(_ text: String, _ words: String) {
        do throws(BackupFlaw) {
            _ = try scan(Array(text.utf8), as: .postgresPlain)
            Issue.record("was taken for a dump")
        } catch {
            #expect(error.kind == .unreadable && error.description.contains(words))
        }
    }

    @Test("another format than the wanted one is refused", arguments: BackupFormat.allCases)
    func wrongFormat(_ wanted: BackupFormat) {
        for backup in Self.whole where !backup.formats.contains(wanted) {
            #expect(flaw(backup.bytes, as: wanted) == .unreadable, "\(backup.testDescription) as \(wanted)")
        }
        #expect(flaw([UInt8](repeating: 0, count: 400), as: wanted) == .unreadable)
    }

    @Test("a custom archive is known by its header, and nothing vouches for the rest")
    func custom() throws {
        let content = try scan(Made.customDump)
        #expect(content.formats == [.postgresCustom])
        #expect(content.unvouched != nil)
        var old = Made.customDump
        old[5] = 9
        #expect(flaw(old) == .unreadable)
        #expect(flaw(Array(Made.customDump.prefix(8))) == .truncated)
    }

    @Test("a Redis dump without checksum is not vouched for")
    func noChecksum() throws {
        #expect(try scan(Made.redisDump(isChecked: false)).unvouched != nil)
        #expect(try scan(Made.redisDump()).unvouched == nil)
    }

    @Test(
        "an entry that would land outside of the folder is reported",
        arguments: [
            Made.Entry(name: "/etc/passwd"), Made.Entry(name: "a/../../b"),
            Made.Entry(name: "l", type: "2", link: "/etc"), Made.Entry(name: "a/l", type: "2", link: "../../x"),
            Made.Entry(name: "h", type: "1", link: "../x"), Made.Entry(name: "dev", type: "4"),
        ])
    func escape(_ entry: Made.Entry) {
        #expect(flaw(Made.tar([.init(name: "fine"), entry])) == .unsafe)
    }

    @Test("links within an archive are fine, and secrets in it are named")
    func links() throws {
        let content = try scan(
            Made.tar([
                .init(name: "a/b", type: "2", link: "../c"), .init(name: "app/.env"), .init(name: ".env.example"),
                .init(name: "tls/server.key"),
            ]))
        #expect(content.entries == 4)
        #expect(content.secretFiles == ["app/.env", "tls/server.key"])
    }

    @Test("names of a pax header and of GNU's long names count")
    func longNames() {
        var long = Made.tar([.init(name: "././@LongLink", text: "../../evil\0", type: "0")], ending: 0)
        long[156] = UInt8(ascii: "L")
        #expect(TarHeader(Array(long.prefix(512))) == nil, "the checksum is over the type too")
        let record = "26 path=../../../etc/passwd\n"
        var pax = TarWriterFix.header("x", size: record.utf8.count) + Array(record.utf8)
        pax += [UInt8](repeating: 0, count: 512 - record.utf8.count)
        #expect(flaw(pax + Made.tar([.init(name: "harmless")])) == .unsafe)
    }

    @Test("content beyond the bound is not read")
    func bomb() {
        let bytes = Made.gzip([UInt8](repeating: 65, count: 1_000_000))
        do throws(BackupFlaw) {
            _ = try scan(bytes, maxContent: 500_000)
            Issue.record("was read")
        } catch {
            #expect(error.kind == .unknown)
        }
    }

    @Test("psql's own commands in a dump are noticed, those of pg_dump are not")
    func clientCommands() throws {
        #expect(
            try scan(Made.plainDump(ending: "\\! rm -rf x\n-- PostgreSQL database dump complete")).hasClientCommands)
        #expect(
            try scan(Made.plainDump(ending: "SELECT 1; \\! x\n-- PostgreSQL database dump complete")).hasClientCommands)
        let restricted = "-- PostgreSQL database dump complete\n--\n\n\\unrestrict abc"
        #expect(try !scan(Made.plainDump(ending: restricted)).hasClientCommands)
    }

    @Test("CRC-64 is the one of Redis, whatever the pieces")
    func crc() {
        var crc = CRC64()
        crc.add(Array("123456789".utf8))
        #expect(crc.value == 0xE9C6_D914_C4B8_D9CA)
        var pieces = CRC64()
        for part in ["1", "234", "56789"] { pieces.add(Array(part.utf8)) }
        #expect(pieces.value == crc.value)
    }
}

extension BackupScanTests.Backup {
    init(testDescription: String, formats: [BackupFormat], ending: String) {
        self.init(testDescription: testDescription, bytes: Made.plainDump(ending: ending), formats: formats)
    }
}

/// A header of a type that has content.
enum TarWriterFix {
    static func header(_ type: Character, size: Int) -> [UInt8] {
        var block = Array(Made.tar([.init(name: "pax", text: String(repeating: "a", count: size))]).prefix(512))
        block[156] = type.asciiValue ?? 0
        for index in 148..<156 { block[index] = 0x20 }
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        let digits = Array((String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8)
        for (index, byte) in digits.enumerated() { block[148 + index] = byte }
        return block
    }
}
