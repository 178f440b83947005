internal import Load
internal import Model

extension LoadPlan {
    /// The plan in one line, for people: `open, poisson arrivals: 200 rps for 60 s, about 12 000 iterations (24 000 requests)`.
    var words: String {
        var parts = [shortWords]
        let samples = PlanSamples(plan: self)
        if let iterations = samples.iterations {
            let requests = scenarios.reduce(0) { $0 + $1.weight * $1.steps.count }
            let perIteration = Double(requests) / Double(max(1, scenarios.reduce(0) { $0 + $1.weight }))
            let isCertain = iterations.most <= iterations.expected && scenarios.count == 1
            let isLimit = if case .closed = model { true } else { false }
            parts.append(
                "\(isLimit ? "at most" : isCertain ? "in all" : "about") \(grouped(iterations.expected)) iterations, "
                    + "\(grouped(iterations.expected * perIteration)) requests")
        }
        if warmup > .zero { parts.append("warm-up \(warmup.text)") }
        if case .open(let open) = model { parts.append("at most \(open.maxInFlight) in flight") }
        if case .shared(let count) = connections { parts.append("\(count) shared connections") }
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

    /// Who sends how much for how long: `60 s at 20 rps`, `50 users thinking 1 s for 25 s`.
    var shortWords: String {
        switch model {
        case .closed(let closed):
            let users = "\(closed.users) \(closed.users == 1 ? "user" : "users")"
            return "\(users)\(closed.pauseWords) for \(lengthWords)"
        case .open(let open):
            let curve = RateCurve(open.stages)
            let rates = Set(open.stages.flatMap { [$0.from, $0.to] })
            let rate =
                rates.count == 1
                ? "at \(Self.rate(curve.peak))" : "in \(open.stages.count) stages up to \(Self.rate(curve.peak))"
            return "\(lengthWords) \(rate)"
        }
    }

    private var lengthWords: String {
        switch length {
        case .duration(let duration): duration.text
        case .iterations(let count): "\(DurationText.grouped(count)) iterations"
        }
    }

    private static func rate(_ rate: Double) -> String { "\(DurationText.fixed(rate, places: 3)) rps" }

    private func grouped(_ count: Double) -> String { DurationText.grouped(Int(min(1e15, count.rounded()))) }
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
