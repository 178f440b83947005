/// How values become bucket numbers: the layout of HdrHistogram (G. Tene), so that other tools read it.
///
/// Values below 2^bits have a bucket each; every further power of two is cut into 2^(bits-1) buckets.
/// A value is thus known to one part in 2^(bits-1).
package struct BucketLayout: Sendable, Equatable, Hashable {
    /// log2 of the number of buckets in the first range.
    package let bits: Int
    /// Values are cut off at 2^42 ns - 1, 73 minutes.
    package static let greatestValue: UInt64 = 1 << 42 - 1

    /// Three significant digits: at most 0.1 % off.
    package static let fine = BucketLayout(bits: 11)
    /// At most 6.3 % off: enough for a live view and a plot, a fiftieth of the memory.
    package static let coarse = BucketLayout(bits: 5)

    /// The number of buckets.
    package var count: Int { (42 - bits + 2) << (bits - 1) }

    /// The bucket of a value.
    @inline(__always)
    package func index(of value: UInt64) -> Int {
        let mask: UInt64 = 1 << UInt64(bits) &- 1
        let shift = 64 &- (value | mask).leadingZeroBitCount &- bits
        return shift &<< (bits &- 1) &+ Int(truncatingIfNeeded: value &>> UInt64(truncatingIfNeeded: shift))
    }

    /// The least value of a bucket.
    package func lowest(_ index: Int) -> UInt64 {
        let half = 1 << (bits - 1)
        guard index >= 2 * half else { return UInt64(index) }
        let shift = index / half - 1
        return UInt64(index - shift * half) << UInt64(shift)
    }

    /// The greatest value of a bucket.
    package func highest(_ index: Int) -> UInt64 { lowest(index + 1) - 1 }
}
