internal import Model

/// Judges the step that a value has made since the last run that ended with GO.
struct CanaryJudge {
    let canary: Canary
    let subject: RuleSubject
    let type: ValueType
    /// The state file; nil where none is declared.
    let stateFile: Result<[UInt8], ConfigFileFailure>?
    /// Nil where nobody knows the time.
    let now: Timestamp?

    /// What was found, and what to remember after a GO where that is something new.
    func judge() -> (observations: [Observation], next: CanaryState?) {
        let stages = canary.stages.map(\.shown).joined(separator: ", ").clipped(to: 200)
        guard let stage = index(of: subject.text) else {
            return ([finding("is none of its stages", expected: "one of \(stages)", fix: "set it to a stage")], nil)
        }
        guard let path = canary.statePath, let stateFile else {
            let note = "only the stage itself is checked: without 'state' nobody knows whether one was skipped"
            return (subject.accepted(expected: "\(canary.key) is one of \(stages)", note: note), nil)
        }
        switch stateFile {
        case .failure(.missing):
            guard stage == 0 else {
                let first = canary.stages[0].shown
                return (
                    [
                        finding(
                            "is beyond its first stage, and \(path) remembers none",
                            expected: "the first stage, \(first)",
                            fix: "begin at \(first); where the stage before was reached already, write it to \(path)")
                    ], nil
                )
            }
            return accepted(stage, note: "the first stage")
        case .failure(.unreadable(let reason)): return ([unknown(path, "can't be read: \(reason)")], nil)
        case .success(let bytes):
            do throws(CanaryState.Failure) {
                return judge(stage, after: try CanaryState(bytes), path)
            } catch {
                return ([unknown(path, error.reason)], nil)
            }
        }
    }

    private func judge(_ stage: Int, after state: CanaryState, _ path: String) -> ([Observation], CanaryState?) {
        guard state.key == canary.key, state.environment == subject.values.name else {
            return ([unknown(path, "remembers another canary than this one")], nil)
        }
        guard let last = index(of: state.stage) else {
            return ([unknown(path, "remembers a stage that the suite no longer has")], nil)
        }
        // A clock that was set back says nothing about how long a stage has stood.
        if let now, state.since > now { return ([unknown(path, "remembers a time that is yet to come")], nil) }
        if stage == last {
            return (
                subject.accepted(
                    expected: "\(canary.key) is at most one release up", note: "the stage has not changed"), nil
            )
        }
        if stage < last { return accepted(stage, note: "back from \(canary.stages[last].shown)") }
        let (reached, next) = (
            canary.stages[last].shown, canary.stages[min(last + canary.maximumStep, canary.stages.count - 1)].shown
        )
        guard stage - last <= canary.maximumStep else {
            return (
                [
                    finding(
                        "skips \(stage - last - 1) of its stages since \(reached)", expected: "at most \(next)",
                        fix: "set it to \(next), and go on from there after a GO")
                ], nil
            )
        }
        if let soak = canary.soak {
            guard let now else { return ([unknown(path, "says since when, but the time now is not known")], nil) }
            let stood = Duration.milliseconds(now.millisecondsSince1970 - state.since.millisecondsSince1970)
            guard stood >= soak else {
                return (
                    [
                        finding(
                            "goes up too early: \(reached) has stood for \(stood.text)",
                            expected: "\(reached) for \(soak.text) before it goes up", fix: "wait, at \(reached)")
                    ], nil
                )
            }
        }
        return accepted(stage, note: "up from \(reached)")
    }

    private func index(of text: String) -> Int? {
        canary.stages.firstIndex { Expectation.Predicate.isEqual(text, $0, type) }
    }

    private func accepted(_ stage: Int, note: String) -> ([Observation], CanaryState?) {
        let observations = subject.accepted(expected: "\(canary.key) goes stage by stage", note: note)
        let state = now.map {
            CanaryState(
                environment: subject.values.name, key: canary.key, stage: canary.stages[stage].text, since: $0)
        }
        return (observations, observations.allSatisfy { $0.outcome == .passed } ? state : nil)
    }

    private func finding(_ message: String, expected: String, fix: String) -> Observation {
        subject.finding(.canaryStage, expected: expected, "\(canary.key) \(message)", fix: fix)
    }

    private func unknown(_ path: String, _ reason: String) -> Observation {
        let name = ConfigRuleName.canaryState.rawValue
        return Observation(
            property: name, expected: "\(path) remembers the last stage", actual: "it \(reason.clipped(to: 200))",
            outcome: .errored, message: "whether \(canary.key) skips a stage can't be told", location: canary.location,
            finding: Finding(
                rule: name, subject: "\(subject.values.name) \(canary.key)",
                fix: "put back the last good \(path), or remove it and begin at the first stage"))
    }
}
