extension Worker {
    /// A whole response is there: judge it, record it, move its user on.
    @inline(__always)
    mutating func complete(_ slot: Int, keepsConnection: Bool, at done: Nanoseconds) {
        let step = connections[slot].step
        let recorder = connections[slot].recorder
        let status = connections[slot].parser.head.status
        recorders[recorder].statuses.count(status)
        if keepsConnection {
            connections[slot].state = .idle
            connections[slot].isReused = true
            deadlines[slot] = .max
        } else {
            close(slot)
        }
        guard steps[step].expected[Int(status)] else {
            return fail(slot, Failure(failureClass: .status, phase: .judgement, cause: .status(status)), at: done)
        }
        if steps[step].expectation.keeps, let complaint = check(slot) {
            return fail(slot, Failure(failureClass: .check, phase: .judgement, cause: .check(complaint)), at: done)
        }
        // A wake-up was read before the request was sent when both happened in one batch.
        let response = done &- min(done, connections[slot].plannedAt)
        let sentAt = min(done, connections[slot].sentAt)
        recorders[recorder].counts.succeeded &+= 1
        recorders[recorder].response.record(response)
        recorders[recorder].service.record(done &- sentAt)
        recorders[recorder].ttfb.record(connections[slot].firstByteAt &- min(sentAt, connections[slot].firstByteAt))
        if recorder < stepCount { slices.recordSuccess(at: done, response: response) }
        inFlight &-= 1
        continueIteration(connections[slot].user, done: done)
    }

    /// The step's own check of head and body; nil when it holds.
    private mutating func check(_ slot: Int) -> String? {
        guard let check = table.checks[connections[slot].step] else { return nil }
        return check(
            LoadResponse(
                status: Int(connections[slot].parser.head.status), head: connections[slot].parser.keptHead.bytes,
                body: connections[slot].parser.keptBody.bytes))
    }

    /// Records a request that failed at `done` and ends its iteration.
    mutating func fail(_ slot: Int, _ failure: Failure, at done: Nanoseconds) {
        let recorder = connections[slot].recorder
        let response = done &- min(done, connections[slot].plannedAt)
        recorders[recorder].counts.failed += 1
        if failure.failureClass == .timeout { recorders[recorder].counts.timedOut += 1 }
        recorders[recorder].failure.record(response)
        if recorders[recorder].failures.count(failure) {
            let sample = failure.sample(of: table.stepPlans[connections[slot].step], after: .nanoseconds(response))
            recorders[recorder].failures.setSample(sample, for: failure)
        }
        if recorder < stepCount { slices.recordFailure(at: done) }
        inFlight -= 1
        abandonIteration(connections[slot].user, after: failure, done: done)
    }
}

extension Failure {
    /// The failure in words: `GET /health at 127.0.0.1:80: no first byte within 10000 ms`.
    func sample(of step: LoadStep, after elapsed: Duration) -> String {
        // The path alone: a query may carry secrets.
        let path = step.request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return "\(step.request.method) \(path) at \(step.origin.authority): \(reason(elapsed))"
    }

    private func reason(_ elapsed: Duration) -> String {
        switch (cause, failureClass) {
        case (.status(let status), _): "answered \(status)"
        case (.check(let complaint), _): complaint
        case (.fault(let fault), _): fault.text
        case (.closed, _): "the connection was closed before any byte of the response"
        case (.system(let code), .connect): "cannot connect: \(SystemError(code))"
        case (.system(let code), _): "\(SystemError(code)) (\(phase))"
        case (.none, .timeout): "timed out after \(elapsed.nanoseconds / 1_000_000) ms (\(phase))"
        case (.none, _): "failed (\(phase))"
        }
    }
}
