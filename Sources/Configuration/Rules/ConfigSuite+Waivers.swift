package import Model

extension ConfigSuite {
    /// The results with accepted findings passed, and what is to be said of the waivers themselves.
    ///
    /// `today` is the day in UTC: `2026-11-20`. Only a failure can be waived: what could not be found out can't be
    /// accepted.
    package func waived(_ cases: [CaseResult], today: String) -> [CaseResult] {
        guard !waivers.isEmpty else { return cases }
        var used = Set<Int>()
        var cases = cases
        for index in cases.indices {
            for step in cases[index].steps.indices {
                for place in cases[index].steps[step].observations.indices {
                    let observation = cases[index].steps[step].observations[place]
                    let matching = waivers.indices.filter { waivers[$0].covers(observation) }
                    used.formUnion(matching)
                    guard let waiver = matching.map({ waivers[$0] }).first(where: { $0.expires >= today }) else {
                        continue
                    }
                    cases[index].steps[step].observations[place] = waiver.accept(observation)
                }
                cases[index].steps[step].settle()
            }
            cases[index].settle()
        }
        let isComplete = !cases.contains { $0.outcome == .errored || $0.outcome == .skipped }
        let expired = waivers.filter { $0.expires < today }.map { $0.expired(today) }
        let unused = waivers.indices.filter { !used.contains($0) && waivers[$0].expires >= today }
            .map { waivers[$0].unused(isComplete: isComplete) }
        let units = waiverUnits
        return cases
            + zip(units, [expired, unused]).map { unit, found in
                result(
                    unit,
                    found.isEmpty
                        ? [.passed("waivers", expected: unit.name, actual: "\(waivers.count) in all", unit.location)]
                        : found)
            }
    }
}

extension WaiverSpec {
    func covers(_ observation: Observation) -> Bool {
        guard observation.outcome == .failed, let finding = observation.finding, finding.rule == rule else {
            return false
        }
        // Subjects are `production KEY`, `staging,production KEY.part`, or a file's path alone.
        let parts = finding.subject.split(separator: " ", maxSplits: 1)
        let environments = parts.count == 2 ? parts[0].split(separator: ",").map(String.init) : []
        let name = String(parts.last ?? "")
        if let environment, !environments.contains(environment) { return false }
        guard let key else { return true }
        return key == name || key == finding.subject
            || ValuePart.allCases.contains { name == "\(key).\($0.rawValue)" }
    }

    fileprivate func accept(_ observation: Observation) -> Observation {
        var observation = observation
        observation.outcome = .passed
        observation.message = "waived until \(expires) by \(owner.clipped(to: 100)): \(reason.clipped(to: 200))"
        observation.finding?.waiver = Finding.Waiver(reason: reason, owner: owner, expires: expires)
        return observation
    }

    fileprivate func expired(_ today: String) -> Observation {
        note(
            .waiverExpired, .failed, "a waiver that holds", "it expired on \(expires)",
            "the waiver of \(title), owned by \(owner.clipped(to: 100)), has expired",
            fix: "make right what it waives, or renew it with a new day and reason")
    }

    fileprivate func unused(isComplete: Bool) -> Observation {
        note(
            .waiverUnused, isComplete ? .failed : .errored, "a finding that it accepts",
            isComplete ? "there is none" : "none so far, but not everything could be looked at",
            "the waiver of \(title), owned by \(owner.clipped(to: 100)), accepts nothing", fix: "remove it")
    }

    private func note(
        _ name: ConfigRuleName, _ outcome: Outcome, _ expected: String, _ actual: String, _ message: String, fix: String
    ) -> Observation {
        Observation(
            property: name.rawValue, expected: expected, actual: actual, outcome: outcome, message: message,
            location: location, finding: Finding(rule: name.rawValue, subject: "waiver of \(title)", fix: fix))
    }
}

extension StepResult {
    fileprivate mutating func settle() {
        if !observations.isEmpty { outcome = Outcome.worst(observations.map(\.outcome)) }
    }
}

extension CaseResult {
    fileprivate mutating func settle() { if !steps.isEmpty { outcome = Outcome.worst(steps.map(\.outcome)) } }
}
