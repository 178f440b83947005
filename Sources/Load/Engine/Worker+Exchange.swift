import CSystem

extension Worker {
    /// After this many full reads of one response others get their turn.
    private static let readsPerTurn = 64

    /// Sends the request of an open connection; when.
    @inline(__always)
    mutating func send(_ slot: Int) -> Nanoseconds {
        if !isClockFresh { now = Clock.now() }
        isClockFresh = false
        let sentAt = now
        let step = connections[slot].step
        connections[slot].sentAt = sentAt
        connections[slot].firstByteAt = 0
        connections[slot].state = .waiting
        connections[slot].parser.begin(steps[step].expectation)
        deadlines[slot] = sentAt &+ steps[step].timeout
        let count = steps[step].requestCount
        let taken = sys_send(connections[slot].fd, steps[step].request, count)
        if taken == count {
            recorders[connections[slot].recorder].counts.bytesOut &+= UInt64(count)
        } else {
            connections[slot].sent = 0
            connections[slot].state = .sending
            noteSent(slot, taken)
        }
        return sentAt
    }

    /// The kernel takes bytes again.
    mutating func sendRest(_ slot: Int) {
        let step = connections[slot].step
        let offset = connections[slot].sent
        noteSent(slot, sys_send(connections[slot].fd, steps[step].request + offset, steps[step].requestCount - offset))
    }

    /// Deals with a send that did not take everything at once.
    private mutating func noteSent(_ slot: Int, _ taken: Int64) {
        guard taken >= 0 else {
            if taken == -Int64(EAGAIN) || taken == -Int64(EINTR) { return }
            return loseConnection(slot, .system(Int32(-taken)))
        }
        recorders[connections[slot].recorder].counts.bytesOut += UInt64(taken)
        connections[slot].sent += Int(taken)
        if connections[slot].sent == steps[connections[slot].step].requestCount { connections[slot].state = .waiting }
    }

    /// Reads what has come for a request: once, unless the response is longer than the buffer or the peer closes.
    @inline(__always)
    mutating func receive(_ slot: Int, _ ready: Readiness, at woken: Nanoseconds) {
        let isClosing = ready.contains(.closing)
        for _ in 0..<Self.readsPerTurn {
            let count = sys_recv(connections[slot].fd, receiveBuffer, Self.receiveBytes)
            guard count > 0 else { return receiveNothing(slot, count, at: woken) }
            if !connections[slot].hasFirstByte { connections[slot].firstByteAt = woken }
            recorders[connections[slot].recorder].counts.bytesIn &+= UInt64(count)
            let isComplete: Bool
            do throws(ResponseFault) {
                isComplete = try connections[slot].parser.feed(
                    UnsafeRawBufferPointer(start: receiveBuffer, count: Int(count)),
                    cache: &headCaches[connections[slot].step])
            } catch {
                return breakOff(slot, error, at: woken)
            }
            if isComplete {
                let stays =
                    connections[slot].parser.head.keepsAlive && !isClosing && connections[slot].state == .waiting
                return complete(slot, keepsConnection: stays, at: woken)
            }
            if count < Self.receiveBytes && !isClosing { return }
        }
        poller.rearm(connections[slot].fd, token: Token(slot: UInt32(slot), generation: connections[slot].generation))
    }

    /// The peer has closed, or reset, or there was nothing to read after all.
    private mutating func receiveNothing(_ slot: Int, _ count: Int64, at woken: Nanoseconds) {
        if count == -Int64(EAGAIN) || count == -Int64(EINTR) { return }
        if !connections[slot].hasFirstByte || count < 0 {
            return loseConnection(slot, count == 0 ? .closed : .system(Int32(-count)))
        }
        do throws(ResponseFault) {
            try connections[slot].parser.finish()
        } catch {
            return breakOff(slot, error, at: woken)
        }
        complete(slot, keepsConnection: false, at: woken)
    }

    /// What came is no response.
    private mutating func breakOff(_ slot: Int, _ fault: ResponseFault, at woken: Nanoseconds) {
        let failure = Failure(failureClass: fault.failureClass, phase: connections[slot].phase, cause: .fault(fault))
        abort(slot)
        fail(slot, failure, at: woken)
    }

    /// The connection ended before its response did. A kept connection that the server closed while the request was
    /// on its way is replaced once, where repeating the request is safe; that is counted, never silent.
    private mutating func loseConnection(_ slot: Int, _ cause: Failure.Cause) {
        let phase = connections[slot].phase
        let mayRetry =
            connections[slot].isReused && !connections[slot].isRetried && !connections[slot].hasFirstByte
            && steps[connections[slot].step].isIdempotent
        close(slot)
        if mayRetry {
            connections[slot].isRetried = true
            recorders[connections[slot].recorder].counts.reconnectRetries += 1
            _ = connect(slot)
        } else {
            fail(slot, Failure(failureClass: .reset, phase: phase, cause: cause), at: now)
        }
    }

    /// Something happened on a connection that nobody asked on: it was closed, or the server speaks unasked.
    mutating func hearIdle(_ slot: Int) {
        let count = sys_recv(connections[slot].fd, receiveBuffer, Self.receiveBytes)
        if count == -Int64(EAGAIN) || count == -Int64(EINTR) { return }
        if count > 0 { unsolicited += 1 }
        close(slot)
    }
}
