internal import Load
internal import Model

extension LoadPlan {
    /// The plan in one line, for people: `open model: 60 s at 200 rps, 12 000 iterations, 24 000 requests, …`.
    var words: String {
        var parts = [shortWords]
        if let expected = expectedWords { parts.append(expected) }
        if warmup > .zero { parts.append("warm-up \(warmup.text)") }
        if case .open(let open) = model { parts.append("at most \(DurationText.grouped(open.maxInFlight)) in flight") }
        if case .shared(let count) = connections {
            parts.append("\(DurationText.grouped(count)) shared \(count == 1 ? "connection" : "connections")")
        }
        if !keepAlive { parts.append("a connection for each request") }
        let steps = scenarios.map {
            "\($0.name) (\($0.steps.count) \($0.steps.count == 1 ? "request" : "requests"))"
        }
        return "\(modelWords): \(parts.joined(separator: ", ")): \(steps.joined(separator: ", "))"
    }

    private var modelWords: String {
        switch model {
        case .closed: "closed model"
        case .open(let open): open.arrivals == .poisson ? "open model, poisson arrivals" : "open model"
        }
    }

    /// How much the measurement comes to, as far as the plan tells.
    private var expectedWords: String? {
        guard let iterations = PlanSamples(plan: self).iterations else { return nil }
        let weights = scenarios.reduce(0) { $0 + $1.weight }
        let requests = scenarios.reduce(0) { $0 + $1.weight * $1.steps.count }
        let isCertain = iterations.most <= iterations.expected && scenarios.count == 1
        let qualifier =
            if case .closed = model { "at most " } else { isCertain ? "" : "about " }
        return "\(qualifier)\(Self.grouped(iterations.expected)) iterations, "
            + "\(Self.grouped(iterations.expected * Double(requests) / Double(max(1, weights)))) requests"
    }

    /// Who sends how much for how long: `60 s at 20 rps`, `50 users thinking 1 s for 25 s`.
    var shortWords: String {
        switch model {
        case .closed(let closed):
            let users = "\(DurationText.grouped(closed.users)) \(closed.users == 1 ? "user" : "users")"
            return "\(users)\(closed.pauseWords) for \(lengthWords)"
        case .open(let open):
            let peak = "\(DurationText.fixed(RateCurve(open.stages).peak, places: 3)) rps"
            let isEven = Set(open.stages.flatMap { [$0.from, $0.to] }).count == 1
            return "\(lengthWords) \(isEven ? "at \(peak)" : "in \(open.stages.count) stages up to \(peak)")"
        }
    }

    private var lengthWords: String {
        switch length {
        case .duration(let duration): duration.text
        case .iterations(let count): "\(DurationText.grouped(count)) iterations"
        }
    }

    private static func grouped(_ count: Double) -> String { DurationText.grouped(Int(min(1e15, count.rounded()))) }
}

extension ClosedModel {
    fileprivate var pauseWords: String {
        let think: String? =
            switch thinkTime {
            case .constant(.zero): nil
            case .constant(let time): "thinking \(time.text)"
            case .uniform(let least, let most): "thinking \(least.text) to \(most.text)"
            case .exponential(let mean): "thinking \(mean.text) on average"
            }
        let pace = pacing > .zero ? "paced \(pacing.text)" : nil
        return [think, pace].compactMap(\.self).map { " \($0)" }.joined(separator: ",")
    }
}
