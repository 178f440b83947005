package import Model

/// What came of a config suite.
package struct ConfigEvaluation: Sendable {
    /// One result for each of the suite's `units`, in their order.
    package var cases: [CaseResult]
    /// Every secret that the files hold: to be redacted from everything that the run writes.
    package var secrets: [Secret]
}

extension ConfigSuite {
    /// Judges every rule in every environment.
    ///
    /// `contents` holds the bytes of each path of `files`; of a file longer than `ConfigReader.maximumBytes`, one byte
    /// more than that is enough. A path that is not in it counts as unreadable.
    package func evaluate(
        _ contents: [String: Result<[UInt8], ConfigFileFailure>], matcher: @escaping Matcher
    ) -> ConfigEvaluation {
        let specs = Dictionary(keys.map { ($0.key, $0) }) { first, _ in first }
        var values: [String: EnvironmentValues] = [:]
        for environment in environments {
            values[environment.name] = EnvironmentValues(environment, keys: specs, contents: contents)
        }
        let hidden = values.values.reduce(into: Set<Secret>()) { $0.formUnion($1.secrets) }
        for name in values.keys { values[name]?.hidden = hidden }
        let judge = RuleJudge(specs: specs, known: knownKeys, matcher: matcher)
        let cases = rules.map { rule in
            result(rule.unit, values[rule.environment].map { judge.observations(of: rule, $0) } ?? [])
        }
        return ConfigEvaluation(cases: cases, secrets: Array(hidden))
    }

    /// Every key that the suite names anywhere.
    private var knownKeys: Set<String> {
        Set(keys.map(\.key) + environments.flatMap { $0.expectations.map(\.key) + $0.forbidden.map(\.key) })
    }

    private func result(_ unit: PlannedUnit, _ observations: [Observation]) -> CaseResult {
        // Nothing observed is nothing known.
        let outcome = observations.isEmpty ? Outcome.errored : Outcome.worst(observations.map(\.outcome))
        return CaseResult(
            id: unit.id, name: unit.name, unit: unit.unit, severity: unit.severity, tags: unit.tags, outcome: outcome,
            steps: [
                StepResult(
                    name: unit.name, kind: "rule", outcome: outcome, observations: observations, location: unit.location
                )
            ],
            location: unit.location)
    }
}
