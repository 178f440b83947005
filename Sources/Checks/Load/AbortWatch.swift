package import Load
internal import Model

/// Watches one abort rule while load runs: what happened over the last `window`, from looks at the counters.
///
/// Pure: looks and their times come from outside. A look at which nothing was started since the one before is left out,
/// so that a drain, in which only the slow requests are left, is not taken for the load.
package struct AbortWatch: Sendable {
    /// What a window showed.
    package struct Sight: Sendable, Equatable {
        /// In the unit of the rule's limit; infinite when requests timed out in place of having a time.
        package var value: Double
        package var observed: String
        package var window: Duration
        /// The window's end, since the measurement began.
        package var at: Duration
    }

    private struct Look: Sendable {
        var at: Duration
        var progress: LoadProgress
    }

    package let rule: AbortRule
    /// The first window in which the condition held.
    package private(set) var met: Sight?
    /// The window that came closest to it.
    package private(set) var worst: Sight?

    /// Which of the plan's steps it is about, by their place among all.
    private let steps: [Int]
    /// The first is the last one before the window.
    private var looks = [Look(at: .zero, progress: LoadProgress())]
    private var begin = Duration.zero
    private var wasAsked = false
    private var lastStarted: UInt64 = 0

    /// So many looks fill a window at most.
    private static let looksPerWindow = 40
    /// With fewer answers a share or a percentile is an accident.
    private static let fewest = 10

    package init(_ rule: AbortRule, plan: LoadPlan) {
        self.rule = rule
        let all = plan.scenarios.flatMap { scenario in scenario.steps.map { (scenario: scenario.name, step: $0.name) } }
        steps = all.indices.filter { index in
            rule.condition.scenario.map { $0 == all[index].scenario } ?? true
                && rule.condition.step.map { $0 == all[index].step } ?? true
        }
    }

    /// Whether the condition can be known while load runs: of times only the response time is looked at.
    package static func isKnown(_ condition: Threshold) -> Bool {
        switch (condition.metric, condition.aggregator, condition.limit) {
        case (_, _, .ofPlanned): false
        case (.response, .percentile, _), (.response, .mean, _), (.response, .min, _), (.response, .max, _): true
        case (.errors, .ratio, _), (.checks, .ratio, _): true
        case (.errors, _, _), (.checks, _, _), (.started, _, _): [.count, .rate].contains(condition.aggregator)
        default: false
        }
    }

    /// Takes a look, of nothing while the load has not begun; true when the load has to end.
    package mutating func look(_ progress: LoadProgress?, at now: Duration) -> Bool {
        guard met == nil, Self.isKnown(rule.condition) else { return met != nil }
        guard let progress, progress.isMeasuring else {
            begin = now
            looks = [Look(at: now, progress: progress ?? LoadProgress())]
            return false
        }
        let started = progress.steps.reduce(0) { $0 + $1.started }
        guard started > lastStarted else { return false }
        lastStarted = started
        if let since = looks.last(where: { $0.at <= now - rule.window }) {
            wasAsked = true
            judge(progress, since: since, at: now)
        }
        if let last = looks.last, now - last.at >= rule.window / Self.looksPerWindow {
            looks.append(Look(at: now, progress: progress))
        }
        while looks.count > 1, looks[1].at <= now - rule.window { looks.removeFirst() }
        return met != nil
    }

    /// The load is over: its last window is judged as well, and one that was shorter than a window as a whole.
    package mutating func end(_ progress: LoadProgress, at now: Duration) {
        guard !look(progress, at: now), progress.isMeasuring, !wasAsked, let first = looks.first else { return }
        judge(progress, since: first, at: now)
    }

    private mutating func judge(_ progress: LoadProgress, since earlier: Look, at now: Duration) {
        let window = now - earlier.at
        guard let (value, detail) = value(progress.since(earlier.progress), over: window) else { return }
        let limit = rule.condition.limit
        let text = value.isFinite ? limit.text(value) : "no answer in time"
        let sight = Sight(value: value, observed: "\(text)\(detail)", window: window, at: now - begin)
        if worst.map({ isWorse(value, than: $0.value) }) ?? true { worst = sight }
        if rule.condition.comparison.holds(value, limit.value) { met = sight }
    }

    private func isWorse(_ value: Double, than other: Double) -> Bool {
        rule.condition.comparison.isUpperLimit ? value < other : value > other
    }

    // MARK: Figures

    /// The figure that the condition is about, and what it was made of; nil where there is too little to tell.
    private func value(_ progress: LoadProgress, over window: Duration) -> (Double, String)? {
        let total = steps.reduce(into: LoadProgress.Step()) { sum, index in
            if progress.steps.indices.contains(index) { sum.merge(progress.steps[index]) }
        }
        let condition = rule.condition
        if condition.metric == .response { return time(total).map { ($0, " (\(total.completed.grouped) requests)") } }
        let events =
            switch condition.metric {
            case .errors: total.failed
            case .checks: total.succeeded
            default: total.started
            }
        switch condition.aggregator {
        case .count: return (Double(events), "")
        case .rate: return window > .zero ? (Double(events) / window.seconds, "") : nil
        default:
            guard total.completed >= Self.fewest else { return nil }
            return (Double(events) / Double(total.completed), " (\(events.grouped) of \(total.completed.grouped))")
        }
    }

    /// Milliseconds. Requests that timed out are later than any limit.
    private func time(_ total: LoadProgress.Step) -> Double? {
        let samples = total.response.count
        let all = samples + total.timedOut
        guard all >= Self.fewest else { return nil }
        switch rule.condition.aggregator {
        case .percentile(let percentile):
            guard Double(all) * (1 - percentile / 100) >= 1 else { return nil }
            let rank = percentile * Double(all) / Double(max(1, samples))
            if rank > 100 { return .infinity }
            return bounded(total.response.percentile(rank))
        case .mean: return bounded(total.response.mean)
        case .min: return bounded(total.response.min)
        default: return total.timedOut > 0 ? .infinity : bounded(total.response.max)
        }
    }

    /// Looks know times within a sixteenth: what could be within the limit is not taken to be beyond it.
    private func bounded(_ time: Duration?) -> Double? {
        time.map { rule.condition.comparison.isUpperLimit ? $0.milliseconds : $0.milliseconds * 15 / 16 }
    }
}
