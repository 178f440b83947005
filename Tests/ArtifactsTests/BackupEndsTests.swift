import Testing

import Artifacts

@Suite("backups judged by their ends")
struct BackupEndsTests {
    private func check(_ bytes: [UInt8], as format: BackupFormat? = nil) throws(BackupFlaw) -> [BackupFormat] {
        try BackupEnds.check(
            head: Array(bytes.prefix(BackupEnds.size)), tail: Array(bytes.suffix(BackupEnds.size)), size: bytes.count,
            expected: format)
    }

    @Test("a whole backup has both ends", arguments: BackupScanTests.whole)
    func whole(_ backup: BackupScanTests.Backup) throws {
        #expect(try check(backup.bytes) == backup.formats)
    }

    @Test(
        "half a backup lacks its end",
        arguments: [Made.plainDump(rows: 4_000), Made.redisDump(keys: 900), Made.tar([.init(name: "a")])])
    func half(_ bytes: [UInt8]) {
        #expect(throws: BackupFlaw.self) { try check(Array(bytes.prefix(bytes.count / 2))) }
    }

    @Test("nothing, and gzip of nothing, are empty")
    func nothing() {
        for bytes in [[], Made.gzip([])] {
            do throws(BackupFlaw) {
                _ = try check(bytes)
                Issue.record("was taken for a backup")
            } catch {
                #expect(error.kind == .empty)
            }
        }
    }
}
