extension Worker {
    /// Sends the user's request on a connection, opens one for it, or has it wait for one. When it began to.
    @inline(__always)
    mutating func findConnection(_ user: Int) -> Nanoseconds {
        let origin = steps[users[user].step].origin
        if !isShared { return bind(user, to: user &* originCount &+ origin) }
        return findShared(user, origin)
    }

    private mutating func findShared(_ user: Int, _ origin: Int) -> Nanoseconds {
        if pools[origin].waitingCount == 0, let slot = takeFree(origin) { return bind(user, to: slot) }
        if !isClockFresh { now = Clock.now() }
        users[user].state = .queued
        users[user].queuedAt = now
        pools[origin].enqueue(user)
        return now
    }

    /// A connection that can take a request, or could when it is opened. One that speaks HTTP/2 stays listed while it
    /// has room for another.
    private mutating func takeFree(_ origin: Int) -> Int? {
        while let slot = pools[origin].takeIdle() {
            connections[slot].isListed = false
            guard let session = connections[slot].session else { return slot }
            guard session.hasRoom else { continue }
            release(slot)
            return slot
        }
        return pools[origin].takeClosed()
    }

    /// Gives the request its connection: this is when it counts as started. When it was sent, or connecting began.
    @inline(__always)
    private mutating func bind(_ user: Int, to slot: Int) -> Nanoseconds {
        users[user].connection = slot
        connections[slot].user = UInt32(user)
        recorders[users[user].recorder].counts.started &+= 1
        if users[user].wait > 0, users[user].recorder < stepCount { waits.record(users[user].wait) }
        switch connections[slot].state {
        case .idle: return send(user, slot)
        case .multiplexed: return submit(user, slot)
        default: return connect(user, slot)
        }
    }

    /// A connection can carry a request again. Shared ones go to whoever waits, but not from within the call that freed
    /// them: a row of failing connects would nest as deeply as there are users waiting.
    @inline(__always)
    mutating func release(_ slot: Int) {
        guard isShared, !connections[slot].isReleased else { return }
        connections[slot].isReleased = true
        released[releasedCount] = Int32(slot)
        releasedCount &+= 1
    }

    /// Hands out what was released.
    mutating func handOutReleased() {
        while releasedCount > 0 {
            releasedCount &-= 1
            let slot = Int(released[releasedCount])
            connections[slot].isReleased = false
            handOut(slot, pool: Int(connections[slot].origin))
        }
    }

    private mutating func handOut(_ slot: Int, pool origin: Int) {
        while true {
            switch connections[slot].state {
            case .closed:
                guard let user = pools[origin].dequeue() else { return pools[origin].addClosed(slot) }
                return serve(user, slot)
            case .idle:
                guard let user = pools[origin].dequeue() else { return list(slot, pool: origin) }
                return serve(user, slot)
            case .multiplexed:
                guard connections[slot].session?.hasRoom == true else { return }
                guard let user = pools[origin].dequeue() else { return list(slot, pool: origin) }
                serve(user, slot)
            case .connecting, .handshaking, .sending, .waiting: return
            }
        }
    }

    private mutating func list(_ slot: Int, pool origin: Int) {
        guard !connections[slot].isListed else { return }
        connections[slot].isListed = true
        pools[origin].addIdle(slot)
    }

    /// A user that waited gets its connection.
    private mutating func serve(_ user: Int, _ slot: Int) {
        now = Clock.now()
        users[user].wait &+= now &- min(now, users[user].queuedAt)
        _ = bind(user, to: slot)
    }
}
