extension Worker {
    /// A whole response is there: judge it, record it, move its user on.
    @inline(__always)
    mutating func complete(_ user: Int, _ slot: Int, keepsConnection: Bool, at done: Nanoseconds) {
        deadlines[user] = .max
        connections[slot].state = .idle
        if keepsConnection { connections[slot].isReused = true } else { close(slot) }
        let status = connections[slot].parser.head.status
        if connections[slot].parser.head.setsCookies, table.plan.cookies {
            keepCookies(user, connections[slot].parser.keptHead.bytes)
        }
        let response = LoadResponse(
            status: Int(status), head: connections[slot].parser.keptHead.bytes,
            body: connections[slot].parser.keptBody.bytes)
        let failure = judge(user, status, response)
        release(slot)
        if let failure { return fail(user, failure, at: done, releases: false) }
        succeed(user, at: done)
    }

    /// What is wrong with a complete response; nil when nothing is.
    @inline(__always)
    mutating func judge(_ user: Int, _ status: UInt16, _ response: LoadResponse) -> Failure? {
        let step = users[user].step
        recorders[users[user].recorder].statuses.count(status)
        guard steps[step].expected[Int(status)] else {
            return Failure(failureClass: .status, phase: .judgement, cause: .status(status))
        }
        guard steps[step].expectation.keeps, let check = table.checks[step] else { return nil }
        let complaint = check(response, &variables[user])
        return complaint.map { Failure(failureClass: .check, phase: .judgement, cause: .check($0)) }
    }

    /// Records a request that succeeded and goes on.
    @inline(__always)
    mutating func succeed(_ user: Int, at done: Nanoseconds) {
        if done >= sliceEnd { endSlice(at: done) }
        let recorder = users[user].recorder
        // A wake-up was read before the request was sent when both happened in one batch.
        let response = done &- min(done, users[user].plannedAt)
        let sentAt = min(done, users[user].sentAt)
        recorders[recorder].counts.succeeded &+= 1
        recorders[recorder].recordResponse(response)
        recorders[recorder].service.record(done &- sentAt)
        recorders[recorder].ttfb.record(users[user].firstByteAt &- min(sentAt, users[user].firstByteAt))
        // Less than a thousandth is below what the histogram shows.
        if users[user].lag &* 1000 > response { recordLate(user, response) }
        continueIteration(user, done: done)
    }

    private mutating func recordLate(_ user: Int, _ response: Nanoseconds) {
        let recorder = users[user].recorder
        recorders[recorder].late.record(response)
        recorders[recorder].latePunctual.record(response &- min(response, users[user].lag))
    }

    mutating func keepCookies(_ user: Int, _ head: UnsafeRawBufferPointer) {
        let step = users[user].step
        jars[user].take(head: head, origin: steps[step].origin, path: table.paths[step])
        users[user].hasCookies = !jars[user].isEmpty
    }

    /// Records a request that failed at `done` and ends its iteration; its connection becomes free.
    mutating func fail(_ user: Int, _ failure: Failure, at done: Nanoseconds, releases: Bool = true) {
        deadlines[user] = .max
        if releases { release(users[user].connection) }
        if done >= sliceEnd { endSlice(at: done) }
        let recorder = users[user].recorder
        let response = done &- min(done, users[user].plannedAt)
        recorders[recorder].counts.failed += 1
        if failure.failureClass == .timeout { recorders[recorder].counts.timedOut += 1 }
        recorders[recorder].failure.record(response)
        if recorders[recorder].failures.count(failure) {
            let sample = failure.sample(of: table.stepPlans[users[user].step], after: .nanoseconds(response))
            recorders[recorder].failures.setSample(sample, for: failure)
        }
        abandonIteration(user, after: failure, done: done)
    }

    /// Closes the slices that ended before `instant`.
    mutating func endSlice(at instant: Nanoseconds) {
        for index in 0..<stepCount { recorders[index].endSlice(slice) }
        lag.endSlice(slice)
        let passed = (instant &- min(instant, schedule.measureStart)) / sliceWidth
        slice = Int(clamping: passed)
        sliceEnd = schedule.measureStart &+ (passed &+ 1) &* sliceWidth
    }
}

extension Failure {
    /// The failure in words: `GET /health at 127.0.0.1:80: no first byte within 10000 ms`.
    func sample(of step: LoadStep, after elapsed: Duration) -> String {
        "\(step.request.method) \(step.request.path) at \(step.origin.authority): \(reason(elapsed))"
    }

    private func reason(_ elapsed: Duration) -> String {
        switch (cause, failureClass) {
        case (.status(let status), _): "answered \(status)"
        case (.check(let complaint), _): complaint
        case (.fault(let fault), _): fault.text
        case (.distrust(let reason), _): reason
        case (.stream(let code), _): "the server reset the stream: \(HTTP2Code.text(code))"
        case (.writing(let fault), _): fault.text
        case (.closed, _): "the connection was closed before any byte of the response"
        case (.system(let code), .connect): "cannot connect: \(SystemError(code))"
        case (.system(let code), _): "\(SystemError(code)) (\(phase))"
        case (.none, .timeout): "timed out after \(elapsed.nanoseconds / 1_000_000) ms (\(phase))"
        case (.none, _): "failed (\(phase))"
        }
    }
}
