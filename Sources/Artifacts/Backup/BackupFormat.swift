/// What a backup is made of.
package enum BackupFormat: String, Sendable, CaseIterable {
    case postgresPlain = "postgres-plain"
    case postgresCustom = "postgres-custom"
    case gzip
    case redis = "redis-rdb"
    case tar

    /// How many bytes of the beginning are enough to tell.
    static let headSize = 4_096

    /// The format that the first bytes speak of; nil for something else.
    static func sniff(_ head: [UInt8]) -> BackupFormat? {
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        if head.starts(with: "PGDMP".utf8) { return .postgresCustom }
        if head.starts(with: "REDIS".utf8) { return .redis }
        if TarHeader.isHeader(head) { return .tar }
        if PlainDumpReader.isBeginning(head) { return .postgresPlain }
        return nil
    }
}

/// How much is known to be right with a backup; each level includes those before it.
package enum BackupLevel: Int, Sendable, Comparable, CaseIterable {
    case exists, wellFormed, readToEnd, restored

    /// The names of suites and reports.
    package var name: String {
        switch self {
        case .exists: "exists"
        case .wellFormed: "well_formed"
        case .readToEnd: "read_to_end"
        case .restored: "restored"
        }
    }

    package init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    package static func < (a: BackupLevel, b: BackupLevel) -> Bool { a.rawValue < b.rawValue }
}

/// Why a backup can't be relied on; the description is a sentence without a full stop.
package struct BackupFlaw: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// There is nothing in it.
        case empty
        /// It ends in the middle.
        case truncated
        /// It is not what it should be.
        case unreadable
        /// Unpacking it could write outside of its folder.
        case unsafe
        /// Nobody's fault that is known: a bound was hit, or the format is not one of these.
        case unknown
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

/// What reading a backup found in it.
package struct BackupContent: Sendable, Equatable {
    /// The format of the file and, where that is gzip, of what is inside.
    package var formats: [BackupFormat] = []
    /// Bytes behind decompression.
    package var bytes = 0
    /// Tables that a plain dump makes.
    package var tables: Int?
    /// Entries of a tar archive.
    package var entries: Int?
    /// Whether a Redis dump has any key.
    package var hasKeys: Bool?
    /// Names in a tar archive that keep secrets as a rule; the first ten.
    package var secretFiles: [String] = []
    /// A plain dump holds commands of psql itself, which may run programs.
    package var hasClientCommands = false
    /// The end was reached, but nothing vouches for what lies before it, and why.
    package var unvouched: String?

    package init() {}
}
