internal import Load
internal import Model
internal import Statistics

/// Tells before the run that a percentile can't be judged by as many requests as the plan sends: a limit that decides
/// is refused then, any other brings a warning.
struct SampleLint {
    let diagnostics: Diagnostics

    func check(_ limits: [LoadSuite.Limit], _ plan: LoadPlan, _ profile: Profile) {
        guard profile.isKnown else { return }
        let samples = PlanSamples(plan: plan)
        for limit in limits {
            guard case .percentile(let percentile) = limit.threshold.aggregator,
                let needed = SampleSize.minimumSamples(forPercentile: percentile),
                let estimate = samples.samples(of: limit.threshold), estimate.expected < Double(needed)
            else { continue }
            let isHopeless = estimate.most < Double(needed)
            let isCertain = estimate.most <= estimate.expected
            let decides = limit.severity == .block || limit.isValidity
            diagnostics.add(
                Diagnostic(
                    isHopeless && decides ? .error : .warning, at: limit.location,
                    "\(limit.threshold.subject) needs \(DurationText.grouped(needed)) samples, and this plan brings "
                        + "\(isCertain ? "at most" : "about") \(grouped(estimate.expected)) (\(plan.shortWords))",
                    fix: fix(needed, estimate.expected, plan)))
        }
    }

    private func fix(_ needed: Int, _ expected: Double, _ plan: LoadPlan) -> String {
        let advice =
            if case .open = plan.model {
                "run longer, at a higher rate, or judge a lower percentile"
            } else {
                "run longer, with more users or less think time, or judge a lower percentile"
            }
        guard expected > 0 else { return advice }
        return "\(advice); \(DurationText.fixed(Double(needed) / expected, places: 1)) times as many would do"
    }

    private func grouped(_ count: Double) -> String { DurationText.grouped(Int(min(1e15, count))) }
}
