/// One stream of bytes whose format shows in its beginning.
struct ContentScan: ~Copyable {
    private(set) var format: BackupFormat?
    private(set) var bytes = 0
    private var head: [UInt8] = []
    private var isSniffed = false
    private let expected: BackupFormat?
    private var plain = PlainDumpReader()
    private var redis = RedisDumpReader()
    private var tar = TarReader()

    /// `expected` is the format that the stream has to have; nil for whatever it shows.
    init(expected: BackupFormat?) { self.expected = expected }

    mutating func take(_ piece: UnsafeBufferPointer<UInt8>) throws(BackupFlaw) {
        bytes += piece.count
        if isSniffed { return try pass(piece) }
        head += piece
        guard head.count >= BackupFormat.headSize else { return }
        try sniff()
    }

    /// What was found, once the last byte was taken.
    mutating func end() throws(BackupFlaw) -> BackupContent {
        if bytes == 0 { throw BackupFlaw(.empty, "there is nothing in it") }
        if !isSniffed { try sniff() }
        var content = BackupContent()
        content.bytes = bytes
        content.formats = format.map { [$0] } ?? []
        switch format {
        case .postgresPlain:
            try plain.end()
            content.tables = plain.tables
            content.hasClientCommands = plain.hasClientCommands
            if plain.tables == 0, plain.rows == 0 { throw BackupFlaw(.empty, "the dump makes no table and no row") }
        case .redis:
            try redis.end()
            content.hasKeys = redis.hasKeys
            if redis.hasKeys == false { throw BackupFlaw(.empty, "the dump holds no key") }
            if redis.isUnchecked { content.unvouched = "the dump was written without a checksum" }
        case .tar:
            try tar.end()
            content.entries = tar.entries
            content.secretFiles = tar.secretFiles
            if tar.entries == 0 { throw BackupFlaw(.empty, "the archive has no entry") }
        case .postgresCustom: content.unvouched = "only pg_restore can read it to the end"
        case .gzip, nil: break
        }
        return content
    }

    private mutating func sniff() throws(BackupFlaw) {
        isSniffed = true
        let found = BackupFormat.sniff(head)
        if let expected, expected != .gzip, found != expected {
            throw FormatMismatch.flaw(head, expected: expected, found: found, size: bytes)
        }
        format = found
        if format == nil, let words = FormatMismatch.complaint(head) { throw BackupFlaw(.unreadable, words) }
        let first = head
        head = []
        if format == .postgresCustom { try CustomDumpHeader.check(first) }
        do {
            try first.withUnsafeBufferPointer { (buffer) throws(BackupFlaw) in try pass(buffer) }
        }
    }

    private mutating func pass(_ piece: UnsafeBufferPointer<UInt8>) throws(BackupFlaw) {
        switch format {
        case .postgresPlain: try plain.take(piece)
        case .redis: try redis.take(piece)
        case .tar: try tar.take(piece)
        case .postgresCustom, .gzip, nil: break
        }
    }
}

/// What to say of a beginning that is not the one of the format wanted.
enum FormatMismatch {
    static func flaw(
        _ head: [UInt8], expected: BackupFormat, found: BackupFormat?, size: Int
    ) -> BackupFlaw {
        if let words = complaint(head) { return BackupFlaw(.unreadable, words) }
        if head.allSatisfy({ $0 == 0 }) {
            return expected == .tar && size >= 1_024
                ? BackupFlaw(.empty, "the archive has no entry")
                : BackupFlaw(.unreadable, "it begins with zeros, as files do that were never written to")
        }
        let isBeginning = beginning(of: expected).starts(with: head) && !head.isEmpty
        if isBeginning { return BackupFlaw(.truncated, "it ends within its first bytes") }
        let other = found.map { "it is \($0.rawValue)" } ?? "it is something else"
        return BackupFlaw(.unreadable, "\(other), not \(expected.rawValue)")
    }

    /// The words of a tool that wrote its error in place of a backup.
    static func complaint(_ head: [UInt8]) -> String? {
        let tools = ["pg_dump: ", "pg_dumpall: ", "redis-cli: ", "Error: ", "ERROR: ", "(error) "]
        guard let tool = tools.first(where: { head.starts(with: $0.utf8) }) else { return nil }
        return "it is no backup but an error message (`\(tool.split(separator: " ").first ?? "")…`)"
    }

    private static func beginning(of format: BackupFormat) -> [UInt8] {
        switch format {
        case .redis: Array("REDIS".utf8)
        case .postgresCustom: Array("PGDMP".utf8)
        case .gzip: [0x1F, 0x8B]
        case .postgresPlain: Array("--\n-- PostgreSQL database dump".utf8)
        case .tar: []
        }
    }
}
