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
            startDueUsers()
            if now >= nextSweep { sweepDeadlines() }
            if inFlight == 0 && due.count == 0 { break }
            wait()
        }
        finish()
    }

    @inline(__always)
    private mutating func wait() {
        let wake = min(due.nextDue, min(nextTick, nextSweep))
        let count = poller.wait(upTo: wake > now ? wake &- now : 0)
        now = Clock.now()
        isClockFresh = true
        let woken = now
        var index: Int32 = 0
        while index < count {
            dispatch(poller.token(index), poller.readiness(index), at: woken)
            index &+= 1
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
            if connections[slot].isBusy, !ready.isDisjoint(with: [.readable, .closing]) {
                receive(slot, ready, at: woken)
            }
        case .connecting: finishConnect(slot, ready, at: woken)
        case .closed: break
        }
    }

    /// The heartbeat: how late it comes is how long the loop was stuck.
    private mutating func tick() {
        maxStall = max(maxStall, now &- nextTick)
        if control.isStopping, stopStarting > 0 {
            beginDrain(.stopped, until: now)
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

    private mutating func beginDrain(_ ending: LoadResult.Ending, until end: Nanoseconds) {
        self.ending = ending
        if measureCPU.begin != nil, measureCPU.end == nil { measureCPU.end = (now, Clock.threadCPU()) }
        isDraining = true
        stopStarting = ending == .stopped ? 0 : min(stopStarting, now)
        self.end = end
        due.removeAll()
    }

    /// Times out what is late. Each send only stores its deadline; looking at all of them is due about once per
    /// time-out, because no deadline set after a look can lie closer than the shortest time-out.
    private mutating func sweepDeadlines() {
        var next = now &+ table.shortestTimeout
        for slot in 0..<connectionCount {
            let deadline = deadlines[slot]
            if deadline <= now { timeOut(slot) } else if deadline < next { next = deadline }
        }
        nextSweep = max(next, now &+ Self.shortestSweep)
    }

    private mutating func finish() {
        now = Clock.now()
        if let begin = measureCPU.begin, measureCPU.end == nil, now > begin.at {
            measureCPU.end = (now, Clock.threadCPU())
        }
        for slot in 0..<connectionCount where connections[slot].isBusy {
            recorders[connections[slot].recorder].counts.inFlight += 1
        }
        publish()
    }

    private func publish() {
        var snapshot = LoadProgress()
        for index in 0..<(2 * stepCount) {
            snapshot.started += recorders[index].counts.started
            snapshot.succeeded += recorders[index].counts.succeeded
            snapshot.failed += recorders[index].counts.failed
        }
        snapshot.inFlight = UInt64(inFlight)
        snapshot.recent = slices.recent
        progress.publish(snapshot)
    }
}
