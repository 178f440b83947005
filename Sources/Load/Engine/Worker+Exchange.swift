import CSystem

extension Worker {
    /// After this many full reads of one response others get their turn.
    private static let readsPerTurn = 64

    /// Sends the user's request on an open connection; when.
    @inline(__always)
    mutating func send(_ user: Int, _ slot: Int) -> Nanoseconds {
        if !isClockFresh { now = Clock.now() }
        isClockFresh = false
        let sentAt = now
        let step = users[user].step
        users[user].state = .exchanging
        users[user].sentAt = sentAt
        users[user].firstByteAt = 0
        connections[slot].state = .waiting
        connections[slot].parser.begin(steps[step].expectation)
        deadlines[user] = sentAt &+ steps[step].timeout
        guard let request = steps[step].request, !users[user].hasCookies else {
            sendWritten(user, slot)
            return sentAt
        }
        let count = steps[step].requestCount
        let taken = transmit(slot, request, count)
        if taken == count {
            recorders[users[user].recorder].counts.bytesOut &+= UInt64(count)
        } else {
            connections[slot].sent = 0
            connections[slot].state = .sending
            noteSent(user, slot, taken, of: count)
        }
        return sentAt
    }

    /// Writes a request with holes or cookies, and sends it.
    private mutating func sendWritten(_ user: Int, _ slot: Int) {
        let step = users[user].step
        do throws(RequestWriter.Fault) {
            let jar =
                users[user].hasCookies
                ? jars[user].header(origin: steps[step].origin, path: table.paths[step]) : []
            try writer.write(table.blueprints[step], variables[user], jar: jar)
        } catch {
            connections[slot].state = .idle
            return fail(user, Failure(failureClass: .check, phase: .send, cause: .writing(error)), at: now)
        }
        let count = writer.output.count
        connections[slot].sent = 0
        connections[slot].state = .sending
        let taken = writer.output.bytes.baseAddress.map { transmit(slot, $0, count) } ?? 0
        if taken < count {
            connections[slot].pending.removeAll()
            connections[slot].pending.append(writer.output.bytes)
        }
        noteSent(user, slot, taken, of: count)
    }

    /// The kernel takes bytes again.
    mutating func sendRest(_ slot: Int) {
        let user = Int(connections[slot].user)
        let step = users[user].step
        let offset = connections[slot].sent
        let isWritten = !connections[slot].pending.isEmpty
        let count = isWritten ? connections[slot].pending.count : steps[step].requestCount
        let base = isWritten ? connections[slot].pending.bytes.baseAddress : UnsafeRawPointer(steps[step].request)
        guard let base, offset < count else { return }
        noteSent(user, slot, transmit(slot, base + offset, count - offset), of: count)
    }

    /// Deals with a send that may not have taken everything.
    private mutating func noteSent(_ user: Int, _ slot: Int, _ taken: Int64, of count: Int) {
        guard taken >= 0 else {
            if taken == -Int64(EAGAIN) || taken == -Int64(EINTR) { return }
            return loseConnection(slot, .system(Int32(-taken)))
        }
        recorders[users[user].recorder].counts.bytesOut += UInt64(taken)
        connections[slot].sent += Int(taken)
        guard connections[slot].sent == count else { return }
        connections[slot].state = .waiting
        connections[slot].pending.removeAll()
    }

    /// Reads what has come for a request: once, unless the response is longer than the buffer or the peer closes.
    @inline(__always)
    mutating func receive(_ slot: Int, _ ready: Readiness, at woken: Nanoseconds) {
        let isClosing = ready.contains(.closing)
        let user = Int(connections[slot].user)
        noteReadable(slot)
        for _ in 0..<Self.readsPerTurn {
            let count = take(slot, receiveBuffer, Self.receiveBytes)
            guard count > 0 else { return receiveNothing(slot, count, at: woken) }
            if !users[user].hasFirstByte { users[user].firstByteAt = woken }
            recorders[users[user].recorder].counts.bytesIn &+= UInt64(count)
            let isComplete: Bool
            do throws(ResponseFault) {
                isComplete = try connections[slot].parser.feed(
                    UnsafeRawBufferPointer(start: receiveBuffer, count: Int(count)),
                    cache: &headCaches[users[user].step])
            } catch {
                return breakOff(slot, error, at: woken)
            }
            if isComplete {
                let stays =
                    connections[slot].parser.head.keepsAlive && !isClosing && keepsAlive
                    && connections[slot].state == .waiting
                return complete(user, slot, keepsConnection: stays, at: woken)
            }
            if count < Self.receiveBytes && !isClosing && !mayHaveMore(slot) { return }
        }
        announceAgain(slot)
    }

    /// The peer has closed, or reset, or there was nothing to read after all.
    private mutating func receiveNothing(_ slot: Int, _ count: Int64, at woken: Nanoseconds) {
        if count == -Int64(EAGAIN) || count == -Int64(EINTR) { return }
        let user = Int(connections[slot].user)
        if count == TLSStream.truncated, connections[slot].tls != nil, users[user].hasFirstByte {
            return breakOff(slot, .truncated, at: woken)
        }
        if !users[user].hasFirstByte || count < 0 {
            return loseConnection(slot, count == 0 ? .closed : .system(Int32(-count)))
        }
        do throws(ResponseFault) {
            try connections[slot].parser.finish()
        } catch {
            return breakOff(slot, error, at: woken)
        }
        complete(user, slot, keepsConnection: false, at: woken)
    }

    /// What came is no response.
    private mutating func breakOff(_ slot: Int, _ fault: ResponseFault, at woken: Nanoseconds) {
        let user = Int(connections[slot].user)
        let failure = Failure(failureClass: fault.failureClass, phase: phase(of: user), cause: .fault(fault))
        abort(slot)
        fail(user, failure, at: woken)
    }

    /// The connection ended before its response did. A kept connection that the server closed while the request was
    /// on its way is replaced once, where repeating the request is safe; that is counted, never silent.
    private mutating func loseConnection(_ slot: Int, _ cause: Failure.Cause) {
        let user = Int(connections[slot].user)
        let phase = phase(of: user)
        let mayRetry =
            connections[slot].isReused && users[user].retries == 0 && !users[user].hasFirstByte
            && steps[users[user].step].isIdempotent
        close(slot)
        if mayRetry {
            users[user].retries = 1
            recorders[users[user].recorder].counts.reconnectRetries += 1
            _ = connect(user, slot)
        } else {
            fail(user, Failure(failureClass: .reset, phase: phase, cause: cause), at: now)
        }
    }

    /// Something happened on a connection that nobody asked on: it was closed, or the server speaks unasked.
    mutating func hearIdle(_ slot: Int) {
        noteReadable(slot)
        let count = take(slot, receiveBuffer, Self.receiveBytes)
        if count == -Int64(EAGAIN) || count == -Int64(EINTR) { return }
        if count > 0 { unsolicited += 1 }
        close(slot)
        if connections[slot].isListed {
            connections[slot].isListed = false
            pools[Int(connections[slot].origin)].removeIdle(slot)
            release(slot)
        }
    }
}
