internal import CZlib

/// Undoes gzip piece by piece, several members included; zlib compares each member's CRC and length.
struct GzipReader: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    /// False where zlib has no memory for it.
    private let isReady: Bool
    private var isAtEnd = false
    private var hasBegun = false
    /// Zeros may follow the last member, as tapes leave them; nothing else may.
    private var isInPadding = false

    private static let blockSize = 131_072

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        isReady = gonogo_inflate_start(stream, 15 + 16) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
    }

    /// Hands every piece of what is inside to `deliver`, at most 128 KiB at once.
    mutating func take(
        _ bytes: UnsafeBufferPointer<UInt8>,
        deliver: (UnsafeBufferPointer<UInt8>) throws(BackupFlaw) -> Void
    ) throws(BackupFlaw) {
        guard isReady else { throw BackupFlaw(.unknown, "there is no memory to decompress it") }
        var rest = UnsafeBufferPointer(rebasing: bytes[...])
        while true {
            if isAtEnd || isInPadding {
                if rest.isEmpty { return }
                if isInPadding || rest[0] == 0 {
                    isInPadding = true
                    if rest.contains(where: { $0 != 0 }) {
                        throw BackupFlaw(.unreadable, "something else follows behind the end of the gzip data")
                    }
                    return
                }
                guard rest[0] == 0x1F, inflateReset(stream) == Z_OK else {
                    throw BackupFlaw(.unreadable, "something else follows behind the end of the gzip data")
                }
                isAtEnd = false
            }
            hasBegun = true
            let block = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.blockSize)
            defer { block.deallocate() }
            let (taken, made, code) = step(rest, block)
            if made > 0 { try deliver(UnsafeBufferPointer(rebasing: block[..<made])) }
            switch code {
            case Z_STREAM_END: isAtEnd = true
            case Z_OK, Z_BUF_ERROR: break
            default:
                let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib's error \(code)"
                throw BackupFlaw(.unreadable, "the gzip data is damaged: \(reason)")
            }
            rest = UnsafeBufferPointer(rebasing: rest[taken...])
            // A full block may leave more inside zlib, with no input left to show for it.
            if !isAtEnd, rest.isEmpty, made < Self.blockSize { return }
        }
    }

    func end() throws(BackupFlaw) {
        guard hasBegun, isAtEnd || isInPadding else {
            throw BackupFlaw(.truncated, "the gzip data ends in the middle")
        }
    }

    private func step(
        _ input: UnsafeBufferPointer<UInt8>, _ block: UnsafeMutableBufferPointer<UInt8>
    ) -> (taken: Int, made: Int, code: Int32) {
        // zlib counts in 32 bits.
        let offered = min(input.count, 1 << 30)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(offered)
        stream.pointee.next_out = block.baseAddress
        stream.pointee.avail_out = UInt32(block.count)
        let code = inflate(stream, Z_NO_FLUSH)
        return (offered - Int(stream.pointee.avail_in), block.count - Int(stream.pointee.avail_out), code)
    }
}
