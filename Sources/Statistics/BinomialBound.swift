/// What a count of events among trials says about their true rate.
///
/// One-sided bounds after C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in
/// the case of the binomial", Biometrika 26 (1934): exact, so the true rate is missed at most as often as stated.
/// The bounds are quantiles of the beta distribution; its distribution function is inverted by bisection.
package enum BinomialBound {
    /// The rate is below this with the given confidence: the solution p of I_p(events + 1, trials - events) = confidence.
    ///
    /// 1 when every trial had the event; nil when the counts or the confidence make no sense.
    package static func upper(events: Int, trials: Int, confidence: Double = 0.95) -> Double? {
        guard isSound(events, trials, confidence) else { return nil }
        if events == trials { return 1 }
        return betaQuantile(confidence, Double(events) + 1, Double(trials - events))
    }

    /// The rate is above this with the given confidence: the solution p of I_p(events, trials - events + 1) = 1 - confidence.
    ///
    /// 0 when no trial had the event; nil when the counts or the confidence make no sense.
    package static func lower(events: Int, trials: Int, confidence: Double = 0.95) -> Double? {
        guard isSound(events, trials, confidence) else { return nil }
        if events == 0 { return 0 }
        return betaQuantile(1 - confidence, Double(events), Double(trials - events) + 1)
    }

    private static func isSound(_ events: Int, _ trials: Int, _ confidence: Double) -> Bool {
        trials > 0 && events >= 0 && events <= trials && confidence > 0 && confidence < 1
    }

    private static func betaQuantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
        var low = 0.0
        var high = 1.0
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { break }
            if SpecialFunctions.regularizedBeta(middle, a, b) < probability { low = middle } else { high = middle }
            if high - low <= 1e-15 * high { break }
        }
        return low + (high - low) / 2
    }
}
