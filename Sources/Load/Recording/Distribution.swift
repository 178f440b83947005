/// Durations as an immutable, mergeable histogram: only buckets that hold something.
package struct Distribution: Sendable, Equatable {
    /// One bucket of the layout that holds something.
    package struct Bucket: Sendable, Equatable {
        package var index: UInt32
        package var count: UInt64

        package init(index: UInt32, count: UInt64) {
            self.index = index
            self.count = count
        }
    }

    package private(set) var layout: BucketLayout
    /// Ascending by index.
    package private(set) var buckets: [Bucket]
    /// How many durations it holds.
    package private(set) var count: UInt64
    private var sum: UInt64
    private var least: UInt64
    private var greatest: UInt64

    /// Holds nothing.
    package init(layout: BucketLayout = .fine) {
        self.init(layout: layout, buckets: [], sum: 0, least: .max, greatest: 0)
    }

    /// `buckets` ascend by index; `sum`, `least` and `greatest` are nanoseconds.
    package init(layout: BucketLayout, buckets: [Bucket], sum: UInt64, least: UInt64, greatest: UInt64) {
        self.layout = layout
        self.buckets = buckets
        self.sum = sum
        self.least = least
        self.greatest = greatest
        count = buckets.reduce(0) { $0 + $1.count }
    }

    /// The distribution of these durations.
    package init(_ durations: some Sequence<Duration>) {
        var recorder = LatencyRecorder()
        for duration in durations { recorder.record(duration.nanoseconds) }
        self = recorder.distribution
    }

    /// The counts of a coarse histogram; its extremes and its sum are known as well as its buckets.
    init(coarse counts: UnsafePointer<UInt64>) {
        let layout = BucketLayout.coarse
        let buckets = (0..<layout.count).compactMap { index in
            counts[index] > 0 ? Bucket(index: UInt32(index), count: counts[index]) : nil
        }
        self.init(coarse: buckets)
    }

    private init(coarse buckets: [Bucket]) {
        let layout = BucketLayout.coarse
        let sum = buckets.reduce(UInt64(0)) { $0 &+ $1.count &* layout.highest(Int($1.index)) }
        self.init(
            layout: layout, buckets: buckets, sum: sum,
            least: buckets.first.map { layout.lowest(Int($0.index)) } ?? .max,
            greatest: buckets.last.map { layout.highest(Int($0.index)) } ?? 0)
    }

    /// A coarse distribution without the samples that an earlier state of it held.
    func since(_ earlier: Distribution) -> Distribution {
        let before = Dictionary(earlier.buckets.map { ($0.index, $0.count) }, uniquingKeysWith: +)
        return Distribution(
            coarse: buckets.compactMap { bucket in
                let count = bucket.count - Swift.min(bucket.count, before[bucket.index] ?? 0)
                return count > 0 ? Bucket(index: bucket.index, count: count) : nil
            })
    }

    package var isEmpty: Bool { count == 0 }
    /// The least duration, exact; nil when empty.
    package var min: Duration? { isEmpty ? nil : .nanoseconds(least) }
    /// The greatest duration, exact up to 73 minutes; nil when empty.
    package var max: Duration? { isEmpty ? nil : .nanoseconds(greatest) }
    /// The arithmetic mean, exact; nil when empty.
    package var mean: Duration? { isEmpty ? nil : .nanoseconds(sum / count) }

    /// The sum of all durations in nanoseconds, and their least and greatest.
    var total: UInt64 { sum }
    var range: (least: UInt64, greatest: UInt64) { (least, greatest) }

    /// The duration that `percentile` per cent (0–100) of the samples do not exceed; nil when empty.
    ///
    /// It is the upper end of its bucket, so it is never too low, and at most 0.1 % too high.
    package func percentile(_ percentile: Double) -> Duration? {
        guard !isEmpty, percentile >= 0, percentile <= 100 else { return nil }
        let rank = Swift.max(1, UInt64((percentile / 100 * Double(count)).rounded(.up)))
        var seen: UInt64 = 0
        for bucket in buckets {
            seen += bucket.count
            if seen >= rank { return .nanoseconds(Swift.min(layout.highest(Int(bucket.index)), greatest)) }
        }
        return max
    }

    /// How many samples exceed `limit`; samples in the limit's own bucket count unless the bucket ends at it.
    package func count(above limit: Duration) -> UInt64 {
        let limit = limit.nanoseconds
        guard greatest > limit else { return 0 }
        return buckets.reduce(0) { layout.highest(Int($1.index)) > limit ? $0 + $1.count : $0 }
    }

    /// This distribution with the samples of `before`, all of which it holds, replaced by those of `after`.
    package func moving(_ before: Distribution, to after: Distribution) -> Distribution {
        guard !before.isEmpty else { return self }
        let removed = Dictionary(before.buckets.map { ($0.index, $0.count) }, uniquingKeysWith: +)
        let kept = buckets.compactMap { bucket -> Bucket? in
            let count = bucket.count - Swift.min(bucket.count, removed[bucket.index] ?? 0)
            return count > 0 ? Bucket(index: bucket.index, count: count) : nil
        }
        var moved = Distribution(
            layout: layout, buckets: kept, sum: sum &- before.sum, least: kept.isEmpty ? .max : least,
            greatest: greatest)
        moved.merge(after)
        return moved
    }

    /// Adds the samples of another distribution of the same layout.
    package mutating func merge(_ other: Distribution) {
        guard !other.isEmpty else { return }
        guard !isEmpty else {
            self = other
            return
        }
        precondition(layout == other.layout, "distributions of one layout merge")
        var merged: [Bucket] = []
        merged.reserveCapacity(buckets.count + other.buckets.count)
        var left = buckets[...]
        var right = other.buckets[...]
        while let a = left.first, let b = right.first {
            if a.index == b.index {
                merged.append(Bucket(index: a.index, count: a.count + b.count))
                left.removeFirst()
                right.removeFirst()
            } else if a.index < b.index {
                merged.append(left.removeFirst())
            } else {
                merged.append(right.removeFirst())
            }
        }
        merged.append(contentsOf: left)
        merged.append(contentsOf: right)
        self = Distribution(
            layout: layout, buckets: merged, sum: sum &+ other.sum,
            least: Swift.min(least, other.least), greatest: Swift.max(greatest, other.greatest))
    }
}

extension Duration {
    static func nanoseconds(_ value: UInt64) -> Duration { .nanoseconds(Int64(clamping: value)) }
}
