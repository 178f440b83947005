extension Worker {
    /// A user whose connection could not be opened waits this long: hammering a closed port measures nothing.
    private static let pauseAfterConnectFailure: Nanoseconds = 100_000_000

    /// When the next iteration can begin; the end of time when none is due.
    @inline(__always)
    var nextStart: Nanoseconds {
        guard let pacer else { return due.nextDue }
        return idleUserCount > 0 ? pacer.next &+ (pacer.next == .max ? 0 : schedule.start) : .max
    }

    /// Whether iterations are still to begin.
    @inline(__always)
    var hasMoreToStart: Bool {
        guard let pacer else { return due.count > 0 }
        return pacer.next != .max && schedule.start &+ pacer.next < stopStarting
    }

    @inline(__always)
    mutating func startDueIterations() {
        let limit = now
        if pacer == nil {
            while let (user, planned) = due.take(now: limit) { startIteration(Int(user), planned: planned) }
        } else {
            startArrivals(upTo: limit)
        }
    }

    // MARK: Closed model

    /// Begins an iteration of a closed model unless the plan has no more of them.
    @inline(__always)
    private mutating func startIteration(_ user: Int, planned: Nanoseconds) {
        guard now < stopStarting, iterationsLeft > 0 else { return }
        iterationsLeft &-= 1
        if table.scenarios.count > 1 {
            let draw = users[user].random.next(upperBound: table.scenarios[table.scenarios.count - 1].weightEnd)
            users[user].step = firstStep(of: draw)
        } else {
            users[user].step = 0
        }
        let number = users[user].iterations &* UInt64(schedule.users) &+ UInt64(users[user].number)
        begin(user, number: number, planned: planned, eligible: planned)
    }

    // MARK: Open model

    /// Begins what is due while users are free. What is due later than it was planned, because all were busy, has
    /// waited until the first came free: that is Q, and not the generator's fault.
    private mutating func startArrivals(upTo limit: Nanoseconds) {
        while idleUserCount > 0, let next = pacer?.next, next != .max {
            let planned = schedule.start &+ next
            guard planned <= limit, planned < stopStarting, let number = pacer?.number else { return }
            pacer?.advance()
            idleUserCount &-= 1
            let user = Int(idleUsers[idleUserCount])
            users[user].step = step(ofArrival: number)
            begin(user, number: number, planned: planned, eligible: max(planned, busyUntil))
        }
    }

    /// An open model's user has nothing to do any more.
    private mutating func retire(_ user: Int) {
        if idleUserCount == 0 { busyUntil = now }
        idleUsers[idleUserCount] = UInt32(user)
        idleUserCount &+= 1
    }

    /// The first step of the scenario that this arrival gets, whichever thread and user it falls to.
    private func step(ofArrival number: UInt64) -> Int {
        guard table.scenarios.count > 1 else { return 0 }
        var random = SplitMix64(seed: table.plan.seed, stream: number)
        return firstStep(of: random.next(upperBound: table.scenarios[table.scenarios.count - 1].weightEnd))
    }

    /// Counts what was due and will not be begun any more.
    mutating func dropBacklog() {
        while let next = pacer?.next, next != .max, schedule.start &+ next < min(now, stopStartingPlanned) {
            guard let number = pacer?.number else { return }
            if schedule.start &+ next >= schedule.measureStart {
                let scenario = steps[step(ofArrival: number)].scenario
                scenarioRecorders[scenario].planned += 1
                scenarioRecorders[scenario].dropped += 1
            }
            pacer?.advance()
        }
    }

    private var stopStartingPlanned: Nanoseconds { schedule.stopStarting }

    // MARK: Both

    @inline(__always)
    private func firstStep(of draw: UInt64) -> Int {
        let scenarios = table.scenarios
        var index = 0
        while scenarios[index].weightEnd <= draw { index &+= 1 }
        return scenarios[index].firstStep
    }

    /// Begins iteration `number` of the plan: due at `planned`, and able to begin since `eligible`.
    @inline(__always)
    private mutating func begin(_ user: Int, number: UInt64, planned: Nanoseconds, eligible: Nanoseconds) {
        users[user].iterations &+= 1
        users[user].iterationPlannedAt = planned
        if table.plan.variables > 0 { deal(number, to: user) }
        if users[user].hasCookies {
            jars[user].removeAll()
            users[user].hasCookies = false
        }
        if planned >= schedule.measureStart { scenarioRecorders[steps[users[user].step].scenario].planned &+= 1 }
        inFlight &+= 1
        peakInFlight = max(peakInFlight, inFlight)
        users[user].wait = eligible &- planned
        startStep(user, planned: planned, eligible: eligible)
    }

    private mutating func deal(_ number: UInt64, to user: Int) {
        variables[user].removeAll()
        for feeder in table.feeders {
            let row = feeder.scope == .user && pacer == nil ? UInt64(users[user].number) : number
            feeder.deal(row, to: &variables[user])
        }
    }

    /// Sends a step's request, or has it wait for a connection.
    @inline(__always)
    private mutating func startStep(_ user: Int, planned: Nanoseconds, eligible: Nanoseconds) {
        let step = users[user].step
        users[user].recorder = planned < schedule.measureStart ? step &+ stepCount : step
        users[user].plannedAt = planned
        users[user].retries = 0
        users[user].firstByteAt = 0
        let begun = findConnection(user)
        let late = begun > eligible ? begun &- eligible : 0
        users[user].lag = late
        if users[user].recorder < stepCount { lag.record(late) }
    }

    /// Moves a user on after a step that succeeded.
    @inline(__always)
    mutating func continueIteration(_ user: Int, done: Nanoseconds) {
        let step = users[user].step
        guard steps[step].isLast else {
            // When the time is over the iteration is neither complete nor abandoned.
            guard now < stopContinuing else { return endIteration(user, done: done, pause: 0) }
            users[user].step = step &+ 1
            users[user].wait = 0
            startStep(user, planned: done, eligible: done)
            return
        }
        let planned = users[user].iterationPlannedAt
        if planned >= schedule.measureStart {
            let scenario = steps[step].scenario
            scenarioRecorders[scenario].iterations &+= 1
            scenarioRecorders[scenario].iteration.record(done &- planned)
        }
        endIteration(user, done: done, pause: 0)
    }

    /// Ends a user's iteration after a step that failed.
    mutating func abandonIteration(_ user: Int, after failure: Failure, done: Nanoseconds) {
        if users[user].iterationPlannedAt >= schedule.measureStart {
            scenarioRecorders[steps[users[user].step].scenario].abandoned += 1
        }
        let isHopeless = failure.phase == .connect || failure.phase == .send || failure.blame == .generator
        endIteration(user, done: done, pause: isHopeless ? Self.pauseAfterConnectFailure : 0)
    }

    /// A user's iteration is over; `pause` is the least time before a closed model's user begins another.
    @inline(__always)
    private mutating func endIteration(_ user: Int, done: Nanoseconds, pause: Nanoseconds) {
        users[user].state = .idle
        inFlight &-= 1
        guard pacer == nil else { return retire(user) }
        var next = done
        if schedule.hasThinkTime { next = done &+ schedule.thinkTime.draw(&users[user].random) }
        if schedule.pacing > 0 { next = max(next, users[user].iterationPlannedAt &+ schedule.pacing) }
        if pause > 0 { next = max(next, done &+ pause) }
        if next == done {
            startIteration(user, planned: done)
        } else if !isDraining, iterationsLeft > 0 {
            due.add(UInt32(user), due: next)
        }
    }
}
