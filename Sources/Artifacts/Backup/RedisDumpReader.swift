/// Reads a Redis dump to its end: magic, version, end mark and the CRC-64 over all of it.
struct RedisDumpReader {
    private var head: [UInt8] = []
    private var crc = CRC64()
    /// The last nine bytes: the end mark and the checksum.
    private var held: [UInt8] = []
    private var count = 0

    private static let headSize = 65_536
    private static let checksumSize = 8

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(BackupFlaw) {
        let missing = Self.headSize - head.count
        if missing > 0 { head += bytes.prefix(missing) }
        if count < 9, head.count >= 9 { _ = try Self.version(head) }
        count += bytes.count
        // What may be the checksum is not part of what it is over.
        let passed = held.count + bytes.count - Self.checksumSize
        if passed <= 0 {
            held += bytes
        } else if passed <= held.count {
            crc.add(held.prefix(passed))
            lastPassed = held[passed - 1]
            held = held.suffix(held.count - passed) + Array(bytes)
        } else {
            crc.add(held)
            let cut = passed - held.count
            crc.add(UnsafeBufferPointer(rebasing: bytes[..<cut]))
            lastPassed = bytes[cut - 1]
            held = Array(bytes[cut...])
        }
    }

    private var lastPassed: UInt8?

    /// Whether it has any key; nil where that can't be told without reading values.
    private(set) var hasKeys: Bool?
    /// True for a dump that was written without a checksum.
    private(set) var isUnchecked = false

    mutating func end() throws(BackupFlaw) {
        let version = try Self.version(head)
        hasKeys = RedisPreamble.hasKeys(head)
        guard version >= 5 else {
            isUnchecked = true
            guard held.last == 0xFF else { throw Self.cut }
            return
        }
        guard held.count == Self.checksumSize, lastPassed == 0xFF else { throw Self.cut }
        let stored = held.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
        if stored == 0 {
            isUnchecked = true
        } else if stored != crc.value {
            throw BackupFlaw(.unreadable, "its CRC-64 is not that of its content: the dump is damaged or cut")
        }
    }

    private static let cut = BackupFlaw(.truncated, "the Redis dump ends in the middle: its end mark is not there")

    /// The version of the format behind the magic.
    static func version(_ head: [UInt8]) throws(BackupFlaw) -> Int {
        guard head.starts(with: "REDIS".utf8) else {
            throw BackupFlaw(.unreadable, "it does not begin with REDIS, as dumps of Redis do")
        }
        guard head.count >= 9 else { throw BackupFlaw(.truncated, "the Redis dump ends within its header") }
        let digits = head[5..<9]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw BackupFlaw(.unreadable, "the version of the Redis dump is not a number")
        }
        let version = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard (1...99).contains(version) else {
            throw BackupFlaw(.unreadable, "version \(version) of Redis' format does not exist")
        }
        return version
    }
}

/// What stands before the first key of a Redis dump.
enum RedisPreamble {
    /// Whether a key follows; nil where the head is too short or holds what is not known here.
    static func hasKeys(_ head: [UInt8]) -> Bool? {
        var cursor = Cursor(bytes: head, position: 9)
        while let code = cursor.byte() {
            switch code {
            case 0xFF: return false
            case 0xFA: guard cursor.skipText(), cursor.skipText() else { return nil }
            case 0xF5: guard cursor.skipText() else { return nil }
            case 0xFE: guard cursor.length() != nil else { return nil }
            case 0xFB:
                guard let keys = cursor.length(), cursor.length() != nil else { return nil }
                if keys > 0 { return true }
            case 0xF4, 0xF7: return nil
            default: return true
            }
        }
        return nil
    }

    private struct Cursor {
        let bytes: [UInt8]
        var position: Int

        mutating func byte() -> UInt8? {
            guard position < bytes.count else { return nil }
            defer { position += 1 }
            return bytes[position]
        }

        private mutating func number(_ count: Int) -> Int? {
            var value: UInt64 = 0
            for _ in 0..<count {
                guard let byte = byte() else { return nil }
                value = value << 8 | UInt64(byte)
            }
            return Int(exactly: value)
        }

        /// A length, or nil for the special encodings.
        mutating func length() -> Int? {
            guard let first = byte() else { return nil }
            switch first >> 6 {
            case 0: return Int(first & 0x3F)
            case 1: return byte().map { Int(first & 0x3F) << 8 | Int($0) }
            case 2: return first == 0x80 ? number(4) : first == 0x81 ? number(8) : nil
            default: return nil
            }
        }

        mutating func skipText() -> Bool {
            guard position < bytes.count else { return false }
            let first = bytes[position]
            var size: Int?
            switch first {
            case 0xC0: (size, position) = (1, position + 1)
            case 0xC1: (size, position) = (2, position + 1)
            case 0xC2: (size, position) = (4, position + 1)
            case 0xC3:
                position += 1
                size = length()
                guard length() != nil else { return false }
            default: size = length()
            }
            guard let size, size <= bytes.count - position else { return false }
            position += size
            return true
        }
    }
}
