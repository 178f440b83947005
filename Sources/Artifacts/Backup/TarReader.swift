/// Reads a tar archive to its two blocks of zeros: every header, every checksum, every name.
struct TarReader {
    private(set) var entries = 0
    private(set) var secretFiles: [String] = []
    /// The first names that would land outside of the folder where the archive is unpacked.
    private(set) var escapes: [String] = []

    private var block: [UInt8] = []
    private var skipping = 0
    private var padding = 0
    private var zeroBlocks = 0
    private var longText: LongText?
    private var nextName: String?
    private var nextLink: String?
    private var nextBytes: Int?

    /// A name or attributes that have a place of their own in the archive.
    private struct LongText {
        var type: UInt8
        var text: [UInt8] = []
    }

    private static let longestText = 1 << 20
    private static let listed = 10

    var isAtEnd: Bool { zeroBlocks >= 2 }

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(BackupFlaw) {
        var rest = bytes[...]
        while !rest.isEmpty, !isAtEnd {
            if skipping > 0 {
                let part = rest.prefix(skipping)
                if longText != nil { longText?.text += part }
                skipping -= part.count
                rest = rest.dropFirst(part.count)
                if skipping == 0 { endContent() }
            } else if padding > 0 {
                let part = min(padding, rest.count)
                padding -= part
                rest = rest.dropFirst(part)
            } else {
                let part = rest.prefix(TarHeader.size - block.count)
                block += part
                rest = rest.dropFirst(part.count)
                if block.count == TarHeader.size { try header() }
            }
        }
    }

    func end() throws(BackupFlaw) {
        guard isAtEnd else {
            throw BackupFlaw(
                .truncated,
                skipping > 0
                    ? "the archive ends in the middle of its entry \(entries)"
                    : "the archive does not end with two blocks of zeros: it is cut after \(entries) entries")
        }
        if let escape = escapes.first {
            throw BackupFlaw(
                .unsafe,
                "the entry `\(escape.prefix(120))` would be unpacked outside of its folder"
                    + (escapes.count > 1 ? ", and \(escapes.count - 1) more" : ""))
        }
    }

    private mutating func header() throws(BackupFlaw) {
        defer { block.removeAll(keepingCapacity: true) }
        if block.allSatisfy({ $0 == 0 }) {
            zeroBlocks += 1
            return
        }
        guard zeroBlocks == 0, let header = TarHeader(block) else {
            throw BackupFlaw(.unreadable, "the header behind entry \(entries) is damaged: its checksum is wrong")
        }
        let bytes = nextBytes ?? header.contentBytes
        guard bytes >= 0, bytes < 1 << 50 else {
            throw BackupFlaw(.unreadable, "entry \(entries + 1) says that it has \(bytes) bytes")
        }
        skipping = bytes
        padding = (TarHeader.size - bytes % TarHeader.size) % TarHeader.size
        switch header.type {
        case UInt8(ascii: "x"), UInt8(ascii: "L"), UInt8(ascii: "K"):
            guard bytes <= Self.longestText else {
                throw BackupFlaw(.unreadable, "a name behind entry \(entries) has \(bytes) bytes")
            }
            longText = LongText(type: header.type)
        case UInt8(ascii: "g"): break
        default:
            entry(header)
            (nextName, nextLink, nextBytes) = (nil, nil, nil)
        }
    }

    private mutating func endContent() {
        guard let long = longText else { return }
        longText = nil
        switch long.type {
        case UInt8(ascii: "L"): nextName = TarHeader.text(long.text[...])
        case UInt8(ascii: "K"): nextLink = TarHeader.text(long.text[...])
        default:
            for (key, value) in PaxRecords.read(long.text) {
                switch key {
                case "path": nextName = value
                case "linkpath": nextLink = value
                case "size": nextBytes = Int(value)
                default: break
                }
            }
        }
    }

    private mutating func entry(_ header: TarHeader) {
        entries += 1
        let name = nextName ?? header.name
        let link = nextLink ?? header.link
        let isDevice = [UInt8(ascii: "3"), UInt8(ascii: "4")].contains(header.type)
        let isLink = header.type == UInt8(ascii: "2")
        let isHardLink = header.type == UInt8(ascii: "1")
        let folder = name.split(separator: "/", omittingEmptySubsequences: true).dropLast().joined(separator: "/")
        if PathEscape.leaves(name) || isDevice || (isHardLink && PathEscape.leaves(link))
            || (isLink && (link.hasPrefix("/") || PathEscape.leaves(folder.isEmpty ? link : "\(folder)/\(link)")))
        {
            if escapes.count < Self.listed { escapes.append(name) }
        }
        if SecretFileName.isOne(name), secretFiles.count < Self.listed { secretFiles.append(name) }
    }
}

/// The attributes of a pax header: `LENGTH KEY=VALUE\n`, one after the other.
enum PaxRecords {
    static func read(_ bytes: [UInt8]) -> [(key: String, value: String)] {
        var records: [(key: String, value: String)] = []
        var rest = bytes[...]
        while let space = rest.firstIndex(of: UInt8(ascii: " ")),
            let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > 0, length <= rest.count
        {
            let record = rest.prefix(length)
            rest = rest.dropFirst(length)
            guard space < record.endIndex else { break }
            let parts = String(decoding: record[(space + 1)...].dropLast(), as: UTF8.self)
                .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { records.append((String(parts[0]), String(parts[1]))) }
        }
        return records
    }
}
