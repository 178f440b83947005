internal import Load
internal import Model

/// Which failures a broken measurement may have made itself: those are not judged.
///
/// A generator that was slow makes times look longer and rates lower, never the other way round, and it makes no
/// errors: so a limit on errors stays failed, and so does one on times that is exceeded by more than the generator can
/// have added to any single request.
package struct ValidityDoubt {
    private let validity: Validity
    package let broken: [BrokenRule]

    package init(_ validity: Validity) {
        self.validity = validity
        broken = validity.broken
    }

    /// The judgement, or in place of a failure that need not be the target's one that leaves it open.
    package func reconsider(_ judgement: ThresholdJudge.Judgement, of threshold: Threshold) -> ThresholdJudge.Judgement
    {
        guard judgement.outcome == .failed, let reason = reason(against: threshold) else { return judgement }
        var open = judgement
        open.outcome = .errored
        open.message = "not judged: \(reason)"
        return open
    }

    /// Why an abort rule that was met says nothing of the target; its condition names the bad side.
    package func reason(againstAbort condition: Threshold, observed: Double) -> String? {
        guard let generators = broken.first(where: { $0.rule.isGenerators }) else { return nil }
        let isLarge = !condition.comparison.isUpperLimit
        if condition.metric == .response, isLarge,
            !condition.comparison.holds(observed - validity.ownDelay.milliseconds, condition.limit.value)
        {
            return "gonogo itself may have made this slower (\(generators.rule.rawValue))"
        }
        if case .rate = condition.aggregator, !isLarge {
            return "gonogo itself may have made this fewer (\(generators.rule.rawValue))"
        }
        return nil
    }

    private func reason(against threshold: Threshold) -> String? {
        if threshold.metric == .lag { return "this is gonogo's own lateness, not the target's" }
        let generators = broken.first { $0.rule.isGenerators }
        if threshold.isOnSlowness {
            if let generators, isExplained(threshold) {
                return "gonogo itself may have made this slower (\(generators.rule.rawValue))"
            }
            if broken.contains(where: { $0.rule == .inFlight }), validity.isHeldBack(threshold) {
                return "requests were held back by max_in_flight, while the target was fast enough"
            }
            if broken.contains(where: { $0.rule == .steady }), validity.isWarmingUp(threshold) {
                return "the target was still getting faster, so this may be its warm-up"
            }
            return nil
        }
        if let generators, case .rate = threshold.aggregator, !threshold.comparison.isUpperLimit {
            return "gonogo itself may have made this fewer (\(generators.rule.rawValue))"
        }
        return nil
    }

    /// Whether the limit would be met if every request had been quicker by all that the generator may have added.
    private func isExplained(_ threshold: Threshold) -> Bool {
        guard case .milliseconds(let limit) = threshold.limit else { return false }
        let requests = threshold.metric == .iteration ? validity.plan.scenarios.map(\.steps.count).max() ?? 1 : 1
        var lenient = threshold
        lenient.limit = .milliseconds(limit + validity.ownDelay.milliseconds * Double(requests))
        return ThresholdJudge(result: validity.result).judge(lenient).outcome != .failed
    }
}
