/// One client's connection: reads a request, waits as latency and faults ask, answers, and begins again.
///
/// Requests sent ahead (pipelined) stay in the buffer and are answered in their order.
struct Connection: ~Copyable {
    private let socket: Socket
    private let service: Service
    private var parser = RequestParser()
    private var writer: ResponseWriter
    private var received: [UInt8] = []
    private let clock = ContinuousClock()

    private static let readTimeoutSeconds = 5
    private static let maxIdle = Duration.seconds(60)
    private static let maxHeadTime = Duration.seconds(10)
    private static let maxBodyTime = Duration.seconds(15)
    private static let maxHang = Duration.seconds(60)

    init(descriptor: Int32, service: Service) {
        socket = Socket(adopting: descriptor, timeoutSeconds: Self.readTimeoutSeconds)
        self.service = service
        writer = ResponseWriter(isHardened: service.isHardened)
    }

    /// Answers until either side wants to end. `beforeClosing` runs while the descriptor is still this connection's own.
    consuming func serve(beforeClosing: () -> Void) {
        var goesOn = true
        while goesOn && !service.isStopping {
            do {
                guard let request = try nextRequest() else { break }
                goesOn = answer(request)
            } catch {
                refuse(error)
                goesOn = false
            }
        }
        beforeClosing()
    }

    // MARK: Reading

    /// The next request, or nil when the client has gone or said nothing for a minute.
    private mutating func nextRequest() throws(Refusal) -> Request? {
        skipEmptyLine()
        let waitingSince = clock.now
        var startedAt = received.isEmpty ? nil : Optional(waitingSince)
        while true {
            if let (head, length) = try parser.head(in: received[...]) {
                received.removeFirst(length)
                return try whole(head)
            }
            switch readMore() {
            case .bytes:
                skipEmptyLine()
                startedAt = startedAt ?? clock.now
            case .ended: return nil
            case .timedOut: if startedAt == nil, waitingSince.duration(to: clock.now) > Self.maxIdle { return nil }
            }
            if service.isStopping { return nil }
            if let startedAt, startedAt.duration(to: clock.now) > Self.maxHeadTime {
                throw .broken(408, "the request head took longer than \(Self.maxHeadTime)")
            }
        }
    }

    private mutating func whole(_ head: RequestHead) throws(Refusal) -> Request? {
        let length = head.contentLength ?? 0
        if head.expectsContinue, received.count < length, !socket.deliver("HTTP/1.1 100 Continue\r\n\r\n".utf8) {
            return nil
        }
        let begin = clock.now
        while received.count < length {
            if case .ended = readMore() { return nil }
            if service.isStopping { return nil }
            guard begin.duration(to: clock.now) < Self.maxBodyTime else {
                throw .broken(408, "the request body took longer than \(Self.maxBodyTime)")
            }
        }
        let body = Array(received.prefix(length))
        received.removeFirst(length)
        return Request(head: head, body: body)
    }

    private mutating func readMore() -> Socket.Reading {
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            let reading = socket.receive(into: buffer)
            if case .bytes(let count) = reading { received.append(contentsOf: buffer[..<count]) }
            return reading
        }
    }

    /// RFC 9112, 2.2: one empty line before a request line is to be forgiven.
    private mutating func skipEmptyLine() {
        if received.starts(with: [.carriageReturn, .lineFeed]) { received.removeFirst(2) }
    }

    // MARK: Answering

    /// Whether the connection goes on after this answer.
    private mutating func answer(_ request: Request) -> Bool {
        let answer = service.answer(request)
        Pause.wait(answer.delay) { service.isStopping }
        Pause.wait(service.stallRemaining()) { service.isStopping }

        let keepsAlive = request.head.keepsAlive && !answer.response.closes && !service.isStopping
        let (bytes, bodyStart) = writer.bytes(
            of: answer.response, omittingBody: request.head.method == "HEAD", keepsAlive: keepsAlive,
            requestNumber: answer.requestNumber)
        switch answer.delivery {
        case .whole:
            guard socket.deliver(bytes) else { return false }
            if !keepsAlive { endOrderly() }
            return keepsAlive
        case .resetMidBody:
            _ = socket.deliver(bytes.prefix((bodyStart + bytes.count) / 2))
            socket.resetWhenClosed()
            return false
        case .never:
            Pause.wait(Self.maxHang) { service.isStopping || socket.peerHasLeft }
            return false
        }
    }

    private mutating func refuse(_ refusal: Refusal) {
        let number = service.countRefused(status: refusal.status)
        let (bytes, _) = writer.bytes(
            of: refusal.response, omittingBody: false, keepsAlive: false, requestNumber: number)
        if socket.deliver(bytes) { endOrderly() }
    }

    /// Closing with unread bytes would send a reset that can overtake the answer: read them away first, within bounds.
    private func endOrderly() {
        socket.finishWriting()
        let begin = clock.now
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            for _ in 0..<256 {
                guard case .bytes = socket.receive(into: buffer), begin.duration(to: clock.now) < .seconds(2) else {
                    return
                }
            }
        }
    }
}
