import Statistics
import Testing

@Suite("Clopper–Pearson bounds")
struct BinomialBoundTests {
    /// Events, trials, confidence, lower bound, upper bound; from scipy.stats.beta.ppf, and from mpmath where that is too coarse.
    static let known: [(Int, Int, Double, Double, Double)] = [
        (0, 10, 0.95, 0, 0.2588655508930522),
        (5, 10, 0.95, 0.22244110100812942, 0.7775588989918706),
        (3, 50, 0.99, 0.008860761445872549, 0.18720925616529482),
        (10, 1000, 0.95, 0.005435140144706775, 0.016903175120562504),
        (0, 299, 0.95, 0, 0.009969146792899269),
        (500, 10000, 0.95, 0.04646251581725313, 0.05373317819066032),
        (7, 100_000_000, 0.95, 3.285315736487648e-08, 1.314811339825162e-07),
        (1_000_000, 100_000_000, 0.95, 0.009983639386627982, 0.010016381564362202),
        (50_000_000, 100_000_000, 0.95, 0.49991775231941443, 0.5000822476805855),
        (9999, 10000, 0.9, 0.999611084179695, 0.9999894640039382),
        (10, 10, 0.95, 0.7411344491069478, 1),
    ]

    @Test("agree with an independent implementation", arguments: known)
    func agrees(events: Int, trials: Int, confidence: Double, lower: Double, upper: Double) throws {
        let low = try #require(BinomialBound.lower(events: events, trials: trials, confidence: confidence))
        let high = try #require(BinomialBound.upper(events: events, trials: trials, confidence: confidence))
        #expect(abs(low - lower) <= 1e-9 * lower)
        #expect(abs(high - upper) <= 1e-9 * upper)
    }

    @Test("enclose the observed rate")
    func encloses() throws {
        for events in 0...40 {
            let low = try #require(BinomialBound.lower(events: events, trials: 40))
            let high = try #require(BinomialBound.upper(events: events, trials: 40))
            #expect(low <= Double(events) / 40 && Double(events) / 40 <= high)
            #expect(low < high)
        }
    }

    @Test("the fewest trials without an event put the upper bound just below the limit")
    func agreesWithSampleSize() throws {
        let trials = try #require(SampleSize.minimumTrialsToShow(rateBelow: 0.01))
        #expect(try #require(BinomialBound.upper(events: 0, trials: trials)) <= 0.01)
        #expect(try #require(BinomialBound.upper(events: 0, trials: trials - 1)) > 0.01)
    }

    @Test(
        "impossible counts have no bound",
        arguments: [(0, 0, 0.95), (-1, 10, 0.95), (11, 10, 0.95), (1, 10, 0), (1, 10, 1), (1, 10, Double.nan)])
    func impossible(events: Int, trials: Int, confidence: Double) {
        #expect(BinomialBound.upper(events: events, trials: trials, confidence: confidence) == nil)
        #expect(BinomialBound.lower(events: events, trials: trials, confidence: confidence) == nil)
    }
}
