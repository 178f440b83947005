import CSystem

/// Durations of one kind that one thread writes while load runs, kept slice by slice of time.
///
/// The current slice is a fine histogram in memory of its own; when it ends it is packed into a few bytes for each
/// bucket in use. All slices together are the distribution of the whole.
struct SlicedRecorder: ~Copyable {
    struct Slice {
        var index: Int
        var values: PackedDistribution
    }

    private let counts: UnsafeMutablePointer<UInt32>
    private var count: UInt64 = 0
    private var sum: UInt64 = 0
    private var least = UInt64.max
    private var greatest: UInt64 = 0
    private(set) var slices: [Slice] = []

    init() {
        counts = sys_zeroed(BucketLayout.fine.count * MemoryLayout<UInt32>.stride)
            .bindMemory(to: UInt32.self, capacity: BucketLayout.fine.count)
    }

    deinit { sys_free(counts) }

    @inline(__always)
    mutating func record(_ nanoseconds: Nanoseconds) {
        let value = min(nanoseconds, BucketLayout.greatestValue)
        counts[BucketLayout.fine.index(of: value)] &+= 1
        count &+= 1
        sum &+= value
        least = min(least, value)
        greatest = max(greatest, value)
    }

    /// Packs what came since the last end of a slice.
    mutating func endSlice(_ index: Int) {
        guard count > 0 else { return }
        var writer = PackedWriter()
        for bucket in BucketLayout.fine.index(of: least)...BucketLayout.fine.index(of: greatest)
        where counts[bucket] > 0 {
            writer.write(UInt64(counts[bucket]), at: bucket)
            counts[bucket] = 0
        }
        let values = PackedDistribution(writer, sum: sum, range: (least, greatest))
        slices.append(Slice(index: index, values: values))
        count = 0
        sum = 0
        least = .max
        greatest = 0
    }

    /// Everything in ended slices.
    var distribution: Distribution {
        let whole = LatencyRecorder.Accumulator()
        for slice in slices { whole.add(slice.values.distribution) }
        return whole.distribution
    }
}
