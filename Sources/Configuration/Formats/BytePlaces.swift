internal import Model

/// The lines and columns of byte offsets, columns in characters.
struct BytePlaces {
    private let bytes: [UInt8]
    private let file: String
    private let lineStarts: [Int]
    /// How many characters begin before each block of bytes, so that no lookup counts more than one block: a file may
    /// be one long line.
    private let counts: [Int]

    private static let block = 256

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        // A byte order mark is no character of the first line.
        var lineStarts = [bytes.starts(with: ConfigText.byteOrderMark) ? 3 : 0]
        var (counts, count) = ([Int](), 0)
        for (index, byte) in bytes.enumerated() {
            if index % Self.block == 0 { counts.append(count) }
            if byte & 0xC0 != 0x80 { count += 1 }
            if byte == UInt8(ascii: "\n") { lineStarts.append(index + 1) }
        }
        self.lineStarts = lineStarts
        self.counts = counts + [count]
    }

    func location(at offset: Int) -> SourceLocation {
        var (low, high) = (0, lineStarts.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let column = max(characters(before: offset) - characters(before: lineStarts[low]), 0) + 1
        return SourceLocation(file: file, line: low + 1, column: column)
    }

    private func characters(before offset: Int) -> Int {
        let end = min(max(offset, 0), bytes.count)
        let block = end / Self.block
        return counts[min(block, counts.count - 1)] + bytes[(block * Self.block)..<end].count { $0 & 0xC0 != 0x80 }
    }
}
