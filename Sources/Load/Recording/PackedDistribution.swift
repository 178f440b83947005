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
        // Thousands of these are kept: without the room that an array has for growing.
        payload = writer.payload.withUnsafeBufferPointer(Array.init)
        count = writer.count
        self.sum = sum
        least = range.least
        greatest = range.greatest
    }

    /// More samples than this in one distribution are refused from foreign data, so that a million of them can be added.
    private static let greatestCount: UInt64 = 1 << 40

    /// A distribution that was written elsewhere; nil where it contradicts itself.
    package init?(payload: [UInt8], count: UInt64, sum: UInt64, range: (least: UInt64, greatest: UInt64)) {
        let layout = BucketLayout.fine
        guard count > 0, count <= Self.greatestCount, range.least <= range.greatest,
            range.greatest <= BucketLayout.greatestValue
        else { return nil }
        var reader = PackedReader(payload)
        var seen: UInt64 = 0
        var first: UInt32?
        var last: UInt32 = 0
        while let bucket = reader.next() {
            seen += min(bucket.count, Self.greatestCount + 1)
            guard seen <= count else { return nil }
            first = first ?? bucket.index
            last = bucket.index
        }
        // What was written has one form only: it ends with the bucket of the greatest value.
        guard reader.isAtEnd, seen == count, first.map(Int.init) == layout.index(of: range.least),
            Int(last) == layout.index(of: range.greatest), sum / count >= range.least, sum / count <= range.greatest
        else { return nil }
        self.payload = payload
        self.count = count
        self.sum = sum
        least = range.least
        greatest = range.greatest
    }

    package var isEmpty: Bool { count == 0 }
    /// The sum of all durations in nanoseconds, and their least and greatest.
    var total: UInt64 { sum }
    var range: (least: UInt64, greatest: UInt64) { (least, greatest) }

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

/// Reads what `PackedWriter` wrote, and of anything else as much as can be that.
private struct PackedReader {
    private let payload: [UInt8]
    private var position = 0
    private var index = 0

    init(_ payload: [UInt8]) { self.payload = payload }

    /// False where something stands there that `PackedWriter` does not write.
    var isAtEnd: Bool { position == payload.count }

    mutating func next() -> Distribution.Bucket? {
        let limit = BucketLayout.fine.count
        var wasRun = false
        while index < limit {
            let start = position
            guard let value = number() else { break }
            if value > 0 {
                defer { index += 1 }
                return Distribution.Bucket(index: UInt32(index), count: UInt64(value))
            }
            guard value < 0, !wasRun, value > -Int64(limit) else {
                position = start
                break
            }
            wasRun = true
            index += Int(-value)
        }
        return nil
    }

    private mutating func number() -> Int64? {
        var bits: UInt64 = 0
        var shift: UInt64 = 0
        for place in payload.indices[position...].prefix(9) {
            bits |= UInt64(payload[place] & 0x7f) << shift
            if payload[place] & 0x80 == 0 {
                position = place + 1
                return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
            }
            shift += 7
        }
        return nil
    }
}
