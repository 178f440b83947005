internal import Load
internal import Model

/// A performance suite, ready to run: the engine's plan and the thresholds on its result.
struct LoadSuite: SuiteAction {
    struct Limit: Sendable {
        var threshold: Threshold
        var severity: Severity
        /// Not holding means that the measurement is broken.
        var isValidity: Bool
        /// As written, with `*` taken apart: stable, and unique in the suite.
        var id: String
        var location: SourceLocation
    }

    let name: String
    let location: SourceLocation
    let loadPlan: LoadPlan
    let limits: [Limit]
    var aborts: [AbortRule] = []
    var validity = ValidityLimits()
    let isMutating: Bool
    let users: Int
    let thinkTime: Duration
    let plannedDuration: Duration?

    /// What is always judged: whether the measurement itself can be trusted.
    var measurement: PlannedUnit {
        PlannedUnit(
            id: "\(name)/measurement", name: "the measurement is valid", unit: .threshold, severity: .block,
            location: location)
    }

    var units: [PlannedUnit] {
        [measurement]
            + limits.map {
                PlannedUnit(
                    id: "\(name)/\($0.id)", name: $0.id, unit: .threshold,
                    severity: $0.isValidity ? .block : $0.severity,
                    location: $0.location)
            }
            + aborts.map {
                PlannedUnit(
                    id: "\(name)/abort: \($0.id)", name: "abort: \($0.id)", unit: .threshold, severity: .block,
                    location: $0.location)
            }
    }

    var plan: String { loadPlan.words }

    var expectedDuration: Duration { loadPlan.warmup + (plannedDuration ?? .zero) }

    func run(in context: RunContext) async -> SuiteOutcome {
        if isMutating, context.environment.protected {
            let reason = "changes the target, and '\(context.environment.name)' is protected"
            return SuiteOutcome(cases: units.map { $0.result(.skipped, reason: reason, isForbidden: true) })
        }
        var plan = loadPlan
        plan.maxDuration = max(.milliseconds(1), min(plan.maxDuration, context.timeLeft))
        switch await LoadRun.measure(plan, aborts: aborts, progress: context.progress) {
        case .failure(let error):
            return SuiteOutcome(cases: units.map { $0.result(.errored, reason: "\(error)") })
        case .success(let ending):
            return LoadJudge(suite: self, ending: ending, redactor: context.redactor).outcome
        }
    }
}
