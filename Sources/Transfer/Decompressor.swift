import CZlib

/// Undoes gzip and deflate piece by piece, within a bound, and knows whether the end was reached.
///
/// libcurl could do it, but takes a stream that stops in the middle for a whole one.
final class Decompressor {
    enum Flaw: Error, Equatable {
        case unknownCoding(String)
        case invalid(String)
        case cutShort
        case tooLarge

        var sentence: String {
            switch self {
            case .unknownCoding(let name): "the content coding '\(name.printable)' was not asked for"
            case .invalid(let reason): reason
            case .cutShort: "it ends in the middle"
            case .tooLarge: "it is too large"
            }
        }
    }

    /// What can be undone, as Accept-Encoding says it.
    static let codings = "gzip, deflate"

    private let stream: UnsafeMutablePointer<z_stream>
    private let isGzip: Bool
    /// Whether what follows may still turn out to be deflate without zlib's frame, as some servers send it.
    private var mayBeRaw: Bool
    private(set) var isAtEnd = false

    /// The decompressor for these Content-Encoding values; nil for none or `identity`.
    static func make(for fields: [String]) throws(Flaw) -> Decompressor? {
        let names = fields.flatMap { $0.split(separator: ",") }.map { $0.drop { $0 == " " }.prefix { $0 != " " } }
            .map { String($0).asciiLowercased }.filter { !$0.isEmpty && $0 != "identity" }
        guard let name = names.first else { return nil }
        guard names.count == 1, ["gzip", "x-gzip", "deflate"].contains(name) else {
            throw .unknownCoding(names.joined(separator: ", "))
        }
        return try Decompressor(isGzip: name != "deflate")
    }

    private init(isGzip: Bool) throws(Flaw) {
        self.isGzip = isGzip
        mayBeRaw = !isGzip
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more means gzip's frame in place of zlib's.
        guard gonogo_inflate_start(stream, isGzip ? 15 + 16 : 15) == Z_OK else {
            throw .invalid("out of memory")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func decompress(
        _ bytes: UnsafeBufferPointer<UInt8>, into body: inout [UInt8], maxBytes: Int
    ) throws(Flaw) {
        var rest = bytes[...]
        while true {
            if isAtEnd {
                if rest.isEmpty { return }
                // A gzip file may be several, one after the other.
                guard isGzip, inflateReset(stream) == Z_OK else { throw .invalid("there is more behind its end") }
                isAtEnd = false
            }
            let (taken, made, code) = step(UnsafeBufferPointer(rebasing: rest), into: &body)
            guard body.count <= maxBytes else { throw .tooLarge }
            switch code {
            case Z_STREAM_END: isAtEnd = true
            case Z_OK, Z_BUF_ERROR: break
            case Z_DATA_ERROR where mayBeRaw && body.isEmpty && inflateReset2(stream, -15) == Z_OK:
                mayBeRaw = false
                rest = bytes[...]
                continue
            default: throw .invalid(stream.pointee.msg.map { String(cString: $0) } ?? "zlib's error \(code)")
            }
            rest = rest.dropFirst(taken)
            // A full block may leave more inside zlib, with no input left to show for it.
            if !isAtEnd, rest.isEmpty, made < Self.blockSize { return }
        }
    }

    private static let blockSize = 65536

    private func step(
        _ input: UnsafeBufferPointer<UInt8>, into body: inout [UInt8]
    ) -> (taken: Int, made: Int, code: Int32) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.blockSize) { block in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            stream.pointee.next_out = block.baseAddress
            stream.pointee.avail_out = UInt32(block.count)
            let code = inflate(stream, Z_NO_FLUSH)
            let made = block.count - Int(stream.pointee.avail_out)
            body.append(contentsOf: block.prefix(made))
            return (input.count - Int(stream.pointee.avail_in), made, code)
        }
    }
}
