/// Gzip streams of zeros, written by hand: no compressor is needed where every block is the same.
package enum GzipBomb {
    /// A valid stream but for its checksum, which nobody reaches.
    ///
    /// One deflate block with the fixed codes (RFC 1951, 3.2.6): a literal zero, then copies of 258 bytes from one byte
    /// back. Length 258 is code 285, the eight bits 11000101; distance 1 is code 0, five zero bits. Eight copies are
    /// 104 bits, that is 13 whole bytes, so the stream is 13 bytes over and over.
    package static func bytes(mebibytes: Int) -> [UInt8] {
        var writer = BitWriter()
        writer.bytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        writer.put(0b1, count: 1)
        writer.put(0b01, count: 2)
        writer.putCode(0b0011_0000, count: 8)
        // The bits still held are zeros, as they are after each copy: so the pattern repeats.
        let start = writer
        var pattern = start
        for _ in 0..<8 { pattern.putCopy() }
        let period = Array(pattern.bytes[start.bytes.count...])
        var bytes = start.bytes
        for _ in 0..<(mebibytes << 20) / (8 * 258) + 1 { bytes += period }
        var end = BitWriter(bytes: bytes, held: pattern.held, heldCount: pattern.heldCount)
        end.putCode(0, count: 7)
        end.flush()
        return end.bytes + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    private struct BitWriter {
        var bytes: [UInt8] = []
        var held: UInt32 = 0
        var heldCount: UInt32 = 0

        /// Least significant bit first, as deflate packs everything but its codes.
        mutating func put(_ bits: UInt32, count: UInt32) {
            held |= bits << heldCount
            heldCount += count
            while heldCount >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: held))
                held >>= 8
                heldCount -= 8
            }
        }

        /// Most significant bit first, as deflate packs its codes.
        mutating func putCode(_ code: UInt32, count: UInt32) {
            for index in (0..<count).reversed() { put(code >> index & 1, count: 1) }
        }

        mutating func putCopy() {
            putCode(0b1100_0101, count: 8)
            putCode(0, count: 5)
        }

        mutating func flush() {
            if heldCount > 0 { put(0, count: 8 - heldCount) }
        }
    }
}
