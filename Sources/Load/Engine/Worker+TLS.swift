import CSystem

extension Worker {
    /// The socket is connected: the handshake begins. It belongs to the time for connecting, all of it.
    mutating func beginHandshake(_ slot: Int, at woken: Nanoseconds) {
        let user = Int(connections[slot].user)
        let origin = Int(connections[slot].origin)
        deadlines[user] = connections[slot].connectDeadline
        connections[slot].state = .handshaking
        guard let context = table.tls[origin],
            let tls = TLSStream(context, socket: connections[slot].fd, sessions: sessions[origin])
        else {
            abort(slot)
            let failure = Failure(
                failureClass: .tls, phase: .handshake, blame: .generator, cause: .distrust("no memory for TLS"))
            return fail(user, failure, at: now)
        }
        connections[slot].tls = tls
        continueHandshake(slot, at: woken)
    }

    /// The peer has answered in a handshake.
    mutating func continueHandshake(_ slot: Int, at woken: Nanoseconds) {
        let user = Int(connections[slot].user)
        guard let tls = connections[slot].tls, let context = table.tls[Int(connections[slot].origin)] else { return }
        switch tls.handshake(context) {
        case .waiting: break
        case .done:
            if tls.isResumed { recorders[users[user].recorder].counts.sessionsResumed += 1 }
            finishHandshake(slot, tls.negotiated, at: woken)
            announceAgain(slot)
        case .failed(let reason):
            abort(slot)
            fail(user, Failure(failureClass: .tls, phase: .handshake, cause: .distrust(reason)), at: woken)
        case .lost(let code):
            abort(slot)
            let cause = code == 0 ? Failure.Cause.distrust("the peer closed the connection") : .system(code)
            fail(user, Failure(failureClass: .tls, phase: .handshake, cause: cause), at: woken)
        }
    }

    private mutating func finishHandshake(_ slot: Int, _ negotiated: TLSStream.Negotiated, at woken: Nanoseconds) {
        switch (negotiated, table.origins[Int(connections[slot].origin)].version) {
        case (.http2, _): beginMultiplexing(slot, at: woken)
        case (.http11, .http2):
            let user = Int(connections[slot].user)
            abort(slot)
            let cause = Failure.Cause.distrust("the server does not offer HTTP/2")
            fail(user, Failure(failureClass: .tls, phase: .handshake, cause: cause), at: woken)
        case (.http11, _): finishOpening(slot, at: woken)
        }
    }

    mutating func endTLS(_ slot: Int, politely: Bool) {
        connections[slot].tls?.close(politely: politely)
        connections[slot].tls = nil
    }

    // MARK: Bytes over TLS or not

    @inline(__always)
    func transmit(_ slot: Int, _ bytes: UnsafeRawPointer, _ count: Int) -> Int64 {
        guard let tls = connections[slot].tls else { return sys_send(connections[slot].fd, bytes, count) }
        return tls.send(bytes, count)
    }

    @inline(__always)
    func take(_ slot: Int, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int64 {
        guard let tls = connections[slot].tls else { return sys_recv(connections[slot].fd, buffer, count) }
        return tls.receive(buffer, count)
    }

    /// An event was taken for this connection.
    @inline(__always)
    func noteReadable(_ slot: Int) { connections[slot].tls?.noteReadable() }

    /// Whether more may have come than was read, though the last read was not full.
    @inline(__always)
    func mayHaveMore(_ slot: Int) -> Bool { connections[slot].tls?.mayHaveMore ?? false }
}
