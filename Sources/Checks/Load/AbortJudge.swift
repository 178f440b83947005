internal import Load
internal import Model

/// What became of an abort rule, as the result of its unit.
struct AbortJudge {
    let watch: AbortWatch
    let result: LoadResult
    let doubt: ValidityDoubt

    /// An upper limit met where the condition names the bad side, so the wording is turned round.
    var observation: Observation {
        let rule = watch.rule
        let (outcome, actual, message) = judgement
        return Observation(
            property: rule.condition.subject,
            expected:
                "not \(rule.condition.comparison.rawValue) \(rule.condition.limit.text(rule.condition.limit.value)) "
                + "for \(rule.window.text)",
            actual: actual, outcome: outcome, message: message, location: rule.location)
    }

    private var judgement: (outcome: Outcome, actual: String, message: String?) {
        if let met = watch.met {
            let actual = "\(met.observed) over \(met.window.text)"
            if let reason = doubt.reason(againstAbort: watch.rule.condition, observed: met.value) {
                return (.errored, actual, "not judged: \(reason)")
            }
            let end = result.ending == .aborted ? "the load was ended" : "the load had just ended"
            return (.failed, actual, "\(end) after \(met.at.text) of the measurement")
        }
        guard AbortWatch.isKnown(watch.rule.condition) else {
            return (.errored, "no data: not known while load runs", nil)
        }
        guard result.counts().started > 0 else { return (.errored, "no data: no request was sent", nil) }
        let seen = watch.worst.map { "\($0.observed) at worst" } ?? "too few requests at a time to tell"
        switch result.ending {
        case .planned: return (.passed, seen, nil)
        default: return (.errored, seen, "the load ended early, so this is not known for the whole of it")
        }
    }
}
