extension Worker {
    /// A user whose connection could not be opened waits this long: hammering a closed port measures nothing.
    private static let pauseAfterConnectFailure: Nanoseconds = 100_000_000

    @inline(__always)
    mutating func startDueUsers() {
        let limit = now
        while let (user, planned) = due.take(now: limit) { startIteration(user, planned: planned) }
    }

    /// Begins an iteration unless the plan has no more of them.
    @inline(__always)
    mutating func startIteration(_ user: UInt32, planned: Nanoseconds) {
        guard now < stopStarting, iterationsLeft > 0 else { return }
        iterationsLeft &-= 1
        users[Int(user)].step = drawScenario(user)
        users[Int(user)].plannedAt = planned
        startStep(user, planned: planned)
    }

    /// The first step of a scenario drawn by weight.
    @inline(__always)
    private mutating func drawScenario(_ user: UInt32) -> Int {
        let scenarios = table.scenarios
        guard scenarios.count > 1 else { return 0 }
        let total = scenarios[scenarios.count - 1].weightEnd
        let draw = users[Int(user)].random.next(upperBound: total)
        var index = 0
        while scenarios[index].weightEnd <= draw { index &+= 1 }
        return scenarios[index].firstStep
    }

    /// Sends a step's request. When the time is over its iteration is dropped: neither complete nor abandoned.
    @inline(__always)
    private mutating func startStep(_ user: UInt32, planned: Nanoseconds) {
        guard now < stopStarting else { return }
        let step = users[Int(user)].step
        let slot = Int(user) &* originCount &+ steps[step].origin
        let recorder = planned < schedule.measureStart ? step &+ stepCount : step
        connections[slot].step = step
        connections[slot].recorder = recorder
        connections[slot].plannedAt = planned
        connections[slot].isRetried = false
        recorders[recorder].counts.started &+= 1
        inFlight &+= 1
        let begun = connections[slot].state == .idle ? send(slot) : connect(slot)
        lag.record(begun > planned ? begun &- planned : 0)
    }

    /// Moves a user on after a step that succeeded.
    @inline(__always)
    mutating func continueIteration(_ user: UInt32, done: Nanoseconds) {
        let step = users[Int(user)].step
        guard steps[step].isLast else {
            users[Int(user)].step = step &+ 1
            startStep(user, planned: done)
            return
        }
        let planned = users[Int(user)].plannedAt
        if planned >= schedule.measureStart {
            let scenario = steps[step].scenario
            scenarioRecorders[scenario].iterations &+= 1
            scenarioRecorders[scenario].iteration.record(done &- planned)
        }
        if schedule.thinkTime == 0 {
            startIteration(user, planned: done)
        } else if !isDraining, iterationsLeft > 0 {
            due.add(user, due: done &+ schedule.thinkTime)
        }
    }

    /// Ends a user's iteration after a step that failed.
    mutating func abandonIteration(_ user: UInt32, after failure: Failure, done: Nanoseconds) {
        if users[Int(user)].plannedAt >= schedule.measureStart {
            scenarioRecorders[steps[users[Int(user)].step].scenario].abandoned += 1
        }
        guard !isDraining, iterationsLeft > 0 else { return }
        let isHopeless = failure.phase == .connect || failure.blame == .generator
        let pause = isHopeless ? max(schedule.thinkTime, Self.pauseAfterConnectFailure) : schedule.thinkTime
        due.add(user, due: done &+ pause)
    }
}
