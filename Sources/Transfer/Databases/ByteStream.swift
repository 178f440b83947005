#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connection as bytes, in the open or over TLS, everything over by one deadline.
struct ByteStream: ~Copyable {
    let socket: Socket
    let endpoint: HostAndPort
    let deadline: Deadline
    let cancellation: Cancellation
    private var tls: TLSClient?

    init(_ socket: consuming Socket, to endpoint: HostAndPort, by deadline: Deadline, _ cancellation: Cancellation) {
        self.socket = socket
        self.endpoint = endpoint
        self.deadline = deadline
        self.cancellation = cancellation
        tls = nil
    }

    /// Encrypted by a client that has shaken hands on the socket.
    init(
        _ socket: consuming Socket, over client: consuming TLSClient, to endpoint: HostAndPort, by deadline: Deadline,
        _ cancellation: Cancellation
    ) {
        self.init(socket, to: endpoint, by: deadline, cancellation)
        tls = consume client
    }

    /// Everything from here on is encrypted.
    mutating func encrypt(_ client: consuming TLSClient) throws(TransferError) {
        try client.shakeHands(socket, by: deadline, cancellation)
        tls = consume client
    }

    func send(_ bytes: [UInt8]) throws(TransferError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            var event = Int32(POLLOUT)
            switch tls {
            case .some(let client):
                let sent = try client.send(rest)
                rest = rest.dropFirst(sent.count)
                if sent.count > 0 { continue }
                event = sent.event
            case .none: rest = rest.dropFirst(try socket.send(rest, to: endpoint))
            }
            if !rest.isEmpty { try wait(for: event, in: .send) }
        }
    }

    /// Waits for bytes; empty at the peer's end.
    func receive(atMost count: Int) throws(TransferError) -> [UInt8] {
        while true {
            if deadline.hasPassed { throw .late(.firstByte, after: deadline.timeout, at: endpoint) }
            var event = Int32(POLLIN)
            switch tls {
            case .some(let client):
                let received = try client.receive(atMost: count)
                if let bytes = received.bytes { return bytes }
                event = received.event
            case .none:
                if let bytes = try socket.receive(atMost: count, from: endpoint) { return bytes }
            }
            try wait(for: event, in: .firstByte)
        }
    }

    /// Exactly so many bytes; throws `reset` where the peer closes before.
    func receive(exactly count: Int) throws(TransferError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try receive(atMost: count - bytes.count)
            guard !more.isEmpty else { throw .closed(by: endpoint) }
            bytes += more
        }
        return bytes
    }

    private func wait(for event: Int32, in phase: TransferError.Phase) throws(TransferError) {
        try socket.wait(for: event, in: phase, at: endpoint, by: deadline, cancellation)
    }
}

extension TransferError {
    /// The peer went away where an answer was due.
    static func closed(by endpoint: HostAndPort) -> TransferError {
        TransferError(.reset, in: .firstByte, blame: .target, "\(endpoint) closed the connection without an answer")
    }

    /// What came is not the protocol.
    static func garbled(_ endpoint: HostAndPort, _ what: String) -> TransferError {
        TransferError(.protocol, in: .firstByte, blame: .target, "\(endpoint) \(what)")
    }
}
