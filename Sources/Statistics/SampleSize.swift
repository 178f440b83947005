/// How many samples a statement needs before it means anything.
package enum SampleSize {
    /// Samples beyond a percentile that make it more than an anecdote.
    package static let samplesAbovePercentile = 100

    /// The fewest samples with which `percentile` (0 to below 100) may be judged: 100 of them lie above it.
    ///
    /// 200 for p50, 2 000 for p95, 10 000 for p99. Nil outside that range, where no number suffices.
    package static func minimumSamples(forPercentile percentile: Double) -> Int? {
        guard percentile >= 0, percentile < 100 else { return nil }
        let exact = Double(samplesAbovePercentile) * 100 / (100 - percentile)
        guard exact < 1e15 else { return nil }
        // 100 - 99.9 is a little less than 0.1 in binary: a relative error of 1e-9 must not cost a sample.
        return Int((exact * (1 - 1e-9)).rounded(.up))
    }

    /// The fewest trials that, all without an event, show its rate to be below `limit` at a level of confidence.
    ///
    /// The least n with (1 - limit)^n <= 1 - confidence (the zero-failure case of Clopper and Pearson):
    /// 299 for 1 %, 2 995 for 0.1 %. Nil unless both lie strictly between 0 and 1.
    package static func minimumTrialsToShow(rateBelow limit: Double, confidence: Double = 0.95) -> Int? {
        guard limit > 0, limit < 1, confidence > 0, confidence < 1 else { return nil }
        let exact = Elementary.log1p(-confidence) / Elementary.log1p(-limit)
        guard exact < 1e15 else { return nil }
        return max(1, Int((exact * (1 - 1e-12)).rounded(.up)))
    }
}
