/// A measured duration that thresholds name.
package enum LoadMetric: String, Sendable, CaseIterable {
    /// Done - planned, of successes.
    case response
    /// Done - sent, of successes.
    case service
    /// First byte - sent, of successes.
    case ttfb
    /// Opening a connection.
    case connect
    /// A scenario's whole iteration; a step selector matches nothing.
    case iteration
    /// Done - planned, of failures.
    case failure
    /// Done - planned of successes, without what the generator itself was late: R - G.
    case punctualResponse
    /// The generator's lateness; selectors do not apply.
    case lag
    /// What had to wait for a slot or a connection; selectors do not apply.
    case wait
}

/// Which scenario and step; nil is all of them.
package struct LoadSelector: Sendable, Hashable {
    package var scenario: String?
    package var step: String?

    package static let all = LoadSelector()

    package init(scenario: String? = nil, step: String? = nil) {
        self.scenario = scenario
        self.step = step
    }
}

/// How a distribution becomes one duration.
package enum LoadAggregator: Sendable, Equatable {
    /// 0 to 100.
    case percentile(Double)
    case mean, min, max
}

extension LoadResult {
    /// All samples of a metric; empty when nothing was measured or the selector matches nothing.
    package func distribution(of metric: LoadMetric, _ selector: LoadSelector = .all) -> Distribution {
        if metric == .lag { return generator.lag }
        if metric == .wait { return waits }
        if metric == .iteration {
            guard selector.step == nil else { return Distribution() }
            return merged(scenarios(selector).map(\.iteration))
        }
        return merged(steps(selector).map { $0.distribution(of: metric) })
    }

    /// One figure of a metric; nil when there are no samples, which never passes a threshold.
    package func value(_ aggregator: LoadAggregator, of metric: LoadMetric, _ selector: LoadSelector = .all)
        -> Duration?
    {
        let samples = distribution(of: metric, selector)
        switch aggregator {
        case .percentile(let percentile): return samples.percentile(percentile)
        case .mean: return samples.mean
        case .min: return samples.min
        case .max: return samples.max
        }
    }

    /// How many samples of a metric there are.
    package func count(of metric: LoadMetric, _ selector: LoadSelector = .all) -> UInt64 {
        distribution(of: metric, selector).count
    }

    /// How many samples of a metric exceed `limit`, within 0.1 % of it.
    package func count(of metric: LoadMetric, above limit: Duration, _ selector: LoadSelector = .all) -> UInt64 {
        distribution(of: metric, selector).count(above: limit)
    }

    /// Requests and bytes.
    package func counts(_ selector: LoadSelector = .all) -> LoadCounts {
        steps(selector).reduce(into: LoadCounts()) { $0.merge($1.counts) }
    }

    /// Iterations that were due, and how many of them were never begun; a step selector matches nothing.
    package func arrivals(_ selector: LoadSelector = .all) -> (planned: UInt64, dropped: UInt64) {
        guard selector.step == nil else { return (0, 0) }
        return scenarios(selector).reduce((0, 0)) { ($0.planned + $1.planned, $0.dropped + $1.dropped) }
    }

    /// Failures by class, phase and blame, those before any request included when nothing is selected.
    package func failures(_ selector: LoadSelector = .all) -> [FailureCount] {
        let setup = selector == .all ? setupFailures : []
        return (setup + steps(selector).flatMap(\.failures)).merged()
    }

    /// The share of completed requests that failed, 0 to 1; nil when none completed.
    package func failureRatio(_ selector: LoadSelector = .all) -> Double? {
        let counts = counts(selector)
        return counts.completed > 0 ? Double(counts.failed) / Double(counts.completed) : nil
    }

    /// A count per second of measured time; nil when no time was measured.
    package func rate(_ count: KeyPath<LoadCounts, UInt64>, _ selector: LoadSelector = .all) -> Double? {
        let seconds = Double(measured.nanoseconds) / 1e9
        return seconds > 0 ? Double(counts(selector)[keyPath: count]) / seconds : nil
    }

    /// Whether the plan has what the selector names.
    package func hasMatch(_ selector: LoadSelector) -> Bool { !steps(selector).isEmpty }

    private func scenarios(_ selector: LoadSelector) -> [ScenarioResult] {
        scenarios.filter { selector.scenario == nil || selector.scenario == $0.name }
    }

    private func steps(_ selector: LoadSelector) -> [StepResult] {
        scenarios(selector).flatMap(\.steps).filter { selector.step == nil || selector.step == $0.name }
    }

    private func merged(_ distributions: [Distribution]) -> Distribution {
        distributions.reduce(into: Distribution()) { $0.merge($1) }
    }
}

extension StepResult {
    fileprivate func distribution(of metric: LoadMetric) -> Distribution {
        switch metric {
        case .response: response
        case .service: service
        case .ttfb: ttfb
        case .connect: connect
        case .failure: failure
        case .punctualResponse: response.moving(late, to: latePunctual)
        case .iteration, .lag, .wait: Distribution()
        }
    }
}
