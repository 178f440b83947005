import Model
import YAML

@testable import Artifacts

/// Backups as the tools write them, made byte by byte.
enum Made {
    /// An SQL script of pg_dump; `rows` of one table, or no table at all.
    static func plainDump(rows: Int? = 3, ending: String = "-- PostgreSQL database dump complete") -> [UInt8] {
        var text = "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\n"
        if let rows {
            text += "CREATE TABLE public.t (\n    id integer\n);\n\nCOPY public.t (id) FROM stdin;\n"
            text += (0..<rows).map { "\($0)\n" }.joined() + "\\.\n\n"
        }
        text += "--\n\(ending)\n--\n\n"
        return Array(text.utf8)
    }

    /// A Redis dump; the checksum is left out (zeros) with `isChecked: false`.
    static func redisDump(keys: Int = 1, isChecked: Bool = true) -> [UInt8] {
        var bytes = Array("REDIS0011".utf8)
        bytes += [0xFA, 9] + Array("redis-ver".utf8) + [6] + Array("7.0.15".utf8)
        bytes += [0xFA, 10] + Array("redis-bits".utf8) + [0xC0, 64]
        if keys > 0 {
            bytes += [0xFE, 0, 0xFB, UInt8(min(keys, 63)), 0]
            for key in 0..<keys { bytes += [0, 4] + Array(String(1_000 + key % 9_000).utf8) + [1, 0x78] }
        }
        bytes.append(0xFF)
        var crc = CRC64()
        crc.add(bytes)
        let sum = isChecked ? crc.value : 0
        return bytes + (0..<8).map { UInt8(sum >> UInt64(8 * $0) & 0xFF) }
    }

    struct Entry {
        var name: String
        var text = "content"
        var type: Character = "0"
        var link = ""
    }

    static func tar(_ entries: [Entry], ending: Int = 2) -> [UInt8] {
        entries.flatMap { entry -> [UInt8] in
            let content = entry.type == "0" ? Array(entry.text.utf8) : []
            return tarHeader(entry, size: content.count) + content
                + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        } + [UInt8](repeating: 0, count: 512 * ending)
    }

    private static func tarHeader(_ entry: Entry, size: Int) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        func octal(_ value: Int, _ digits: Int) -> String {
            let text = String(value, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        put(entry.name, at: 0)
        put("0000644", at: 100)
        put(octal(size, 11), at: 124)
        put(octal(1_700_000_000, 11), at: 136)
        put("        ", at: 148)
        put(String(entry.type), at: 156)
        put(entry.link, at: 157)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(block.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
        return block
    }

    /// A gzip member of stored blocks.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var rest = bytes[...]
        repeat {
            let part = rest.prefix(65_535)
            rest = rest.dropFirst(part.count)
            let size = UInt16(part.count)
            result += [rest.isEmpty ? 1 : 0] + little(UInt64(size), 2) + little(UInt64(~size), 2) + part
        } while !rest.isEmpty
        return result + little(UInt64(crc32(bytes)), 4) + little(UInt64(bytes.count), 4)
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(value >> UInt64(8 * $0) & 0xFF) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = .max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = crc & 1 == 1
                crc >>= 1
                if isOdd { crc ^= 0xEDB8_8320 }
            }
        }
        return ~crc
    }

    /// The beginning of what `pg_dump -Fc` writes, and some bytes.
    static let customDump: [UInt8] = Array("PGDMP".utf8) + [1, 14, 0, 4, 8, 1] + [UInt8](repeating: 7, count: 100)
}

/// Reads a backup in pieces of a size, to its end.
func scan(
    _ bytes: [UInt8], as format: BackupFormat? = nil, pieces: Int = 64_000, maxContent: Int = 1 << 30
) throws(BackupFlaw) -> BackupContent {
    var scan = BackupScan(expected: format, maxContent: maxContent)
    var rest = bytes[...]
    while !rest.isEmpty {
        let piece = Array(rest.prefix(pieces))
        rest = rest.dropFirst(piece.count)
        try piece.withUnsafeBufferPointer { (buffer) throws(BackupFlaw) in try scan.take(buffer) }
    }
    return try scan.end()
}

/// The kind of flaw that reading to the end finds; nil for none.
func flaw(_ bytes: [UInt8], as format: BackupFormat? = nil, pieces: Int = 64_000) -> BackupFlaw.Kind? {
    do throws(BackupFlaw) { _ = try scan(bytes, as: format, pieces: pieces) } catch { return error.kind }
    return nil
}

/// A YAML document as the judges read it.
func document(_ yaml: String) throws -> Node {
    let diagnostics = Diagnostics()
    guard let node = YAMLText.parse(Array(yaml.utf8), file: "plan.yaml", diagnostics: diagnostics) else {
        throw Unreadable(why: diagnostics.sorted.map(\.message).joined(separator: "; "))
    }
    return node
}

struct Unreadable: Error {
    var why: String
}

/// 2026-11-20T12:00:00Z, the clock of these tests.
let noon = Timestamp(parsing: "2026-11-20T12:00:00Z") ?? Timestamp(millisecondsSince1970: 0)

extension ArtifactProblem {
    /// Place, subject and what was found, in one line.
    var line1: String { "\(line):\(column) \(subject): expected \(expected), got \(actual)" }
}
