import CSystem

extension Worker {
    /// Opens a connection for the request in `slot`; when it began to.
    mutating func connect(_ slot: Int) -> Nanoseconds {
        now = Clock.now()
        isClockFresh = false
        connections[slot].connectAt = now
        connections[slot].attempt = 0
        tryAddresses(slot)
        return connections[slot].connectAt
    }

    /// Tries the origin's addresses from the current attempt on, the one that answered last first.
    private mutating func tryAddresses(_ slot: Int) {
        let step = connections[slot].step
        let origin = table.origins[steps[step].origin]
        while true {
            let choice = (preferredAddresses[steps[step].origin] + connections[slot].attempt) % origin.addressCount
            let address = table.addresses[origin.firstAddress + choice]
            let error = open(slot, address)
            if error == 0 {
                deadlines[slot] = now &+ steps[step].connectTimeout
                return
            }
            guard advanceAttempt(slot) else { return fail(slot, connectFailure(error), at: now) }
        }
    }

    /// Begins to connect to one address; 0 or a negative errno.
    private mutating func open(_ slot: Int, _ address: PlanTable.Address) -> Int32 {
        let fd = sys_tcp_socket(address.bytes)
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

    /// Whether the origin has an address left to try.
    private mutating func advanceAttempt(_ slot: Int) -> Bool {
        connections[slot].attempt += 1
        let origin = steps[connections[slot].step].origin
        return connections[slot].attempt < table.origins[origin].addressCount
    }

    /// The kernel has news of a connect under way.
    mutating func finishConnect(_ slot: Int, _ ready: Readiness, at woken: Nanoseconds) {
        let error = sys_socket_error(connections[slot].fd)
        guard error == 0 else {
            close(slot)
            now = Clock.now()
            if advanceAttempt(slot) { return tryAddresses(slot) }
            return fail(slot, connectFailure(error), at: now)
        }
        guard ready.contains(.writable) else { return }
        let origin = steps[connections[slot].step].origin
        let addressCount = table.origins[origin].addressCount
        preferredAddresses[origin] = (preferredAddresses[origin] + connections[slot].attempt) % addressCount
        let recorder = connections[slot].recorder
        recorders[recorder].counts.connectionsOpened += 1
        let begun = connections[slot].connectAt
        recorders[recorder].connect.record(woken > begun ? woken &- begun : 0)
        _ = send(slot)
    }

    private func connectFailure(_ error: Int32) -> Failure {
        let code = -error
        let failureClass: FailureClass = code == ETIMEDOUT ? .timeout : .connect
        let blame: Blame = SystemError(code).isGenerators ? .generator : .target
        return Failure(failureClass: failureClass, phase: .connect, blame: blame, cause: .system(code))
    }

    /// The deadline of a connection has passed.
    mutating func timeOut(_ slot: Int) {
        let deadline = deadlines[slot]
        let phase = connections[slot].phase
        if phase == .connect {
            close(slot)
            if advanceAttempt(slot) { return tryAddresses(slot) }
        } else {
            abort(slot)
        }
        fail(slot, Failure(failureClass: .timeout, phase: phase), at: deadline)
    }

    @inline(__always)
    mutating func close(_ slot: Int) {
        guard connections[slot].fd >= 0 else { return }
        _ = sys_close(connections[slot].fd)
        forget(slot)
    }

    /// Closes with a reset: the peer may still be sending.
    mutating func abort(_ slot: Int) {
        guard connections[slot].fd >= 0 else { return }
        sys_abort_connection(connections[slot].fd)
        forget(slot)
    }

    private mutating func forget(_ slot: Int) {
        connections[slot].fd = -1
        connections[slot].state = .closed
        connections[slot].generation &+= 1
        deadlines[slot] = .max
    }
}
