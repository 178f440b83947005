internal import Model

/// Runs one case: its steps in order until one does not pass, then its `after` steps.
struct CaseRunner: Sendable {
    let context: RunContext

    /// What a case gets for cleaning up when its own time is over.
    private static let cleanUpTime = Duration.seconds(10)

    /// Behind the run's own end, so that its cancellation always comes first.
    private var lastMoment: ContinuousClock.Instant { context.deadline.advanced(by: .seconds(5)) }

    func run(_ one: Case) async -> CaseResult {
        let start = ContinuousClock.now
        var runContext = context
        // The run's own end comes as a cancellation and means "not found out"; only the case's limit is the target's fault.
        runContext.deadline = lastMoment
        if let timeout = one.timeout { runContext.deadline = min(runContext.deadline, start.advanced(by: timeout)) }
        let shared = CaseContext(run: runContext, scope: one.scope)
        var steps: [StepResult] = []
        for step in one.steps {
            let result = await run(step, shared)
            steps.append(result)
            if result.outcome != .passed || Task.isCancelled { break }
        }
        let ran = steps.count
        if !Task.isCancelled { steps += await cleanUp(one, after: steps, shared) }
        var outcome = Outcome.worst(steps.map(\.outcome))
        var reason: String?
        if ran < one.steps.count, outcome == .passed {
            outcome = .errored
            reason = "interrupted after \(ran) of \(one.steps.count) steps"
        } else if steps.count == ran, Task.isCancelled, !one.after.isEmpty, outcome == .passed {
            outcome = .errored
            reason = "interrupted before cleaning up"
        }
        return CaseResult(
            id: one.unit.id, name: one.unit.name, severity: one.unit.severity, tags: one.unit.tags, outcome: outcome,
            passedOnRetry: outcome == .passed && steps.contains(where: \.passedOnRetry),
            durationMs: start.duration(to: .now).milliseconds, steps: steps, reason: reason, location: one.unit.location
        )
    }

    /// A case that ran out of time still cleans up, within a bound of its own.
    private func cleanUp(_ one: Case, after steps: [StepResult], _ shared: CaseContext) async -> [StepResult] {
        let hasPassed = steps.allSatisfy { $0.outcome == .passed }
        let wanted = one.after.filter { hasPassed || $0.runsAlways }
        guard !wanted.isEmpty else { return [] }
        let deadline = min(lastMoment, max(shared.run.deadline, .now.advanced(by: Self.cleanUpTime)))
        let shared = CaseContext(continuing: shared, until: deadline)
        var results: [StepResult] = []
        for step in wanted {
            let missing = step.mentions.filter { shared.scope[$0] == nil }.sorted()
            if !missing.isEmpty {
                // What was never made needs no cleaning up.
                let note = Observation(
                    property: "variables", expected: missing.joined(separator: ", "), actual: "not captured",
                    outcome: .skipped,
                    message: "not run, since an earlier step did not get that far", location: step.location)
                results.append(
                    StepResult(
                        name: step.name, kind: step.kind, outcome: .passed, attempts: 0, observations: [note],
                        location: step.location))
                continue
            }
            results.append(await run(step, shared))
        }
        return results
    }

    private func run(_ step: any StepAction, _ shared: CaseContext) async -> StepResult {
        guard shared.run.timeLeft > .zero else {
            let late = Observation(
                property: "time", expected: "to begin before the case's time limit", actual: "no time was left",
                outcome: .failed, errorClass: "timeout", location: step.location)
            return StepResult(
                name: step.name, kind: step.kind, outcome: .failed, attempts: 0, observations: [late],
                location: step.location)
        }
        return await step.run(in: shared)
    }
}
