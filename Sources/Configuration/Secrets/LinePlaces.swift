internal import Model

/// Tells line and column of a byte.
struct LinePlaces {
    let file: String
    private(set) var ranges: [Range<Int>] = []

    init(file: String) { self.file = file }

    /// Lines in the order of the file, without their line feeds.
    mutating func add(_ line: Bytes) { ranges.append(line.startIndex..<line.endIndex) }

    func location(of index: Int, in whole: Bytes) -> SourceLocation {
        var (low, high) = (0, ranges.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if ranges[middle].lowerBound <= index { low = middle } else { high = middle }
        }
        guard low < ranges.count else { return SourceLocation(file: file, line: 1, column: 1) }
        // Every byte but UTF-8's continuations begins a scalar.
        let before = whole[ranges[low].lowerBound..<min(max(index, ranges[low].lowerBound), whole.endIndex)]
        return SourceLocation(file: file, line: low + 1, column: before.count { $0 & 0xC0 != 0x80 } + 1)
    }
}
