import CSystem

extension Worker {
    private static let publishInterval: Nanoseconds = 200_000_000
    private static let shortestSweep: Nanoseconds = 2_000_000

    /// Runs until the plan is done, the run is stopped, or its time is over.
    mutating func run() {
        sys_thread_precise_timers()
        now = Clock.now()
        nextTick = max(now, schedule.start)
        while true {
            if now >= nextTick {
                tick()
                if now >= end { break }
            }
            startDueIterations()
            if now >= nextSweep { sweepDeadlines() }
            settle()
            if inFlight == 0 && !hasMoreToStart { break }
            wait()
        }
        finish()
    }

    @inline(__always)
    private mutating func wait() {
        let wake = min(nextStart, min(nextTick, nextSweep))
        let count = poller.wait(upTo: wake > now ? wake &- now : 0)
        now = Clock.now()
        isClockFresh = true
        let woken = now
        var index: Int32 = 0
        while index < count {
            dispatch(poller.token(index), poller.readiness(index), at: woken)
            settle()
            index &+= 1
        }
    }

    /// Connections that came free go to whoever waits, and what was gathered for HTTP/2 connections goes out.
    @inline(__always)
    private mutating func settle() {
        while releasedCount > 0 || dirtyCount > 0 {
            handOutReleased()
            flushDirty()
        }
    }

    @inline(__always)
    private mutating func dispatch(_ token: Token, _ ready: Readiness, at woken: Nanoseconds) {
        let slot = Int(token.slot)
        guard slot < connectionCount, connections[slot].generation == token.generation else { return }
        switch connections[slot].state {
        case .waiting:
            if !ready.isDisjoint(with: [.readable, .closing]) { receive(slot, ready, at: woken) }
        case .idle:
            if !ready.isDisjoint(with: [.readable, .closing]) { hearIdle(slot) }
        case .sending:
            if ready.contains(.writable) { sendRest(slot) }
            let isOpen = connections[slot].state == .sending || connections[slot].state == .waiting
            if isOpen, connections[slot].generation == token.generation, !ready.isDisjoint(with: [.readable, .closing])
            {
                receive(slot, ready, at: woken)
            }
        case .connecting: finishConnect(slot, ready, at: woken)
        case .handshaking: continueHandshake(slot, at: woken)
        case .multiplexed: hearMultiplexed(slot, ready, at: woken)
        case .closed: break
        }
    }

    /// The heartbeat: how late it comes is how long the loop was stuck.
    private mutating func tick() {
        if now >= schedule.measureStart { maxStall = max(maxStall, now &- max(nextTick, schedule.measureStart)) }
        if let reason = control.stopReason, stopContinuing > 0 {
            beginDrain(reason, until: now)
        } else if now >= stopStarting, !isDraining {
            let ending = stopStarting == schedule.hardEnd ? LoadResult.Ending.maxDuration : .planned
            beginDrain(ending, until: min(now &+ schedule.drainLimit, schedule.hardEnd))
        } else if now >= schedule.hardEnd {
            beginDrain(.maxDuration, until: now)
        }
        if now >= schedule.measureStart, measureCPU.begin == nil { measureCPU.begin = (now, Clock.threadCPU()) }
        if now >= nextPublish {
            nextPublish = now &+ Self.publishInterval
            publish()
        }
        nextTick = now &+ Self.tickInterval
        if schedule.measureStart > now { nextTick = min(nextTick, schedule.measureStart) }
        if !isDraining { nextTick = min(nextTick, stopStarting) }
        nextTick = min(nextTick, max(end, now &+ 1))
    }

    /// Nothing new begins but an open model's iterations that were due before; what is under way goes on until `end`.
    private mutating func beginDrain(_ ending: LoadResult.Ending, until end: Nanoseconds) {
        self.ending = ending
        if measureCPU.begin != nil, measureCPU.end == nil { measureCPU.end = (now, Clock.threadCPU()) }
        isDraining = true
        let isStopped = ending == .stopped || ending == .aborted
        stopStarting = isStopped ? 0 : min(stopStarting, now)
        stopContinuing = isStopped ? 0 : min(stopContinuing, pacer == nil ? now : end)
        self.end = end
        due.removeAll()
    }

    /// Times out what is late. Each send only stores its deadline; looking at all of them is due about once per
    /// time-out, because no deadline set after a look can lie closer than the shortest time-out.
    private mutating func sweepDeadlines() {
        var next = now &+ table.shortestTimeout
        for user in 0..<userCount {
            let deadline = deadlines[user]
            if deadline <= now { timeOut(user) } else if deadline < next { next = deadline }
        }
        nextSweep = max(next, now &+ Self.shortestSweep)
    }

    private mutating func finish() {
        now = Clock.now()
        if let begin = measureCPU.begin, measureCPU.end == nil, now > begin.at {
            measureCPU.end = (now, Clock.threadCPU())
        }
        for user in 0..<userCount {
            switch users[user].state {
            case .connecting, .exchanging: recorders[users[user].recorder].counts.inFlight += 1
            case .queued: dropQueued(user)
            case .idle: break
            }
        }
        dropBacklog()
        endSlice(at: now)
        for index in stepCount..<(2 * stepCount) { recorders[index].endSlice(0) }
        publish()
    }

    /// The run is over before a connection came free: the request was never started.
    private mutating func dropQueued(_ user: Int) {
        let step = users[user].step
        let isFirst = step == table.scenarios[steps[step].scenario].firstStep
        if isFirst, users[user].recorder < stepCount { scenarioRecorders[steps[step].scenario].dropped += 1 }
    }

    private func publish() {
        progress.publish { cell in
            cell.isMeasuring = now >= schedule.measureStart
            cell.inFlight = UInt64(inFlight)
            cell.planned = 0
            for index in 0..<table.scenarios.count { cell.planned += scenarioRecorders[index].planned }
            for index in 0..<(2 * stepCount) { cell.note(index, recorders[index]) }
            cell.waiting = waiting
        }
    }

    /// Arrivals that are due and find no user free, and requests that find no connection.
    private var waiting: UInt64 {
        var waiting: UInt64 = 0
        for origin in 0..<originCount { waiting += UInt64(pools[origin].waitingCount) }
        guard let curve = schedule.curve, let pacer, now > schedule.start, idleUserCount == 0 else { return waiting }
        let due = curve.starts(before: .nanoseconds(min(now, schedule.stopStarting) - schedule.start))
        let share = (due - Double(pacer.number)) / Double(max(1, threadCount))
        return waiting + UInt64(max(0, share))
    }
}
