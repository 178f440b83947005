internal import Model

/// The results of a run as they come in, at the places where the plan has them.
struct Ledger {
    private struct Entry {
        var results: [CaseResult?]
        var missingCount: Int
        var load: LoadSummary?
        var attachments: [Attachment] = []
        var startedAt: (instant: ContinuousClock.Instant, time: Timestamp)?
        var lastInstant: ContinuousClock.Instant?
    }

    private let plan: Plan
    private let emit: @Sendable (RunEvent) -> Void
    private var entries: [Entry]
    private var outcomes: [String: Outcome] = [:]
    private var forbidden: Set<String> = []

    init(plan: Plan, emit: @escaping @Sendable (RunEvent) -> Void) {
        self.plan = plan
        self.emit = emit
        entries = plan.suites.map {
            Entry(results: [CaseResult?](repeating: nil, count: $0.units.count), missingCount: $0.units.count)
        }
    }

    /// Marks the suite as begun, the first time.
    mutating func start(suite index: Int) {
        guard entries[index].startedAt == nil else { return }
        entries[index].startedAt = (.now, .now)
        let suite = plan.suites[index]
        emit(.suiteStarted(name: suite.name, kind: suite.kind, units: suite.units.count))
    }

    mutating func add(_ result: CaseResult, suite: Int, unit: Int) {
        if entries[suite].results[unit] == nil { entries[suite].missingCount -= 1 }
        entries[suite].results[unit] = result
        entries[suite].lastInstant = .now
        note(result)
        emit(.caseFinished(suite: plan.suites[suite].name, result))
        if entries[suite].missingCount == 0 { emit(.suiteFinished(summary(suite, missing: ""))) }
    }

    /// Takes the results of a suite action; a unit that it was planned with and says nothing of was not found out.
    mutating func add(_ outcome: SuiteOutcome, suite index: Int) {
        let found = Dictionary(outcome.cases.map { ($0.id, $0) }) { first, _ in first }
        let planned = plan.suites[index].units
        let known = Set(planned.map(\.id))
        let results =
            planned.map { found[$0.id] ?? $0.result(.errored, reason: "it was planned, but nothing was found out") }
            + outcome.cases.filter { !known.contains($0.id) }
        entries[index].results = results
        entries[index].missingCount = 0
        entries[index].load = outcome.load
        entries[index].attachments = outcome.attachments
        entries[index].lastInstant = .now
        for result in results {
            note(result)
            emit(.caseFinished(suite: plan.suites[index].name, result))
        }
        emit(.suiteFinished(summary(index, missing: "")))
    }

    /// A case with a matrix counts as the worst of its rows.
    private mutating func note(_ result: CaseResult) {
        let declared = result.id.prefix { $0 != "[" }
        for id in Set([result.id, String(declared)]) {
            if result.isForbidden { forbidden.insert(id) }
            outcomes[id] = Outcome.worst([outcomes[id] ?? .passed, result.outcome])
        }
    }

    /// Why something with these needs can't run; nil when all of them have passed. It is forbidden where all of the
    /// others are.
    func unmet(_ needs: [String]) -> (reason: String, isForbidden: Bool)? {
        let unmet = needs.filter { outcomes[$0] != .passed }
        guard let first = unmet.first else { return nil }
        let reason = "needs \(first), which \(outcomes[first].map(Ledger.verb) ?? "did not run")"
        return (reason, unmet.allSatisfy(forbidden.contains))
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
            cases: entry.results.enumerated().map { $1 ?? units[$0].result(.skipped, reason: missing) },
            load: entry.load, attachments: entry.attachments.isEmpty ? nil : entry.attachments)
    }
}
