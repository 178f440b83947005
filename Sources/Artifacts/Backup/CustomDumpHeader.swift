/// The beginning of an archive that `pg_dump -Fc` wrote: what can be told without pg_restore.
enum CustomDumpHeader {
    /// Throws for what pg_restore could not begin to read.
    static func check(_ head: [UInt8]) throws(BackupFlaw) {
        guard head.starts(with: "PGDMP".utf8) else {
            throw BackupFlaw(.unreadable, "it does not begin with PGDMP, as archives of pg_dump do")
        }
        guard head.count >= 11 else { throw BackupFlaw(.truncated, "the archive ends within its header") }
        let (major, minor) = (head[5], head[6])
        guard major == 1, minor <= 32 else {
            throw BackupFlaw(.unreadable, "version \(major).\(minor) of the archive format does not exist")
        }
        let format = head[10]
        guard [4, 8].contains(head[8]), [4, 8].contains(head[9]), format == 1 else {
            throw BackupFlaw(.unreadable, "the archive's header is damaged")
        }
    }
}
