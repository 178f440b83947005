internal import Model

/// The results of a run as they come in, at the places where the plan has them.
struct Ledger {
    private struct Entry {
        var results: [CaseResult?]
        var load: LoadSummary?
        var startedAt: (instant: ContinuousClock.Instant, time: Timestamp)?
        var lastInstant: ContinuousClock.Instant?
    }

    private let plan: Plan
    private let emit: @Sendable (RunEvent) -> Void
    private var entries: [Entry]
    private var outcomes: [String: Outcome] = [:]

    init(plan: Plan, emit: @escaping @Sendable (RunEvent) -> Void) {
        self.plan = plan
        self.emit = emit
        entries = plan.suites.map { Entry(results: [CaseResult?](repeating: nil, count: $0.units.count)) }
    }

    /// Marks the suite as begun, the first time.
    mutating func start(suite index: Int) {
        guard entries[index].startedAt == nil else { return }
        entries[index].startedAt = (.now, .now)
        let suite = plan.suites[index]
        emit(.suiteStarted(name: suite.name, kind: suite.kind, units: suite.units.count))
    }

    mutating func add(_ result: CaseResult, suite: Int, unit: Int) {
        entries[suite].results[unit] = result
        entries[suite].lastInstant = .now
        note(result)
        emit(.caseFinished(suite: plan.suites[suite].name, result))
        if entries[suite].results.allSatisfy({ $0 != nil }) { emit(.suiteFinished(summary(suite, missing: ""))) }
    }

    /// Takes the results of a suite action, which may be more or fewer than were planned.
    mutating func add(_ outcome: SuiteOutcome, suite: Int) {
        entries[suite].results = outcome.cases
        entries[suite].load = outcome.load
        entries[suite].lastInstant = .now
        for result in outcome.cases {
            note(result)
            emit(.caseFinished(suite: plan.suites[suite].name, result))
        }
        emit(.suiteFinished(summary(suite, missing: "")))
    }

    /// A case with a matrix counts as the worst of its rows.
    private mutating func note(_ result: CaseResult) {
        let declared = result.id.prefix { $0 != "[" }
        for id in Set([result.id, String(declared)]) {
            outcomes[id] = Outcome.worst([outcomes[id] ?? .passed, result.outcome])
        }
    }

    /// Why something with these needs can't run; nil when all of them have passed.
    func unmet(_ needs: [String]) -> String? {
        for need in needs where outcomes[need] != .passed {
            return "needs \(need), which \(outcomes[need].map(Ledger.verb) ?? "did not run")"
        }
        return nil
    }

    static func verb(_ outcome: Outcome) -> String {
        switch outcome {
        case .passed: "passed"
        case .failed: "failed"
        case .errored: "could not be checked"
        case .skipped: "was skipped"
        }
    }

    /// Every suite's results in declared order; what did not come to run is skipped, and says why.
    func results(interruption: Interruption?) -> [SuiteResult] {
        let missing = "not run: \(interruption?.sentence ?? "the run ended early")"
        return plan.suites.indices.map { summary($0, missing: missing) }
    }

    private func summary(_ index: Int, missing: String) -> SuiteResult {
        let entry = entries[index]
        let suite = plan.suites[index]
        let units = suite.units
        let duration = entry.startedAt.map { $0.instant.duration(to: entry.lastInstant ?? .now).milliseconds } ?? 0
        return SuiteResult(
            name: suite.name, kind: suite.kind, file: suite.file, startedAt: entry.startedAt?.time ?? .now,
            durationMs: duration,
            cases: entry.results.enumerated().map { $1 ?? units[$0].result(.skipped, reason: missing) }, load: entry.load)
    }
}
