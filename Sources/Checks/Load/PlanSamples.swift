internal import Load
internal import Model

/// How many samples a plan will bring, as far as it tells before the run.
struct PlanSamples {
    /// A number that chance may have a part in.
    struct Estimate: Equatable {
        /// What is to be expected.
        var expected: Double
        /// What can't be exceeded; twice what is expected where only chance says.
        var most: Double
    }

    let plan: LoadPlan

    private var totalWeight: Double { Double(plan.scenarios.reduce(0) { $0 + $1.weight }) }

    /// Measured iterations of all scenarios; nil where the target's speed decides.
    var iterations: Estimate? {
        switch plan.model {
        case .open(let open): self.open(open)
        case .closed(let closed): self.closed(closed)
        }
    }

    private func open(_ open: OpenModel) -> Estimate {
        let curve = RateCurve(open.stages)
        let before = curve.starts(before: plan.warmup)
        var planned = curve.total - before
        if case .iterations(let count) = plan.length { planned = min(planned, max(0, Double(count) - before)) }
        // Six standard deviations of a Poisson count.
        let chance = open.arrivals == .poisson ? 6 * planned.squareRoot() + 10 : 0
        return Estimate(expected: planned, most: planned + chance)
    }

    private func closed(_ closed: ClosedModel) -> Estimate? {
        switch plan.length {
        case .iterations(let count): return Estimate(expected: Double(count), most: Double(count))
        case .duration(let length):
            func iterations(_ pause: Duration) -> Double? {
                let pause = max(pause, closed.pacing)
                // Clamped: a year of 100 000 users who hardly think is more than an Int holds.
                return pause > .zero ? min(1e15, Double(closed.users) * (length.seconds / pause.seconds + 1)) : nil
            }
            guard let expected = iterations(closed.thinkTime.mean) else { return nil }
            return Estimate(
                expected: expected, most: iterations(closed.thinkTime.least) ?? .greatestFiniteMagnitude)
        }
    }

    /// Samples of a duration that a threshold speaks of; nil where the target's speed decides.
    func samples(of threshold: Threshold) -> Estimate? {
        guard let iterations else { return nil }
        // Who has no scenario is of all of them; what the generator's threads record knows no selector.
        let chosen = plan.scenarios.filter {
            threshold.metric == .lag || threshold.scenario == nil || $0.name == threshold.scenario
        }
        let counts = chosen.map { (weight: Double($0.weight), samples: Double(samples(of: threshold, in: $0))) }
        let share = counts.reduce(0) { $0 + $1.weight * $1.samples } / max(1, totalWeight)
        let expected = iterations.expected * share
        let most = iterations.most * (counts.map(\.samples).max() ?? 0)
        let isCertain = plan.scenarios.count == 1 && iterations.most < .greatestFiniteMagnitude
        return Estimate(expected: expected, most: isCertain ? most : min(most, 2 * expected))
    }

    private func samples(of threshold: Threshold, in scenario: LoadScenario) -> Int {
        switch threshold.metric {
        case .iteration: 1
        case .lag: scenario.steps.count
        default: scenario.steps.count { threshold.step == nil || $0.name == threshold.step }
        }
    }
}

extension ThinkTime {
    /// No pause is shorter.
    var least: Duration {
        switch self {
        case .constant(let time): time
        case .uniform(let least, _): least
        case .exponential: .zero
        }
    }
}
