import CSystem

extension Worker {
    /// A request is sent again so often, where servers refuse its stream; one that refuses on and on fails it.
    ///
    /// A server that takes seven requests a connection refuses three of ten streams: ten times in a row then happens to
    /// one of some hundred thousand requests, thirty times to none.
    private static let mostRefusals = 30

    /// The connection stands and speaks HTTP/2: it can carry many requests from now on.
    mutating func beginMultiplexing(_ slot: Int, at woken: Nanoseconds) {
        let user = Int(connections[slot].user)
        guard let session = HTTP2Session(capacity: isShared ? min(table.plan.streamsPerConnection, userCount) : 1)
        else {
            abort(slot)
            let cause = Failure.Cause.distrust("no memory for HTTP/2")
            return fail(
                user, Failure(failureClass: .connect, phase: .connect, blame: .generator, cause: cause), at: now)
        }
        noteOpened(slot, at: woken)
        connections[slot].session = session
        connections[slot].state = .multiplexed
        _ = submit(user, slot)
        release(slot)
    }

    /// Begins the user's request as a stream; when. It goes out at the end of the turn, with others of the connection.
    mutating func submit(_ user: Int, _ slot: Int) -> Nanoseconds {
        if !isClockFresh { now = Clock.now() }
        isClockFresh = false
        let step = users[user].step
        let sentAt = now
        users[user].state = .exchanging
        users[user].sentAt = sentAt
        users[user].firstByteAt = 0
        deadlines[user] = sentAt &+ steps[step].timeout
        guard let session = connections[slot].session, let request = table.multiplexed[step] else { return sentAt }
        let place: Int?
        if request.isConstant, !users[user].hasCookies {
            place = session.submit(request, user: user, steps[step].expectation)
        } else {
            do throws(RequestWriter.Fault) {
                place = try submitWritten(request, user, session)
            } catch {
                releaseStream(slot)
                fail(
                    user, Failure(failureClass: .check, phase: .send, cause: .writing(error)), at: now, releases: false)
                return sentAt
            }
        }
        guard let place else {
            releaseStream(slot)
            fail(
                user, Failure(failureClass: .protocol, phase: .send, cause: .distrust("the stream can't be opened")),
                at: now, releases: false)
            return sentAt
        }
        users[user].stream = place
        markDirty(slot)
        return sentAt
    }

    /// A request with holes or cookies.
    private mutating func submitWritten(
        _ request: HTTP2Request, _ user: Int, _ session: HTTP2Session
    ) throws(RequestWriter.Fault) -> Int? {
        let step = users[user].step
        var values: [[UInt8]] = []
        var jar =
            users[user].hasCookies ? jars[user].header(origin: steps[step].origin, path: table.paths[step]) : []
        for field in request.fields {
            try writer.write(field.value, variables[user])
            var value = Array(writer.output.bytes)
            if !jar.isEmpty, field.name == Array("cookie".utf8) {
                value += Array("; ".utf8) + jar
                jar = []
            }
            values.append(value)
        }
        try writer.write(request.body, variables[user])
        return session.submit(
            request, values: values, extra: jar.isEmpty ? nil : (Array("cookie".utf8), jar), body: writer.output.bytes,
            user: user, steps[step].expectation)
    }

    // MARK: Bytes

    private mutating func markDirty(_ slot: Int) {
        guard !connections[slot].isDirty else { return }
        connections[slot].isDirty = true
        dirty[dirtyCount] = Int32(slot)
        dirtyCount &+= 1
    }

    /// Sends what this turn's requests and answers to the server have gathered.
    mutating func flushDirty() {
        while dirtyCount > 0 {
            dirtyCount &-= 1
            let slot = Int(dirty[dirtyCount])
            connections[slot].isDirty = false
            flush(slot)
        }
    }

    /// Sends until nothing is left or the kernel takes no more.
    private mutating func flush(_ slot: Int) {
        guard let session = connections[slot].session else { return }
        while true {
            guard session.gather() else { return endMultiplexing(slot, .fault(.badFrames)) }
            // A stream that we reset ends when that is written.
            finishStreams(slot, session, at: now)
            guard connections[slot].session === session else { return }
            let count = session.output.count - session.outputSent
            guard count > 0, let base = session.output.bytes.baseAddress else { break }
            let taken = transmit(slot, base + session.outputSent, count)
            guard taken >= 0 else {
                if taken == -Int64(EAGAIN) || taken == -Int64(EINTR) { return }
                return endMultiplexing(slot, .system(Int32(-taken)))
            }
            session.outputSent += Int(taken)
        }
        // Streams that were given up have left their places by now, and the server may have allowed more.
        if session.hasRoom { releaseStream(slot) }
        if session.isOver || (session.isLeaving && session.active == 0) { endMultiplexing(slot, .closed) }
    }

    /// The kernel has news of a connection that speaks HTTP/2.
    mutating func hearMultiplexed(_ slot: Int, _ ready: Readiness, at woken: Nanoseconds) {
        guard let session = connections[slot].session else { return }
        if ready.contains(.writable) { markDirty(slot) }
        guard !ready.isDisjoint(with: [.readable, .closing]) else { return }
        let isClosing = ready.contains(.closing)
        session.now = woken
        noteReadable(slot)
        while true {
            let count = take(slot, receiveBuffer, Self.receiveBytes)
            guard count > 0 else {
                if count == -Int64(EAGAIN) || count == -Int64(EINTR) { break }
                finishStreams(slot, session, at: woken)
                return endMultiplexing(
                    slot, count == 0 || count == TLSStream.truncated ? .closed : .system(Int32(-count)))
            }
            let isGood = session.receive(UnsafeRawBufferPointer(start: receiveBuffer, count: Int(count)))
            finishStreams(slot, session, at: woken)
            guard connections[slot].session === session else { return }
            guard isGood else { return endMultiplexing(slot, .fault(.badFrames)) }
            if count < Self.receiveBytes && !isClosing && !mayHaveMore(slot) { break }
        }
        markDirty(slot)
    }

    // MARK: Streams that ended

    private mutating func finishStreams(_ slot: Int, _ session: HTTP2Session, at woken: Nanoseconds) {
        while let place = session.nextEnded() {
            guard let user = session.streams[place].user else { continue }
            finish(user, slot, session, place, at: woken)
        }
    }

    private mutating func finish(_ user: Int, _ slot: Int, _ session: HTTP2Session, _ place: Int, at woken: Nanoseconds)
    {
        connections[slot].isReused = true
        deadlines[user] = .max
        let recorder = users[user].recorder
        users[user].firstByteAt = session.streams[place].firstByteAt
        recorders[recorder].counts.bytesIn &+= session.streams[place].bytesIn
        recorders[recorder].counts.bytesOut &+= session.streams[place].bytesOut
        let isRefused = session.streams[place].closeCode == HTTP2Code.refusedStream
        if let failure = failure(session, place) {
            session.release(place)
            releaseStream(slot)
            if isRefused, users[user].retries < Self.mostRefusals { return repeatElsewhere(user) }
            return fail(user, failure, at: woken, releases: false)
        }
        let status = session.streams[place].status
        if session.streams[place].setsCookies, table.plan.cookies {
            keepCookies(user, session.streams[place].keptHead.bytes)
        }
        let response = LoadResponse(
            status: Int(status), head: session.streams[place].keptHead.bytes,
            body: session.streams[place].keptBody.bytes)
        let failure = judge(user, status, response)
        session.release(place)
        releaseStream(slot)
        if let failure { return fail(user, failure, at: woken, releases: false) }
        succeed(user, at: woken)
    }

    /// What is wrong with a stream that ended; nil when it is a whole response.
    private func failure(_ session: HTTP2Session, _ place: Int) -> Failure? {
        let phase: FailurePhase =
            session.streams[place].firstByteAt == 0 ? .firstByte : session.streams[place].status == 0 ? .head : .body
        if let fault = session.streams[place].fault {
            return Failure(failureClass: fault.failureClass, phase: phase, cause: .fault(fault))
        }
        let code = session.streams[place].closeCode
        // A server may end a stream with NO_ERROR before it took the whole request (RFC 9113, section 8.1).
        if code == 0, session.streams[place].hasEnded, session.streams[place].status >= 200 { return nil }
        let failureClass: FailureClass = code == HTTP2Code.protocolError ? .protocol : .reset
        return Failure(failureClass: failureClass, phase: phase, cause: .stream(code))
    }

    /// A server that refused a stream has not looked at it: it is asked again, which is counted. Connections of the same
    /// age come to the end of what the server grants them at the same time, so that once is not enough.
    private mutating func repeatElsewhere(_ user: Int) {
        users[user].retries &+= 1
        recorders[users[user].recorder].counts.reconnectRetries += 1
        recorders[users[user].recorder].counts.started -= 1
        users[user].wait = 0
        _ = findConnection(user)
    }

    /// A stream's place on a shared connection became free.
    private mutating func releaseStream(_ slot: Int) {
        if connections[slot].state == .multiplexed, !connections[slot].isListed { release(slot) }
    }

    /// A request's time is over: its stream is given up, the connection stays.
    mutating func cancelStream(_ user: Int, _ slot: Int) {
        guard let session = connections[slot].session else { return }
        session.cancel(users[user].stream)
        markDirty(slot)
        releaseStream(slot)
    }

    /// How far a user's stream has come.
    func streamPhase(_ user: Int, _ session: HTTP2Session) -> FailurePhase {
        let place = users[user].stream
        if session.streams[place].firstByteAt == 0 { return .firstByte }
        return session.streams[place].status == 0 ? .head : .body
    }

    /// The connection is over, and with it every request on it. Where the server may not have seen a request, and it
    /// is safe to repeat, it is asked again once, as on a kept connection of HTTP/1.1.
    private mutating func endMultiplexing(_ slot: Int, _ cause: Failure.Cause) {
        guard let session = connections[slot].session else { return }
        let isReused = connections[slot].isReused
        let origin = Int(connections[slot].origin)
        var left: [(user: Int, phase: FailurePhase)] = []
        for place in 0..<session.capacity where session.streams[place].id != 0 {
            guard let user = session.streams[place].user else { continue }
            left.append((user, streamPhase(user, session)))
        }
        if connections[slot].isListed { pools[origin].removeIdle(slot) }
        connections[slot].isListed = false
        close(slot)
        release(slot)
        for (user, phase) in left {
            let mayRetry =
                isReused && users[user].retries == 0 && phase == .firstByte && steps[users[user].step].isIdempotent
            if mayRetry {
                repeatElsewhere(user)
            } else {
                let isProtocol = if case .fault = cause { true } else { false }
                fail(
                    user, Failure(failureClass: isProtocol ? .protocol : .reset, phase: phase, cause: cause), at: now,
                    releases: false)
            }
        }
    }
}
