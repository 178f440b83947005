import CSystem

extension Worker {
    /// How long one address is tried before the next, in the manner of Happy Eyeballs (RFC 8305): the first that
    /// answers is then used by all.
    static let attemptTime: Nanoseconds = 250_000_000

    /// Opens a connection for the user's request; when it began to.
    mutating func connect(_ user: Int, _ slot: Int) -> Nanoseconds {
        now = Clock.now()
        isClockFresh = false
        users[user].state = .connecting
        connections[slot].connectAt = now
        connections[slot].connectDeadline = now &+ steps[users[user].step].connectTimeout
        connections[slot].attempt = 0
        tryAddresses(user, slot)
        return connections[slot].connectAt
    }

    /// Tries the origin's addresses from the current attempt on, the one that answered last first.
    private mutating func tryAddresses(_ user: Int, _ slot: Int) {
        let origin = Int(connections[slot].origin)
        let addresses = table.origins[origin]
        while true {
            let choice = (preferredAddresses[origin] + connections[slot].attempt) % addresses.addressCount
            let error = open(slot, table.addresses[addresses.firstAddress + choice])
            if error == 0 {
                let isLast = connections[slot].attempt + 1 == addresses.addressCount
                let whole = connections[slot].connectDeadline
                deadlines[user] = isLast ? whole : min(whole, now &+ Self.attemptTime)
                return
            }
            guard advanceAttempt(slot) else { return fail(user, connectFailure(error), at: now) }
        }
    }

    /// Begins to connect to one address; 0 or a negative errno.
    private mutating func open(_ slot: Int, _ address: PlanTable.Address) -> Int32 {
        let fd = sys_stream_socket(address.bytes)
        guard fd >= 0 else { return fd }
        let outcome = sys_connect(fd, address.bytes, address.length)
        guard outcome == 0 || outcome == -EINPROGRESS else {
            _ = sys_close(fd)
            return outcome
        }
        connections[slot].generation &+= 1
        let token = Token(slot: UInt32(slot), generation: connections[slot].generation)
        let registered = poller.add(fd, token: token)
        guard registered == 0 else {
            _ = sys_close(fd)
            return registered
        }
        connections[slot].fd = fd
        connections[slot].state = .connecting
        connections[slot].isReused = false
        return 0
    }

    /// Whether the origin has an address left to try, and time for it.
    private mutating func advanceAttempt(_ slot: Int) -> Bool {
        connections[slot].attempt += 1
        return connections[slot].attempt < table.origins[Int(connections[slot].origin)].addressCount
            && now < connections[slot].connectDeadline
    }

    /// The kernel has news of a connect under way.
    mutating func finishConnect(_ slot: Int, _ ready: Readiness, at woken: Nanoseconds) {
        let user = Int(connections[slot].user)
        let error = sys_socket_error(connections[slot].fd)
        guard error == 0 else {
            close(slot)
            now = Clock.now()
            if advanceAttempt(slot) { return tryAddresses(user, slot) }
            return fail(user, connectFailure(error), at: now)
        }
        guard ready.contains(.writable) else { return }
        noteConnected(slot)
        let origin = table.origins[Int(connections[slot].origin)]
        if origin.isSecure { return beginHandshake(slot, at: woken) }
        if origin.version == .http2 { beginMultiplexing(slot, at: woken) } else { finishOpening(slot, at: woken) }
        if !ready.isDisjoint(with: [.readable, .closing]) { announceAgain(slot) }
    }

    /// A server that speaks first was heard when its connection could not be read yet, and an edge comes only once.
    func announceAgain(_ slot: Int) {
        guard connections[slot].fd >= 0 else { return }
        poller.rearm(connections[slot].fd, token: Token(slot: UInt32(slot), generation: connections[slot].generation))
    }

    /// The address that answered is tried first from now on.
    private mutating func noteConnected(_ slot: Int) {
        let origin = Int(connections[slot].origin)
        let count = table.origins[origin].addressCount
        preferredAddresses[origin] = (preferredAddresses[origin] + connections[slot].attempt) % count
        connections[slot].attempt = 0
    }

    /// The connection stands and can carry the request it was opened for.
    mutating func finishOpening(_ slot: Int, at woken: Nanoseconds) {
        noteOpened(slot, at: woken)
        _ = send(Int(connections[slot].user), slot)
    }

    func noteOpened(_ slot: Int, at woken: Nanoseconds) {
        let recorder = users[Int(connections[slot].user)].recorder
        recorders[recorder].counts.connectionsOpened += 1
        let begun = connections[slot].connectAt
        recorders[recorder].connect.record(woken > begun ? woken &- begun : 0)
    }

    private func connectFailure(_ error: Int32) -> Failure {
        let code = -error
        let failureClass: FailureClass = code == ETIMEDOUT ? .timeout : .connect
        let blame: Blame = SystemError(code).isGenerators ? .generator : .target
        return Failure(failureClass: failureClass, phase: .connect, blame: blame, cause: .system(code))
    }

    /// A user's deadline has passed.
    mutating func timeOut(_ user: Int) {
        let deadline = deadlines[user]
        let slot = users[user].connection
        guard users[user].state == .connecting else {
            let phase = phase(of: user)
            let failure = Failure(failureClass: .timeout, phase: phase)
            if connections[slot].session != nil {
                cancelStream(user, slot)
                return fail(user, failure, at: deadline, releases: false)
            }
            abort(slot)
            return fail(user, failure, at: deadline)
        }
        let phase = phase(of: user)
        close(slot)
        if phase == .connect, advanceAttempt(slot) { return tryAddresses(user, slot) }
        fail(user, Failure(failureClass: .timeout, phase: phase), at: deadline)
    }

    /// How far a user's request has come.
    func phase(of user: Int) -> FailurePhase {
        let slot = users[user].connection
        if users[user].state == .connecting { return connections[slot].state == .handshaking ? .handshake : .connect }
        if let session = connections[slot].session { return streamPhase(user, session) }
        if connections[slot].state == .sending { return .send }
        if !users[user].hasFirstByte { return .firstByte }
        return connections[slot].parser.stage == .head ? .head : .body
    }

    @inline(__always)
    mutating func close(_ slot: Int) {
        guard connections[slot].fd >= 0 else { return }
        if connections[slot].tls != nil { endTLS(slot, politely: connections[slot].state == .idle) }
        _ = sys_close(connections[slot].fd)
        forget(slot)
    }

    /// Closes with a reset: the peer may still be sending.
    mutating func abort(_ slot: Int) {
        guard connections[slot].fd >= 0 else { return }
        if connections[slot].tls != nil { endTLS(slot, politely: false) }
        sys_abort_connection(connections[slot].fd)
        forget(slot)
    }

    private mutating func forget(_ slot: Int) {
        connections[slot].fd = -1
        connections[slot].session = nil
        connections[slot].state = .closed
        connections[slot].generation &+= 1
    }
}
