internal import Model

/// What goes before the attempt that a step's `check` is about, such as the ten requests that a rate limit allows.
struct Repeat: Sendable {
    var earlier: Int
    var assertions: [Assertion]
    /// The last attempt begins by then.
    var within: Duration

    init(_ reader: Reader, _ decoder: AssertionDecoder) {
        earlier = reader.int("earlier") ?? 1
        assertions = reader["check"].map(decoder.check) ?? []
        within = reader.duration("within") ?? .seconds(60)
    }
}

extension Step {
    /// All attempts one after another; the first of the earlier ones that is not as it should be ends the step.
    func run(_ repeated: Repeat, in context: CaseContext) async -> StepResult {
        let start = ContinuousClock.now
        let deadline = start.advanced(by: repeated.within)
        for number in 1...repeated.earlier + 1 {
            let isLast = number > repeated.earlier
            let now = ContinuousClock.now
            if now >= deadline || Task.isCancelled {
                return tooLate(repeated, done: number - 1, after: start.duration(to: now))
            }
            let end = min(context.run.deadline, max(deadline, now.advanced(by: Self.leastTime)))
            let found = await probe.attempt(in: context, deadline: end)
            var judged = judge(found, context, by: isLast ? nil : repeated.assertions)
            judged.attempts = number
            judged.durationMs = start.duration(to: .now).milliseconds
            if isLast { return judged }
            guard judged.outcome != .passed else { continue }
            for index in judged.observations.indices {
                judged.observations[index].actual += " (\(number) of \(repeated.earlier) earlier ones)"
            }
            return judged
        }
        return tooLate(repeated, done: 0, after: .zero)
    }

    /// Slower than asked for, the attempts tell nothing about a limit within that time.
    private func tooLate(_ repeated: Repeat, done: Int, after time: Duration) -> StepResult {
        let observation = Observation(
            property: "repeat", expected: "\(repeated.earlier + 1) begun within \(repeated.within.text)",
            actual: Task.isCancelled ? "interrupted after \(done)" : "\(done) after \(time.text)", outcome: .errored,
            location: location)
        return StepResult(
            name: name, kind: kind, outcome: .errored, attempts: done, durationMs: time.milliseconds,
            observations: [observation], location: location)
    }
}
