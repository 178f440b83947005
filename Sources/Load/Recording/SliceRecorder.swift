import CSystem

/// Counts and coarse latencies second by second, in one slab allocated before the run.
///
/// A slice is some 2.5 KB of address space; memory is used as time passes.
struct SliceRecorder: ~Copyable {
    private struct Head {
        var succeeded: UInt64
        var failed: UInt64
        var sum: UInt64
        var least: UInt64
        var greatest: UInt64
    }

    private static let layout = BucketLayout.coarse
    private static let maxSlices: UInt64 = 7200

    private let heads: UnsafeMutablePointer<Head>
    private let buckets: UnsafeMutablePointer<UInt32>
    private let capacity: Int
    private let width: Nanoseconds
    private let start: Nanoseconds
    private(set) var current = 0
    private var end: Nanoseconds

    /// Room for `length` from `start`; what comes later counts in the last slice.
    init(start: Nanoseconds, length: Nanoseconds) {
        let seconds = length / 1_000_000_000 + 1
        let secondsEach = (seconds + Self.maxSlices - 1) / Self.maxSlices
        capacity = Int(seconds / secondsEach) + 1
        width = secondsEach * 1_000_000_000
        self.start = start
        end = start &+ width
        heads = sys_zeroed(capacity * MemoryLayout<Head>.stride).bindMemory(to: Head.self, capacity: capacity)
        buckets = sys_zeroed(capacity * Self.layout.count * MemoryLayout<UInt32>.stride)
            .bindMemory(to: UInt32.self, capacity: capacity * Self.layout.count)
    }

    deinit {
        sys_free(heads)
        sys_free(buckets)
    }

    @inline(__always)
    mutating func recordSuccess(at now: Nanoseconds, response: Nanoseconds) {
        if now >= end { advance(to: now) }
        let value = min(response, BucketLayout.greatestValue)
        heads[current].least = heads[current].succeeded == 0 ? value : min(heads[current].least, value)
        heads[current].greatest = max(heads[current].greatest, value)
        heads[current].sum &+= value
        heads[current].succeeded &+= 1
        buckets[current &* Self.layout.count &+ Self.layout.index(of: value)] &+= 1
    }

    mutating func recordFailure(at now: Nanoseconds) {
        if now >= end { advance(to: now) }
        heads[current].failed &+= 1
    }

    private mutating func advance(to now: Nanoseconds) {
        guard now > start else { return }
        current = min(Int((now - start) / width), capacity - 1)
        end = current == capacity - 1 ? .max : start &+ UInt64(current + 1) &* width
    }

    /// The response times of the current slice and the one before it.
    var recent: Distribution {
        var distribution = slice(current).response
        if current > 0 { distribution.merge(slice(current - 1).response) }
        return distribution
    }

    /// Every slice up to the current one.
    var slices: [LoadSlice] { (0...current).map { slice($0) } }

    private func slice(_ index: Int) -> LoadSlice {
        let head = heads[index]
        let base = buckets + index * Self.layout.count
        let used = (0..<Self.layout.count).compactMap { bucket in
            base[bucket] > 0 ? Distribution.Bucket(index: UInt32(bucket), count: UInt64(base[bucket])) : nil
        }
        return LoadSlice(
            start: .nanoseconds(UInt64(index) * width), width: .nanoseconds(width),
            succeeded: head.succeeded, failed: head.failed,
            response: Distribution(
                layout: Self.layout, buckets: used, sum: head.sum,
                least: used.isEmpty ? .max : head.least, greatest: head.greatest))
    }
}
