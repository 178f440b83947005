/// A fine distribution in few bytes, as it lies beside others by the thousand.
///
/// The counts are written as in HdrHistogram's V2 encoding, from bucket 0 to the last that holds something: a count as
/// a ZigZag LEB128 number, a run of n empty buckets as the number -n.
package struct PackedDistribution: Sendable, Equatable {
    package private(set) var payload: [UInt8]
    package private(set) var count: UInt64
    /// Nanoseconds, as in `Distribution`.
    private var sum: UInt64
    private var least: UInt64
    private var greatest: UInt64

    /// Holds nothing.
    package init() {
        payload = []
        count = 0
        sum = 0
        least = .max
        greatest = 0
    }

    package init(_ distribution: Distribution) {
        var writer = PackedWriter()
        for bucket in distribution.buckets { writer.write(bucket.count, at: Int(bucket.index)) }
        self.init(writer, sum: distribution.total, range: distribution.range)
    }

    init(_ writer: PackedWriter, sum: UInt64, range: (least: UInt64, greatest: UInt64)) {
        payload = writer.payload
        count = writer.count
        self.sum = sum
        least = range.least
        greatest = range.greatest
    }

    package var isEmpty: Bool { count == 0 }

    /// The same as a distribution to ask.
    package var distribution: Distribution {
        var reader = PackedReader(payload)
        var buckets: [Distribution.Bucket] = []
        while let bucket = reader.next() { buckets.append(bucket) }
        return Distribution(layout: .fine, buckets: buckets, sum: sum, least: least, greatest: greatest)
    }

    /// Adds the samples of another.
    package mutating func merge(_ other: PackedDistribution) {
        guard !other.isEmpty else { return }
        guard !isEmpty else {
            self = other
            return
        }
        var both = distribution
        both.merge(other.distribution)
        self = PackedDistribution(both)
    }
}

/// Writes counts in ascending order of their buckets.
struct PackedWriter {
    private(set) var payload: [UInt8] = []
    private(set) var count: UInt64 = 0
    private var next = 0

    mutating func write(_ value: UInt64, at index: Int) {
        if index > next { append(Int64(next - index)) }
        append(Int64(clamping: value))
        count += value
        next = index + 1
    }

    private mutating func append(_ value: Int64) {
        var bits = UInt64(bitPattern: (value << 1) ^ (value >> 63))
        while bits > 0x7f {
            payload.append(UInt8(truncatingIfNeeded: bits) | 0x80)
            bits >>= 7
        }
        payload.append(UInt8(truncatingIfNeeded: bits))
    }
}

/// Reads what `PackedWriter` wrote.
private struct PackedReader {
    private let payload: [UInt8]
    private var position = 0
    private var index = 0

    init(_ payload: [UInt8]) { self.payload = payload }

    mutating func next() -> Distribution.Bucket? {
        while let value = number() {
            if value < 0 {
                index += Int(-value)
                continue
            }
            defer { index += 1 }
            if value > 0 { return Distribution.Bucket(index: UInt32(clamping: index), count: UInt64(value)) }
        }
        return nil
    }

    private mutating func number() -> Int64? {
        var bits: UInt64 = 0
        var shift: UInt64 = 0
        while position < payload.count, shift < 64 {
            let byte = payload[position]
            position += 1
            bits |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1) }
            shift += 7
        }
        return nil
    }
}
