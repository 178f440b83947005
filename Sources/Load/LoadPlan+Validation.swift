extension LoadPlan {
    private static let maxUsers = 100_000
    private static let maxRate = 1_000_000.0

    /// Refuses what cannot be run.
    func validate() throws(LoadError) {
        try validateModel()
        guard !scenarios.isEmpty else { throw .invalidPlan("it has no scenario") }
        for scenario in scenarios { try validate(scenario) }
        switch length {
        case .duration(let duration):
            guard duration > .zero else { throw .invalidPlan("its duration must be longer than 0") }
        case .iterations(let count):
            guard count > 0, count <= 1 << 40 else { throw .invalidPlan("its iterations must be 1 to 2^40") }
        }
        guard maxDuration > warmup else { throw .invalidPlan("max_duration must be longer than the warm-up") }
        guard maxDuration <= .seconds(7 * 86_400) else { throw .invalidPlan("max_duration must be at most a week") }
        guard threads ?? 1 > 0 else { throw .invalidPlan("threads must be 1 or more") }
        if case .shared(let count) = connections {
            guard (1...Self.maxUsers).contains(count) else {
                throw .invalidPlan("shared connections must be 1 to \(Self.maxUsers)")
            }
        }
        guard (1...1000).contains(streamsPerConnection) else {
            throw .invalidPlan("streams per connection must be 1 to 1000")
        }
        for feeder in feeders {
            guard !feeder.rows.isEmpty, feeder.rows.allSatisfy({ $0.count == feeder.variables.count }) else {
                throw .invalidPlan("a feeder has no rows, or rows of different widths")
            }
        }
    }

    private func validateModel() throws(LoadError) {
        guard users > 0, users <= Self.maxUsers else { throw .invalidPlan("users must be 1 to \(Self.maxUsers)") }
        switch model {
        case .closed(let closed):
            guard closed.thinkTime.mean >= .zero, closed.pacing >= .zero else {
                throw .invalidPlan("think time and pacing must not be negative")
            }
        case .open(let open):
            for stage in open.stages {
                let rates = 0...Self.maxRate
                guard rates.contains(stage.from), rates.contains(stage.to), stage.duration >= .zero else {
                    throw .invalidPlan("a stage's rates must be 0 to \(Int(Self.maxRate)) a second")
                }
            }
            let curve = RateCurve(open.stages)
            guard curve.total >= 1 else { throw .invalidPlan("its stages plan no iteration") }
            guard curve.duration > warmup else { throw .invalidPlan("its stages end before the warm-up does") }
        }
    }

    private func validate(_ scenario: LoadScenario) throws(LoadError) {
        guard !scenario.steps.isEmpty else { throw .invalidPlan("scenario '\(scenario.name)' has no step") }
        guard (1...1_000_000).contains(scenario.weight) else {
            throw .invalidPlan("the weight of scenario '\(scenario.name)' must be 1 to 1000000")
        }
        for step in scenario.steps {
            guard !step.origin.host.isEmpty, step.origin.port > 0 else {
                throw .invalidPlan("step '\(step.name)' has no host or no port")
            }
            guard step.timeout > .zero, step.connectTimeout > .zero else {
                throw .invalidPlan("the time-outs of step '\(step.name)' must be longer than 0")
            }
        }
    }
}
