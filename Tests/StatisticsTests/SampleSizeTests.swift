import Statistics
import Testing

@Suite("Sample sizes")
struct SampleSizeTests {
    @Test(
        "a percentile needs a hundred samples above it",
        arguments: [(0.0, 100), (50, 200), (90, 1000), (95, 2000), (99, 10_000), (99.9, 100_000), (99.99, 1_000_000)])
    func percentile(percentile: Double, samples: Int) {
        #expect(SampleSize.minimumSamples(forPercentile: percentile) == samples)
    }

    @Test(
        "no number of samples shows p100, a negative percentile or NaN",
        arguments: [100, 101, -1, Double.nan, .infinity])
    func impossiblePercentile(percentile: Double) {
        #expect(SampleSize.minimumSamples(forPercentile: percentile) == nil)
    }

    @Test(
        "trials without an event that show a rate to be below a limit",
        arguments: [(0.01, 0.95, 299), (0.001, 0.95, 2995), (0.05, 0.95, 59), (0.01, 0.99, 459), (0.5, 0.5, 1)])
    func trials(limit: Double, confidence: Double, trials: Int) {
        #expect(SampleSize.minimumTrialsToShow(rateBelow: limit, confidence: confidence) == trials)
    }

    @Test("a limit or a confidence outside (0, 1) has no answer", arguments: [0, 1, -0.1, 1.5, Double.nan])
    func impossibleLimit(value: Double) {
        #expect(SampleSize.minimumTrialsToShow(rateBelow: value) == nil)
        #expect(SampleSize.minimumTrialsToShow(rateBelow: 0.01, confidence: value) == nil)
    }
}
