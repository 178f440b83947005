internal import Load
internal import Model

/// Turns what the engine measured into results: one for the measurement, one for each threshold and each abort rule,
/// and the figures.
struct LoadJudge {
    private let suite: LoadSuite
    private let result: LoadResult
    private let aborts: [AbortWatch]
    private let redactor: Redactor

    init(suite: LoadSuite, ending: LoadRun.Ending, redactor: Redactor) {
        self.suite = suite
        result = ending.result.redacted(by: redactor)
        aborts = ending.aborts
        self.redactor = redactor
    }

    var outcome: SuiteOutcome {
        let doubt = ValidityDoubt(
            Validity(
                result: result, plan: suite.loadPlan, thresholds: suite.limits.map(\.threshold), limits: suite.validity)
        )
        let judge = ThresholdJudge(result: result)
        var observations = suite.limits.map { limit in
            observation(doubt.reconsider(judge.judge(limit.threshold), of: limit.threshold), limit)
        }
        observations += aborts.map { AbortJudge(watch: $0, result: result, doubt: doubt).observation }
        let cases =
            [measurement(doubt.broken)]
            + zip(suite.units.dropFirst(), observations).map { unit, observation in
                self.result(unit, [observation], milliseconds: result.measured.milliseconds)
            }
        return SuiteOutcome(
            cases: cases, load: LoadSummary(suite, result, invalid: doubt.broken.map(\.sentence)),
            attachments: LoadFiles(suite: suite, result: result, redactor: redactor).attachments)
    }

    private func observation(_ judgement: ThresholdJudge.Judgement, _ limit: LoadSuite.Limit) -> Observation {
        let threshold = limit.threshold
        return Observation(
            property: threshold.subject,
            expected: "\(threshold.comparison.rawValue) \(threshold.limit.text(threshold.limit.value))",
            actual: judgement.observed,
            outcome: limit.isValidity && judgement.outcome == .failed ? .errored : judgement.outcome,
            message: judgement.message, location: limit.location)
    }

    private func measurement(_ broken: [BrokenRule]) -> CaseResult {
        let fine = Observation(
            property: "measurement", expected: "a valid measurement", actual: "valid", outcome: .passed,
            location: suite.location)
        let observations = broken.map {
            Observation(
                property: $0.rule.rawValue, expected: $0.limit, actual: $0.figure, outcome: .errored,
                message: $0.remedy, location: suite.location)
        }
        return result(suite.measurement, observations.isEmpty ? [fine] : observations)
    }

    private func result(_ unit: PlannedUnit, _ observations: [Observation], milliseconds: Double = 0) -> CaseResult {
        let outcome = Outcome.worst(observations.map(\.outcome))
        var result = unit.result(outcome, reason: "")
        result.reason = nil
        result.durationMs = milliseconds
        result.steps = [
            StepResult(
                name: unit.name, kind: "threshold", outcome: outcome, observations: observations,
                location: unit.location)
        ]
        return result
    }
}

extension LoadResult {
    private static let longestSample = 300

    /// The same with every sample in a readable length: masked first, since half a secret would pass every mask.
    fileprivate func redacted(by redactor: Redactor) -> LoadResult {
        mappingSamples { redactor.redact($0).clipped(to: Self.longestSample) }
    }
}
