/// Where a chunked body stands (RFC 9112, section 7.1).
///
/// ```
/// 4;name=value CR LF  data CR LF  0 CR LF  trailer: x CR LF  CR LF
/// └ size └ extension  └ data      └ size   └ trailer         └ end
/// ```
struct ChunkState {
    enum Part: UInt8 { case size, extensions, sizeEnd, data, dataEnd, dataLineFeed, trailer, trailerLine, lastLineFeed }

    static let maxLine = 4 << 10
    static let maxTrailers = 64 << 10

    var part = Part.size
    var size: UInt64 = 0
    var digits = 0
    var line = 0
    var trailers = 0
    var hasColon = false
}

extension ResponseParser {
    /// Takes chunk framing and data; how many bytes complete the body, or nil when it needs more.
    mutating func takeChunks(_ input: UnsafeRawBufferPointer) throws(ResponseFault) -> Int? {
        var offset = 0
        while offset < input.count {
            if chunks.part == .data {
                let count = Int(min(chunks.size, UInt64(input.count - offset)))
                try takeBody(UnsafeRawBufferPointer(rebasing: input[offset...]), count)
                chunks.size -= UInt64(count)
                offset += count
                if chunks.size == 0 { chunks.part = .dataEnd }
                continue
            }
            let byte = input[offset]
            offset += 1
            if try chunks.take(byte) { return offset }
        }
        return nil
    }
}

extension ChunkState {
    /// Takes one byte of framing; true when it was the last of the body.
    fileprivate mutating func take(_ byte: UInt8) throws(ResponseFault) -> Bool {
        switch part {
        case .size: try takeSize(byte)
        case .extensions: try takeExtension(byte)
        case .sizeEnd:
            guard byte == .lineFeed else { throw .badChunk }
            endSizeLine()
        case .data: break
        case .dataEnd:
            if byte == .lineFeed {
                startSizeLine()
            } else if byte == .carriageReturn {
                part = .dataLineFeed
            } else {
                throw .badChunk
            }
        case .dataLineFeed:
            guard byte == .lineFeed else { throw .badChunk }
            startSizeLine()
        case .trailer:
            if byte == .lineFeed { return true }
            hasColon = false
            part = byte == .carriageReturn ? .lastLineFeed : .trailerLine
            if part == .trailerLine { try takeTrailer(byte) }
        case .trailerLine: try takeTrailer(byte)
        case .lastLineFeed:
            guard byte == .lineFeed else { throw .badChunk }
            return true
        }
        return false
    }

    private mutating func takeSize(_ byte: UInt8) throws(ResponseFault) {
        if let digit = byte.hexDigit {
            // 15 digits are 2^60 bytes: beyond any limit, below any overflow.
            guard digits < 15 else { throw .badChunk }
            size = size << 4 | UInt64(digit)
            digits += 1
            return
        }
        guard digits > 0 else { throw .badChunk }
        switch byte {
        case .carriageReturn: part = .sizeEnd
        case .lineFeed: endSizeLine()
        case UInt8(ascii: ";"), .space, .tab: part = .extensions
        default: throw .badChunk
        }
    }

    private mutating func takeExtension(_ byte: UInt8) throws(ResponseFault) {
        line += 1
        if line > Self.maxLine { throw .chunkLineTooLong }
        switch byte {
        case .carriageReturn: part = .sizeEnd
        case .lineFeed: endSizeLine()
        case 0: throw .badChunk
        default: break
        }
    }

    private mutating func takeTrailer(_ byte: UInt8) throws(ResponseFault) {
        trailers += 1
        if trailers > Self.maxTrailers { throw .trailersTooLarge }
        if byte == UInt8(ascii: ":") { hasColon = true }
        guard byte == .lineFeed else { return }
        guard hasColon else { throw .badChunk }
        part = .trailer
    }

    private mutating func startSizeLine() {
        size = 0
        digits = 0
        line = 0
        part = .size
    }

    private mutating func endSizeLine() { part = size == 0 ? .trailer : .data }
}
