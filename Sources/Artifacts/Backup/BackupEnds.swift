/// Judges a backup by its first and last bytes alone: level `well_formed`.
package enum BackupEnds {
    /// How many bytes of each end are wanted.
    package static let size = 4_096

    /// The formats that the beginning speaks of. Throws for what can't be a whole backup of that format.
    package static func check(
        head: [UInt8], tail: [UInt8], size: Int, expected: BackupFormat?
    ) throws(BackupFlaw) -> [BackupFormat] {
        if size == 0 { throw BackupFlaw(.empty, "there is nothing in it") }
        if head.starts(with: [0x1F, 0x8B]) { return try gzip(head, size: size, expected) }
        if expected == .gzip { throw BackupFlaw(.unreadable, "it does not begin as gzip data do") }
        let found = BackupFormat.sniff(head)
        if let expected, found != expected {
            throw FormatMismatch.flaw(head, expected: expected, found: found, size: size)
        }
        switch found {
        case .postgresPlain:
            guard PlainDumpReader.isEnding(tail) else {
                throw BackupFlaw(.truncated, "`-- PostgreSQL database dump complete` does not stand at its end")
            }
        case .postgresCustom: try CustomDumpHeader.check(head)
        case .redis:
            let version = try RedisDumpReader.version(head)
            let mark = version >= 5 ? tail.dropLast(8).last : tail.last
            guard size > 9, mark == 0xFF else {
                throw BackupFlaw(.truncated, "the Redis dump ends in the middle: its end mark is not there")
            }
        case .tar:
            guard tail.count >= 1_024, tail.suffix(1_024).allSatisfy({ $0 == 0 }) else {
                throw BackupFlaw(.truncated, "the archive does not end with two blocks of zeros")
            }
        case .gzip, nil:
            if let words = FormatMismatch.complaint(head) { throw BackupFlaw(.unreadable, words) }
        }
        return found.map { [$0] } ?? []
    }

    private static func gzip(
        _ head: [UInt8], size: Int, _ expected: BackupFormat?
    ) throws(BackupFlaw) -> [BackupFormat] {
        guard size >= 18 else { throw BackupFlaw(.truncated, "the gzip data end within their header") }
        var reader = GzipReader()
        var first: [UInt8] = []
        try head.withUnsafeBufferPointer { (buffer) throws(BackupFlaw) in
            try reader.take(buffer) { (piece) throws(BackupFlaw) in
                first += piece.prefix(BackupFormat.headSize - min(first.count, BackupFormat.headSize))
            }
        }
        if first.isEmpty, size <= head.count {
            throw BackupFlaw(.empty, "it is valid gzip of nothing, which a failed dump leaves behind in a pipe")
        }
        let inner = BackupFormat.sniff(first)
        if let expected, expected != .gzip, inner != expected, !first.isEmpty {
            throw FormatMismatch.flaw(first, expected: expected, found: inner, size: first.count)
        }
        return [.gzip] + (inner.map { [$0] } ?? [])
    }
}
