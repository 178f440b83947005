package import Load
package import Model

/// What a person sees of a load while it runs: how far it is, and the last seconds in figures. Pure.
package struct LiveView: Sendable {
    private struct Look: Sendable {
        var at: Duration
        var progress: LoadProgress
    }

    /// So much of the past is "now".
    private static let window = Duration.seconds(5)

    /// Warm-up and measurement; nil when iterations decide.
    private let length: Duration?
    private let iterations: Int?
    private let isOpen: Bool
    private var looks: [Look] = []

    package init(_ plan: LoadPlan) {
        var length: Duration?
        var iterations: Int?
        switch plan.length {
        case .duration(let duration): length = plan.warmup + duration
        case .iterations(let count): iterations = count
        }
        if case .open(let open) = plan.model {
            isOpen = true
            let stages = open.stages.reduce(Duration.zero) { $0 + $1.duration }
            length = length.map { min($0, stages) } ?? stages
        } else {
            isOpen = false
        }
        self.length = length
        self.iterations = iterations
    }

    /// The state at a time since the load began, in one line.
    package mutating func look(_ progress: LoadProgress, at now: Duration) -> RunProgress {
        if let last = looks.last, last.progress.isMeasuring != progress.isMeasuring { looks.removeAll() }
        while looks.count > 1, looks[1].at <= now - Self.window { looks.removeFirst() }
        let since = looks.first
        let lately = since.map { progress.since($0.progress) } ?? progress
        let span = now - (since?.at ?? .zero)
        looks.append(Look(at: now, progress: progress))
        let done = share(progress, at: now)
        let ended = length.map { now >= $0 } ?? false
        let text = (ended ? "waiting for answers, " : "") + text(progress, lately, span)
        return RunProgress(text, done: done, left: left(done, at: now))
    }

    private func text(_ progress: LoadProgress, _ lately: LoadProgress, _ span: Duration) -> String {
        let recent = lately.total
        let rate = span > .zero ? Double(recent.completed) / span.seconds : 0
        var parts = [
            "\(DurationText.fixed(rate, places: rate < 10 ? 1 : 0))/s", "\(progress.inFlight.grouped) in flight",
        ]
        if !progress.isMeasuring { parts.insert("warm-up", at: 0) }
        if progress.waiting > 0 { parts.append("\(progress.waiting.grouped) waiting") }
        let times = [50.0, 95, 99].compactMap { percentile in
            recent.response.percentile(percentile).map { "p\(Int(percentile)) \($0.text)" }
        }
        if !times.isEmpty { parts.append(times.joined(separator: " ")) }
        for (failureClass, count) in progress.failures.sorted(by: { $0.key < $1.key }) where count > 0 {
            parts.append("\(count.grouped) \(failureClass)")
        }
        return parts.joined(separator: ", ")
    }

    private func share(_ progress: LoadProgress, at now: Duration) -> Double? {
        let byTime = length.map { $0 > .zero ? now.seconds / $0.seconds : 1 }
        let byCount = iterations.map { Double(progress.planned) / Double(max(1, $0)) }
        guard let share = [byTime, byCount].compactMap(\.self).max() else { return nil }
        return min(1, max(0, share))
    }

    private func left(_ done: Double?, at now: Duration) -> Duration? {
        guard let done else { return nil }
        if iterations == nil, let length { return length > now ? length - now : nil }
        // Too early a guess only jumps about.
        return done >= 0.02 ? now * ((1 - done) / done) : nil
    }
}
