/// Reads an SQL script of pg_dump or pg_dumpall: whether it is complete, and what it makes.
struct PlainDumpReader {
    private(set) var tables = 0
    /// Lines of rows, or statements that insert some.
    private(set) var rows = 0
    private(set) var hasClientCommands = false
    private var isInRows = false
    private var position = 0
    private var markerEnd: Int?
    /// The beginning and the end of a line that did not end in the last piece.
    private var open: (head: [UInt8], tail: [UInt8])?

    /// The last line of a complete dump stands in its last 4 KiB; newer versions write another line behind it.
    private static let lastPart = 4_096
    private static let headSize = 96
    private static let markers = ["database dump", "database cluster dump"].map {
        Array("-- PostgreSQL \($0) complete".utf8)
    }

    static func isBeginning(_ head: [UInt8]) -> Bool {
        let lines = head.split(separator: UInt8(ascii: "\n")).map { Self.trimmed($0) }
        return lines.contains {
            $0.elementsEqual("-- PostgreSQL database dump".utf8)
                || $0.elementsEqual("-- PostgreSQL database cluster dump".utf8)
        }
    }

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(BackupFlaw) {
        if let zero = bytes.firstIndex(of: 0) {
            throw BackupFlaw(
                .unreadable, "a NUL byte stands at offset \(position + zero), which no SQL script holds")
        }
        var start = 0
        while start < bytes.count {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
                keep(bytes[start...])
                break
            }
            line(bytes[start..<end], endingAt: position + end)
            start = end + 1
        }
        position += bytes.count
    }

    mutating func end() throws(BackupFlaw) {
        if open != nil { line(UnsafeBufferPointer(start: nil, count: 0)[...], endingAt: position) }
        if isInRows { throw BackupFlaw(.truncated, "the dump ends in the middle of a table's rows") }
        guard let markerEnd, position - markerEnd <= Self.lastPart else {
            throw BackupFlaw(.truncated, "`-- PostgreSQL database dump complete` does not stand at its end")
        }
    }

    /// Whether the last part of a dump has the line that only complete ones have.
    static func isEnding(_ tail: [UInt8]) -> Bool {
        tail.split(separator: UInt8(ascii: "\n")).contains { line in
            markers.contains { Self.trimmed(line).elementsEqual($0) }
        }
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    private mutating func keep(_ part: Slice<UnsafeBufferPointer<UInt8>>) {
        var (head, tail) = open ?? ([], [])
        head += part.prefix(Self.headSize - min(head.count, Self.headSize))
        tail = Array((tail + part.suffix(Self.headSize)).suffix(Self.headSize))
        open = (head, tail)
    }

    private mutating func line(_ part: Slice<UnsafeBufferPointer<UInt8>>, endingAt end: Int) {
        if open != nil {
            keep(part)
            let (head, tail) = open ?? ([], [])
            open = nil
            judge(head[...], tail[...], end)
        } else if isInRows {
            // The many lines: only one of them matters.
            if part.count <= 3 { judge(Array(part)[...], Array(part)[...], end) } else { rows += 1 }
        } else {
            judge(Array(part.prefix(Self.headSize))[...], Array(part.suffix(Self.headSize))[...], end)
        }
    }

    private mutating func judge(_ head: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>, _ end: Int) {
        let (head, tail) = (Self.trimmed(head), Self.trimmed(tail))
        if isInRows {
            if head.elementsEqual("\\.".utf8) { isInRows = false } else { rows += 1 }
            return
        }
        guard let first = head.first else { return }
        switch first {
        case UInt8(ascii: "C"):
            if Self.tableWords.contains(where: { head.starts(with: $0) }) { tables += 1 }
            if head.starts(with: "COPY ".utf8), tail.suffix(11).elementsEqual("FROM stdin;".utf8) { isInRows = true }
        case UInt8(ascii: "I"): if head.starts(with: "INSERT INTO ".utf8) { rows += 1 }
        case UInt8(ascii: "-"): if Self.markers.contains(where: { head.elementsEqual($0) }) { markerEnd = end }
        case UInt8(ascii: "\\"):
            let isKnown = ["\\restrict ", "\\unrestrict "].contains { head.starts(with: $0.utf8) }
            if !isKnown { hasClientCommands = true }
        default: break
        }
        if head.elementsEqualAnywhere("\\!") { hasClientCommands = true }
    }

    private static let tableWords = ["CREATE TABLE ", "CREATE UNLOGGED TABLE ", "CREATE FOREIGN TABLE "].map {
        Array($0.utf8)
    }
}

extension ArraySlice<UInt8> {
    /// Whether the two characters stand in it, one after the other.
    fileprivate func elementsEqualAnywhere(_ pair: StaticString) -> Bool {
        guard pair.utf8CodeUnitCount == 2 else { return false }
        let (first, second) = (pair.utf8Start[0], pair.utf8Start[1])
        return indices.dropLast().contains { self[$0] == first && self[$0 + 1] == second }
    }
}
