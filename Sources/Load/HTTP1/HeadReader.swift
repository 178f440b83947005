import CSystem

/// Reads a head line by line as it comes, each line once.
///
/// A line is judged when its end is there, so what is wrong with it is told at the same byte however it is cut. Strict
/// but for two liberties of RFC 9112: a bare LF ends a line, and a folded line continues a header that does not decide
/// framing.
struct HeadReader {
    private var parser = HeadParser()
    /// Where the first line begins that has not been read.
    private var offset = 0
    /// How far its end was looked for, so that a dripping head costs linear time.
    private var searched = 0

    /// Reads on; `bytes` is everything since the head's first byte; `bodiless` tells that
    /// the request was HEAD. Nil when the empty line has not arrived.
    @inline(__always)
    mutating func read(_ bytes: UnsafeRawBufferPointer, bodiless: Bool) throws(ResponseFault) -> ResponseHead? {
        guard let base = bytes.baseAddress else { return nil }
        if offset == 0 {
            guard let line = try nextLine(base, bytes.count) else { return nil }
            try parser.readStatusLine(line)
        }
        while let line = try nextLine(base, bytes.count) {
            if line.isEmpty { return try parser.finish(byteCount: offset, bodiless: bodiless) }
            try parser.readHeader(line)
        }
        return nil
    }

    /// The next line without its end, or nil when that has not arrived.
    @inline(__always)
    private mutating func nextLine(
        _ base: UnsafeRawPointer, _ count: Int
    ) throws(ResponseFault) -> UnsafeRawBufferPointer? {
        let start = base + offset
        let from = max(offset, searched)
        let newline = Int(sys_find(base + from, UInt8.lineFeed, count - from))
        guard newline >= 0 else {
            searched = count
            return nil
        }
        let length = from + newline - offset
        offset += length + 1
        if offset > ResponseHead.maxBytes { throw .headTooLarge }
        let hasReturn = length > 0 && start.load(fromByteOffset: length - 1, as: UInt8.self) == .carriageReturn
        return UnsafeRawBufferPointer(start: start, count: hasReturn ? length - 1 : length)
    }
}
