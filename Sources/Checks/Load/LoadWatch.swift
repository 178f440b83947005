internal import Load
internal import Model

/// What looks on while load runs: the abort rules several times a second, the live view once.
struct LoadWatch: Sendable {
    private(set) var aborts: [AbortWatch]
    private var view: LiveView
    private let begin = ContinuousClock.now
    private var nextView = Duration.zero

    init(_ plan: LoadPlan, _ rules: [AbortRule]) {
        aborts = rules.map { AbortWatch($0, plan: plan) }
        view = LiveView(plan)
    }

    /// How long to wait between two looks: a tenth of the shortest window, from 0.2 s (progress is no newer) to 1 s.
    var interval: Duration {
        let shortest = aborts.map(\.rule.window).min() ?? .seconds(10)
        return max(.milliseconds(200), min(.seconds(1), shortest / 10))
    }

    private var now: Duration { begin.duration(to: .now) }

    /// Looks at the load, which is nil until it has begun; true when a rule wants it to end.
    mutating func look(_ progress: LoadProgress?, tell: (RunProgress) -> Void) -> Bool {
        let now = now
        if let progress, now >= nextView {
            nextView = now + .seconds(1)
            tell(view.look(progress, at: now))
        }
        var isMet = false
        for index in aborts.indices where aborts[index].look(progress, at: now) { isMet = true }
        return isMet
    }

    mutating func end(_ progress: LoadProgress) {
        let now = now
        for index in aborts.indices { aborts[index].end(progress, at: now) }
    }
}
