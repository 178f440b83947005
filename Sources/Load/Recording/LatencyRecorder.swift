import CSystem

/// A histogram that one thread writes while load runs: a bucket index and five plain stores per value.
///
/// Its 270 KB are address space only; memory is used for the pages that values fall into.
struct LatencyRecorder: ~Copyable {
    private let counts: UnsafeMutablePointer<UInt64>
    private var count: UInt64 = 0
    private var sum: UInt64 = 0
    private var least = UInt64.max
    private var greatest: UInt64 = 0

    init() {
        counts = sys_zeroed(BucketLayout.fine.count * MemoryLayout<UInt64>.stride)
            .bindMemory(to: UInt64.self, capacity: BucketLayout.fine.count)
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

    /// What was recorded, as a value.
    var distribution: Distribution {
        guard count > 0 else { return Distribution() }
        let used = BucketLayout.fine.index(of: least)...BucketLayout.fine.index(of: greatest)
        var buckets: [Distribution.Bucket] = []
        for index in used where counts[index] > 0 {
            buckets.append(.init(index: UInt32(index), count: counts[index]))
        }
        return Distribution(layout: .fine, buckets: buckets, sum: sum, least: least, greatest: greatest)
    }
}

extension LatencyRecorder {
    /// Adds up many fine distributions in one dense table.
    final class Accumulator {
        private var counts = [UInt64](repeating: 0, count: BucketLayout.fine.count)
        private var sum: UInt64 = 0
        private var range: (least: UInt64, greatest: UInt64) = (.max, 0)

        func add(_ distribution: Distribution) {
            guard !distribution.isEmpty else { return }
            for bucket in distribution.buckets { counts[Int(bucket.index)] += bucket.count }
            sum &+= distribution.total
            range = (
                min(range.least, distribution.range.least), max(range.greatest, distribution.range.greatest)
            )
        }

        var distribution: Distribution {
            let buckets = counts.indices.lazy.filter { self.counts[$0] > 0 }
                .map { Distribution.Bucket(index: UInt32($0), count: self.counts[$0]) }
            return Distribution(
                layout: .fine, buckets: Array(buckets), sum: sum, least: range.least, greatest: range.greatest)
        }
    }
}
