internal import JSON
internal import Model

/// A step of any kind: attempts of its probe, then captures and checks on what was found.
struct Step: StepAction {
    let name: String
    let kind: String
    let location: SourceLocation
    let isMutating: Bool
    let isActive: Bool
    let runsAlways: Bool
    let mentions: Set<String>
    let probe: any Probe
    let assertions: [Assertion]
    let captured: [Capture]
    /// What some step of the suite captures as a secret.
    let secrets: [Query]
    let retry: Retry
    let repeated: Repeat?
    let rule: @Sendable (_ property: String) -> TrackedRule?

    var leastRequests: Int { (repeated?.earlier ?? 0) + 1 }
    var notes: [String] { probe.notes }

    func run(in context: CaseContext) async -> StepResult {
        if let repeated { return await run(repeated, in: context) }
        let start = ContinuousClock.now
        var deadline = context.run.deadline
        if let timeout = retry.timeout { deadline = min(deadline, start.advanced(by: retry.delay + timeout)) }
        if retry.delay > .zero { try? await Task.sleep(for: min(retry.delay, start.duration(to: deadline))) }

        var attempt = 0
        var hadFailed = false
        while true {
            attempt += 1
            // The last attempt has time to end: cut short by the limit, it would tell of the limit and not of the target.
            let end = min(context.run.deadline, max(deadline, .now.advanced(by: Self.leastTime)))
            let found = await probe.attempt(in: context, deadline: end)
            var judged = judge(found, context)
            judged.attempts = attempt
            judged.durationMs = start.duration(to: .now).milliseconds
            if Task.isCancelled { return judged }
            let wait = retry.wait(after: attempt)
            let mayGoOn = attempt < retry.attempts && ContinuousClock.now.advanced(by: wait) < deadline
            let verdict = decide(found, judged, context)
            if verdict == .done {
                if case .evidence(let evidence) = found.finding {
                    judged.addUnnoticed(unnoticed(evidence, judged, context))
                }
                judged.passedOnRetry = hadFailed && !retry.isPolling && judged.outcome == .passed
                return judged
            }
            if verdict == .failed || !mayGoOn {
                return ended(judged, found, context, attempt, gaveUp: verdict == .again)
            }
            hadFailed = true
            context.run.progress("\(name): attempt \(attempt), next in \(wait.text)")
            try? await Task.sleep(for: wait)
        }
    }

    private enum Decision { case done, again, failed }

    private func decide(_ found: ProbeResult, _ judged: StepResult, _ context: CaseContext) -> Decision {
        if case .evidence(let evidence) = found.finding {
            if retry.failIf.contains(where: { $0.holds(for: evidence, context.scope) }) { return .failed }
            if retry.isPolling {
                return retry.until.allSatisfy { $0.holds(for: evidence, context.scope) } ? .done : .again
            }
        }
        return judged.outcome == .passed || (judged.outcome == .errored && !retry.isPolling && retry.attempts == 1)
            ? .done : .again
    }

    /// The result when waiting was given up, or `fail_if` held: what was seen last, and why it ended.
    private func ended(
        _ judged: StepResult, _ found: ProbeResult, _ context: CaseContext, _ attempt: Int, gaveUp: Bool
    ) -> StepResult {
        guard case .evidence(let evidence) = found.finding else { return judged }
        var result = judged
        let conditions = gaveUp ? retry.until : retry.failIf.filter { $0.holds(for: evidence, context.scope) }
        let observations = conditions.flatMap { $0.observations(of: evidence, context.scope) }.map {
            readable(withFinding($0, about: found.subject ?? name), context)
        }
        if gaveUp {
            let missing = observations.filter { $0.outcome != .passed }.map { observation in
                var late = observation
                late.property = "until \(observation.property)"
                late.actual += " (last of \(attempt) attempts)"
                return late
            }
            result.observations = missing + result.observations
        } else {
            result.observations =
                observations.map { observation in
                    var stop = observation
                    stop.property = "fail_if \(observation.property)"
                    stop.expected = "not \(observation.expected)"
                    stop.outcome = .failed
                    stop.errorClass = "check"
                    return stop
                } + result.observations
        }
        result.outcome = Outcome.worst(result.observations.map(\.outcome))
        return result
    }

    /// With expectations in place of the step's own, nothing is captured: they are about an earlier one of several.
    func judge(_ found: ProbeResult, _ context: CaseContext, by others: [Assertion]? = nil) -> StepResult {
        var observations: [Observation] = []
        switch found.finding {
        case .failure(var observation):
            observation.location = observation.location ?? location
            observations = [observation]
        case .evidence(let evidence):
            learnSecrets(of: evidence, context)
            // Captures come first: a check may speak of what was captured. While `until` does not hold yet, a missing
            // value is nothing to report.
            let missing =
                others == nil ? captured.compactMap { $0.take(from: evidence, into: context, step: name) } : []
            observations = found.observations
            observations += (others ?? assertions).flatMap { $0.observations(of: evidence, context.scope) } + missing
            observations += repeatedNames(evidence)
        }
        observations = observations.map { withFinding($0, about: found.subject ?? name) }
        return StepResult(
            name: name, kind: kind, outcome: Outcome.worst(observations.map(\.outcome)),
            request: found.request.map { readable($0, context) },
            response: found.response.map { readable($0, context) },
            timings: found.timings, observations: observations.map { readable($0, context) }, location: location)
    }

    /// Looks for what any step of the suite captures as a secret, on a copy: it says nothing about what this step relies on.
    private func learnSecrets(of evidence: Evidence, _ context: CaseContext) {
        guard !secrets.isEmpty else { return }
        let copy = Evidence(
            facts: evidence.facts, headers: evidence.headers, cookies: evidence.cookies, body: evidence.body,
            bodyProblem: evidence.bodyProblem)
        for query in secrets {
            guard case .string(let text)? = query.find(in: copy, context.scope).value else { continue }
            context.run.redactor.add(Secret(text))
        }
    }

    /// The observation with the rule that it breaks, where tools may track it.
    private func withFinding(_ observation: Observation, about subject: String) -> Observation {
        guard observation.outcome == .failed, observation.finding == nil, let rule = rule(observation.property) else {
            return observation
        }
        var observation = observation
        observation.finding = Finding(rule: rule.id, subject: "\(subject) \(observation.property)", fix: rule.fix)
        return observation
    }

    /// What only looking into `until` and `fail_if` brought up: a repeated name, a `fail_if` that could not be looked at.
    private func unnoticed(_ evidence: Evidence, _ judged: StepResult, _ context: CaseContext) -> [Observation] {
        let repeated = repeatedNames(evidence).map { readable($0, context) }.filter {
            !judged.observations.contains($0)
        }
        let blind = retry.failIf.compactMap { $0.blindness(for: evidence, context.scope) }.map { why in
            Observation(
                property: "fail_if", expected: "an answer that can be looked into", actual: why, outcome: .failed,
                errorClass: "check", location: location)
        }
        return repeated + blind.map { readable($0, context) }
    }

    /// A name that stands twice in a JSON object: readers disagree which value counts, so nothing can rely on it.
    private func repeatedNames(_ evidence: Evidence) -> [Observation] {
        (evidence.jsonInUse?.duplicates.prefix(5) ?? []).map {
            Observation(
                property: "json \($0.pointer)", expected: "each name once in an object",
                actual: "the name stands twice",
                outcome: .failed, errorClass: "check", location: location)
        }
    }

    /// What every attempt of a step with `retry` has, however near its time limit is.
    static let leastTime = Duration.seconds(2)

    /// The length to which texts of the target are cut in results.
    private static let longest = 400

    /// Masks before it cuts: a cut through a secret would leave a part that no mask finds any more.
    private func readable(_ text: String, _ context: CaseContext) -> String {
        context.run.redactor.redact(text).clipped(to: Self.longest)
    }

    private func readable(_ observation: Observation, _ context: CaseContext) -> Observation {
        var observation = observation
        observation.expected = readable(observation.expected, context)
        observation.actual = readable(observation.actual, context)
        if let subject = observation.finding?.subject { observation.finding?.subject = readable(subject, context) }
        return observation
    }
}

extension StepResult {
    /// Takes further observations in, and what they mean for the whole.
    fileprivate mutating func addUnnoticed(_ further: [Observation]) {
        observations += further
        outcome = Outcome.worst([outcome] + further.map(\.outcome))
    }
}
