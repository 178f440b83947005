extension Worker {
    /// Sends the user's request on a connection, opens one for it, or has it wait for one. When it began to.
    @inline(__always)
    mutating func findConnection(_ user: Int) -> Nanoseconds {
        let origin = steps[users[user].step].origin
        if !isShared { return bind(user, to: user &* originCount &+ origin) }
        return findShared(user, origin)
    }

    private mutating func findShared(_ user: Int, _ origin: Int) -> Nanoseconds {
        if pools[origin].waitingCount == 0, let slot = pools[origin].takeIdle() ?? pools[origin].takeClosed() {
            return bind(user, to: slot)
        }
        if !isClockFresh { now = Clock.now() }
        users[user].state = .queued
        users[user].queuedAt = now
        pools[origin].enqueue(user)
        return now
    }

    /// Gives the request its connection: this is when it counts as started. When it was sent, or connecting began.
    @inline(__always)
    private mutating func bind(_ user: Int, to slot: Int) -> Nanoseconds {
        users[user].connection = slot
        connections[slot].user = UInt32(user)
        recorders[users[user].recorder].counts.started &+= 1
        if users[user].wait > 0, users[user].recorder < stepCount { waits.record(users[user].wait) }
        return connections[slot].state == .idle ? send(user, slot) : connect(user, slot)
    }

    /// A connection carries no request any more. Shared ones go to whoever waits, but not from within the call that
    /// freed them: a row of failing connects would nest as deeply as there are users waiting.
    @inline(__always)
    mutating func release(_ slot: Int) {
        guard isShared else { return }
        released[releasedCount] = Int32(slot)
        releasedCount &+= 1
    }

    /// Hands out what was released.
    mutating func handOutReleased() {
        while releasedCount > 0 {
            releasedCount &-= 1
            let slot = Int(released[releasedCount])
            let origin = Int(connections[slot].origin)
            guard let user = pools[origin].dequeue() else {
                if connections[slot].state == .idle {
                    pools[origin].addIdle(slot)
                } else {
                    pools[origin].addClosed(slot)
                }
                continue
            }
            now = Clock.now()
            users[user].wait &+= now &- min(now, users[user].queuedAt)
            _ = bind(user, to: slot)
        }
    }
}
