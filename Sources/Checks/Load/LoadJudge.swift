internal import Load
internal import Model

/// Turns what the engine measured into results: one for the measurement, one for each threshold, and the figures.
struct LoadJudge {
    let suite: LoadSuite
    let result: LoadResult
    let redactor: Redactor

    var outcome: SuiteOutcome {
        let invalid = self.invalid
        let units = suite.units
        let judge = ThresholdJudge(result: result)
        var cases = [measurement(units[0], invalid)]
        for (limit, unit) in zip(suite.limits, units.dropFirst()) {
            cases.append(self.result(judge.judge(limit.threshold), limit, unit))
        }
        return SuiteOutcome(cases: cases, load: LoadSummary(suite, result, failures, invalid: invalid))
    }

    private func result(_ judgement: ThresholdJudge.Judgement, _ limit: LoadSuite.Limit, _ unit: PlannedUnit)
        -> CaseResult
    {
        let outcome = limit.isValidity && judgement.outcome == .failed ? .errored : judgement.outcome
        let threshold = limit.threshold
        let observation = Observation(
            property: threshold.subject,
            expected: "\(threshold.comparison.rawValue) \(threshold.limit.text(threshold.limit.value))",
            actual: judgement.observed, outcome: outcome, message: judgement.message, location: limit.location)
        var result = unit.result(outcome, reason: "")
        result.reason = nil
        result.durationMs = self.result.measured.milliseconds
        result.steps = [
            StepResult(
                name: limit.id, kind: "threshold", outcome: outcome, observations: [observation],
                location: limit.location)
        ]
        return result
    }

    private func measurement(_ unit: PlannedUnit, _ invalid: [String]) -> CaseResult {
        let observations = invalid.map {
            Observation(
                property: "measurement", expected: "a valid measurement", actual: $0, outcome: .errored,
                location: suite.location)
        }
        var result = unit.result(invalid.isEmpty ? .passed : .errored, reason: "")
        result.reason = nil
        let fine = Observation(
            property: "measurement", expected: "a valid measurement", actual: "valid", outcome: .passed,
            location: suite.location)
        result.steps = [
            StepResult(
                name: "measurement", kind: "threshold", outcome: result.outcome,
                observations: observations.isEmpty ? [fine] : observations, location: suite.location)
        ]
        return result
    }

    /// What went wrong, each kind with its sample in a readable length: masked first, since half a secret would pass
    /// every mask.
    private var failures: [FailureCount] {
        result.failures().map { failure in
            var failure = failure
            failure.sample = redactor.redact(failure.sample).clipped(to: Self.longestSample)
            return failure
        }
    }

    private static let longestSample = 300

    /// Why the figures can't be trusted, each as a sentence.
    private var invalid: [String] {
        var reasons: [String] = []
        let counts = result.counts()
        switch result.ending {
        case .planned: break
        case .aborted: break
        case .stopped: reasons.append("the load was stopped before its end")
        case .maxDuration: reasons.append("the load hit the run's time limit before its end")
        case .notStarted: break
        }
        for failure in failures where failure.blame == .generator {
            let times = failure.count == 1 ? "once" : "\(failure.count) times"
            reasons.append("not the target's fault, \(times): \(failure.failureClass): \(failure.sample)")
        }
        if counts.started == 0, reasons.isEmpty { reasons.append("no request was sent") }
        return reasons + (counts.started > 0 ? unsent : [])
    }

    /// What was declared and never asked: nothing is known of it, whatever the limits over all requests say.
    private var unsent: [String] {
        result.scenarios.flatMap { scenario -> [String] in
            let steps = scenario.steps.filter { $0.counts.started == 0 }
            if steps.count == scenario.steps.count {
                return ["scenario '\(scenario.name)' was never begun: its weight is too small for so short a load"]
            }
            return steps.map {
                "step '\($0.name)' of scenario '\(scenario.name)' was never sent: no iteration got that far"
            }
        }
    }
}
