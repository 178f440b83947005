internal import CZlib

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The response times of a load as a log of HdrHistogram, format 1.3, which its own tools and many others read.
///
/// One line for each slice of time and step that has successes, tagged `SCENARIO/STEP`; values are nanoseconds, and the
/// column of the greatest is in milliseconds.
package enum HistogramLog {
    /// The marks of HdrHistogram's V2 encoding, plain and compressed.
    private static let plainMark: UInt32 = 0x1c84_9313
    private static let compressedMark: UInt32 = 0x1c84_9314

    package static func encoded(_ result: LoadResult) -> [UInt8] {
        let width = Double(result.sliceWidth.nanoseconds) / 1e9
        let end = Double(result.measured.nanoseconds) / 1e9
        var text = """
            #[Histogram log format version 1.3]
            #[StartTime: \(fixed(Double(result.measuredFrom) / 1e9)) (seconds since epoch)]
            "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"

            """
        for (slice, tag) in slices(of: result) {
            let start = Double(slice.index) * width
            // What was in flight at the end is answered after it, in slices of their own.
            let length = start < end ? min(width, end - start) : width
            let greatest = fixed(Double(slice.response.range.greatest) / 1e6)
            let histogram = base64(compressed(slice.response.payload))
            text += "Tag=\(tag),\(fixed(start)),\(fixed(length)),\(greatest),\(histogram)\n"
        }
        return Array(text.utf8)
    }

    private static func slices(of result: LoadResult) -> [(LoadSlice, tag: String)] {
        var slices: [(LoadSlice, tag: String)] = []
        for scenario in result.scenarios {
            for step in scenario.steps {
                let tag = "\(tagged(scenario.name))/\(tagged(step.name))"
                slices += step.slices.lazy.filter { !$0.response.isEmpty }.map { ($0, tag) }
            }
        }
        // Sorting is stable, so the steps of one slice keep their order.
        return slices.sorted { $0.0.index < $1.0.index }
    }

    /// A name as it may stand in a tag, which ends at a comma or at white space: other characters as `%HH`.
    private static func tagged(_ name: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return name.utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "%"), UInt8(ascii: "\""), 0...0x20, 0x7f...:
                text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            default: text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
    }

    /// Three places after the point.
    private static func fixed(_ value: Double) -> String {
        let thousandths = Int64((value * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The compressed form of a histogram that counts nanoseconds up to the greatest value, in three digits.
    private static func compressed(_ payload: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.append(bigEndian: plainMark)
        plain.append(bigEndian: UInt32(clamping: payload.count))
        plain.append(bigEndian: UInt32(0))
        plain.append(bigEndian: UInt32(3))
        plain.append(bigEndian: UInt64(1))
        plain.append(bigEndian: BucketLayout.greatestValue)
        plain.append(bigEndian: Double(1).bitPattern)
        plain += payload
        let small = deflated(plain)
        var bytes: [UInt8] = []
        bytes.append(bigEndian: compressedMark)
        bytes.append(bigEndian: UInt32(clamping: small.count))
        return bytes + small
    }

    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        let most = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(most)) { buffer, count in
            var length = most
            let status = compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
            // It has room for the worst case; only memory could be wanting.
            precondition(status == Z_OK, "zlib compresses what it is given")
            count = Int(length)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
