#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Opens a TCP connection, and says and hears something when asked to.
package struct TCPProbe: Sendable, Equatable {
    package var endpoint: HostAndPort
    /// Sent once the connection stands.
    package var send: [UInt8] = []
    /// What the peer's first bytes must be; reading ends when they are decided.
    package var expect: [UInt8]?
    /// Of what is kept of the peer's bytes.
    package var maxBytes = 64 << 10
    /// For everything: name, connection, sending and receiving.
    package var timeout: Duration = .seconds(10)

    package init(host: String, port: Int) {
        endpoint = HostAndPort(host: host, port: port)
    }

    package struct Outcome: Sendable, Equatable {
        package var remoteAddress: HostAndPort
        /// What the peer said until `expect` was decided; empty when nothing was expected.
        package var received: [UInt8]
        /// Whether it began as expected; nil when nothing was expected.
        package var matched: Bool?
        package var timings: TransferTimings
    }

    /// Throws when there is no connection, or when too little is said before the deadline.
    package func run() async throws(TransferError) -> Outcome {
        let probe = self
        return try await Probe.timed(timeout) { (deadline, timings, cancellation) throws(TransferError) in
            try probe.run(by: deadline, timings: &timings, cancellation)
        }
    }

    private func run(
        by deadline: Deadline, timings: inout TransferTimings, _ cancellation: Cancellation
    ) throws(TransferError) -> Outcome {
        let socket = try Probe.connect(to: endpoint, by: deadline, timings: &timings, cancellation)
        let connected = deadline.elapsed
        var rest = send[...]
        while !rest.isEmpty {
            try socket.wait(for: Int32(POLLOUT), in: .send, at: endpoint, by: deadline, cancellation)
            rest = rest.dropFirst(try socket.send(rest, to: endpoint))
        }
        var received: [UInt8] = []
        if let expect {
            while received.count < min(expect.count, maxBytes), expect.starts(with: received) {
                try socket.wait(for: Int32(POLLIN), in: .firstByte, at: endpoint, by: deadline, cancellation)
                guard let bytes = try socket.receive(atMost: maxBytes - received.count, from: endpoint) else {
                    continue
                }
                if timings.ttfb == nil { timings.ttfb = deadline.elapsed }
                if bytes.isEmpty { break }
                received += bytes
            }
            timings.wait = (timings.ttfb ?? connected) - connected
        }
        timings.total = deadline.elapsed
        return Outcome(
            remoteAddress: socket.peer, received: received, matched: expect.map { received.starts(with: $0) },
            timings: timings)
    }
}
