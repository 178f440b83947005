package import Model

/// What came of a config suite.
package struct ConfigEvaluation: Sendable {
    /// One result for each of the suite's `units`, in their order.
    package var cases: [CaseResult]
    /// Every secret that the files hold: to be redacted from everything that the run writes.
    package var secrets: [Secret]
    /// What to remember of canaries after a run that ends with GO.
    package var canaries: [(path: String, state: CanaryState)] = []
}

extension ConfigSuite {
    /// Judges every rule in every environment.
    ///
    /// `contents` holds the bytes of each path of `files`; of a file longer than `ConfigReader.maximumBytes`, one byte
    /// more than that is enough; those of `stateFiles` belong to it too. A path that is not in it counts as unreadable.
    /// `now` is what the time that a canary has stood is measured against.
    package func evaluate(
        _ contents: [String: Result<[UInt8], ConfigFileFailure>], matcher: @escaping Matcher,
        now: Timestamp? = nil
    ) -> ConfigEvaluation {
        let specs = Dictionary(keys.map { ($0.key, $0) }) { first, _ in first }
        var values: [String: EnvironmentValues] = [:]
        for environment in environments {
            values[environment.name] = EnvironmentValues(environment, keys: specs, contents: contents)
        }
        let hidden = values.values.reduce(into: Set<Secret>()) { $0.formUnion($1.secrets) }
        for name in values.keys { values[name]?.hidden = hidden }
        let judge = RuleJudge(self, matcher: matcher)
        var evaluation = ConfigEvaluation(cases: [], secrets: Array(hidden) + askedSecrets)
        for rule in rules {
            let observations: [Observation]
            switch rule.subject {
            case .parity(let parity):
                let compared = parity.scope.environments.compactMap { values[$0] }
                observations = ParityJudge(suite: self, judge: judge, rule: rule, environments: compared)
                    .observations(of: parity.check)
            case .canary(let canary):
                let found = values[rule.environment].map { judgeCanary(canary, rule, $0, judge, contents, now) }
                observations = found?.observations ?? []
                if let path = canary.statePath, let next = found?.next { evaluation.canaries.append((path, next)) }
            default: observations = values[rule.environment].map { judge.observations(of: rule, $0) } ?? []
            }
            evaluation.cases.append(result(rule.unit, observations))
        }
        return evaluation
    }

    /// The values that the suite itself names for secret keys: they may be the secrets.
    private var askedSecrets: [Secret] {
        keys.filter(\.isWithheld).flatMap(\.equals.values).map(\.text)
            .filter { $0.utf8.count >= Redactor.shortestValue && !isReference($0) }.map { Secret($0) }
    }

    private func judgeCanary(
        _ canary: Canary, _ rule: ConfigRule, _ values: EnvironmentValues, _ judge: RuleJudge,
        _ contents: [String: Result<[UInt8], ConfigFileFailure>], _ now: Timestamp?
    ) -> (observations: [Observation], next: CanaryState?) {
        guard let entry = values.entries[canary.key] else {
            let expected = "\(canary.key) is one of its stages"
            return ([judge.missing(canary.key, expected: expected, rule, values)], nil)
        }
        let found = CanaryJudge(
            canary: canary, subject: RuleSubject(entry: entry, values: values, rule: rule),
            type: judge.specs[canary.key]?.type ?? .string,
            stateFile: canary.statePath.map { contents[$0] ?? .failure(.unreadable("it was not read")) }, now: now
        ).judge()
        let settled = judge.settled(found.observations, rule, values)
        return (settled, settled.allSatisfy { $0.outcome == .passed } ? found.next : nil)
    }

    /// Every key that the suite names anywhere, but for those that it only excepts from comparisons.
    var knownKeys: Set<String> {
        Set(keys.map(\.key) + environments.flatMap { $0.expectations.map(\.key) + $0.forbidden.map(\.key) })
    }

    func result(_ unit: PlannedUnit, _ observations: [Observation]) -> CaseResult {
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
