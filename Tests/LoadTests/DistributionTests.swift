import Load
import Testing

@Suite("Distributions")
struct DistributionTests {
    private let samples: [Duration] = (0..<5000).map { number in
        let usual = 100 + (number * 7919) % 5000
        return .microseconds(number % 13 == 0 ? 400 * usual : usual)
    }

    @Test("buckets of both layouts touch, without gap or overlap", arguments: [BucketLayout.fine, .coarse])
    func buckets(layout: BucketLayout) {
        for index in 0..<layout.count {
            #expect(layout.index(of: layout.lowest(index)) == index)
            #expect(layout.index(of: layout.highest(index)) == index)
        }
        #expect(layout.lowest(0) == 0)
        #expect(layout.highest(layout.count - 1) == BucketLayout.greatestValue)
    }

    @Test(
        "a percentile is never below the true one and at most 0.1 % above it",
        arguments: [0.0, 1, 50, 90, 95, 99, 99.9, 100])
    func percentile(percentile: Double) throws {
        let distribution = Distribution(samples)
        let rank = max(1, Int((percentile / 100 * Double(samples.count)).rounded(.up)))
        let truth = samples.sorted()[rank - 1]
        let value = try #require(distribution.percentile(percentile))
        #expect(value >= truth && value <= truth * 1.001)
    }

    @Test("least, greatest, mean and count are exact")
    func exact() throws {
        let distribution = Distribution(samples)
        #expect(distribution.count == UInt64(samples.count))
        #expect(distribution.min == samples.min())
        #expect(distribution.max == samples.max())
        let mean = samples.reduce(.zero, +) / samples.count
        let difference = try #require(distribution.mean) - mean
        #expect(difference <= .nanoseconds(1) && difference >= .nanoseconds(-1))
    }

    @Test("merging equals recording everything together")
    func merge() {
        var merged = Distribution(samples[..<1234])
        merged.merge(Distribution(samples[1234...]))
        #expect(merged == Distribution(samples))
        merged.merge(Distribution())
        #expect(merged == Distribution(samples))
        var empty = Distribution()
        empty.merge(Distribution(samples))
        #expect(empty == Distribution(samples))
    }

    @Test("counts above a limit; the limit itself is not above it")
    func above() {
        let distribution = Distribution([.milliseconds(1), .milliseconds(2), .milliseconds(2), .seconds(3)])
        #expect(distribution.count(above: .zero) == 4)
        #expect(distribution.count(above: .milliseconds(1.5)) == 3)
        #expect(distribution.count(above: .milliseconds(2.01)) == 1)
        #expect(distribution.count(above: .seconds(3)) == 0)
        #expect(distribution.count(above: .seconds(4)) == 0)
    }

    @Test("without samples there is no figure")
    func empty() {
        let distribution = Distribution()
        #expect(distribution.percentile(50) == nil && distribution.mean == nil)
        #expect(distribution.min == nil && distribution.max == nil)
        #expect(distribution.count(above: .zero) == 0)
    }

    @Test("no percentile outside 0 to 100", arguments: [-1, 100.1, Double.nan])
    func outside(percentile: Double) {
        #expect(Distribution(samples).percentile(percentile) == nil)
    }
}
