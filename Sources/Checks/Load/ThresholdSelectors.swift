internal import Load
internal import Model

/// Finds what the selector of a threshold names.
struct ThresholdSelectors {
    let scenarios: [LoadScenario]
    /// False where a mistake has cost a scenario some of its steps.
    let areComplete: Bool
    let diagnostics: Diagnostics

    /// The threshold, with `*` taken apart into one for each scenario; none when something was reported.
    func expanded(_ threshold: Threshold, _ place: SourceLocation) -> [Threshold] {
        let names = scenarios.map(\.name)
        if let scenario = threshold.scenario, scenario != "*", !names.contains(scenario) {
            report("scenario", scenario, names, place)
            return []
        }
        if let step = threshold.step {
            let steps = scenarios.filter {
                threshold.scenario.map { $0 == "*" } ?? true || $0.name == threshold.scenario
            }.flatMap(\.steps).map(\.name)
            guard steps.contains(step) else {
                if areComplete { report("step", step, steps, place) }
                return []
            }
        }
        guard threshold.scenario == "*" else { return [threshold] }
        return names.map { name in
            var one = threshold
            one.scenario = name
            return one
        }
    }

    private func report(_ kind: String, _ name: String, _ names: [String], _ place: SourceLocation) {
        let nearest = NearestName.of(name, among: names).map { "did you mean '\($0)'? " } ?? ""
        diagnostics.error(
            at: place, "no \(kind) '\(name)'", fix: "\(nearest)\(kind)s: \(names.joined(separator: ", "))")
    }
}
