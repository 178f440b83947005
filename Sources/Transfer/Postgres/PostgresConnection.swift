import CPostgres

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One of libpq's connections, closed when it goes out of scope. Nothing in it blocks but to wait for the server,
/// with an eye on the deadline.
struct PostgresConnection: ~Copyable {
    let handle: OpaquePointer
    let endpoint: HostAndPort
    let intake: PostgresIntake

    private init(_ handle: OpaquePointer, to endpoint: HostAndPort, _ intake: PostgresIntake) {
        self.handle = handle
        self.endpoint = endpoint
        self.intake = intake
    }

    deinit {
        intake.forget()
        PQfinish(handle)
    }

    /// Tries the addresses in turn, each with its share of the time, until one answers, well or not.
    static func open(
        _ access: DatabaseAccess, at addresses: [SocketAddress], _ intake: PostgresIntake, by deadline: Deadline,
        _ cancellation: Cancellation
    ) throws(TransferError) -> PostgresConnection {
        var last = TransferError.notConnected(to: "\(access.endpoint)", 0, detail: "it has no address")
        for (index, address) in addresses.enumerated() {
            let share = Deadline(after: deadline.remaining / (addresses.count - index))
            do throws(TransferError) {
                return try open(access, at: address, intake, by: share, cancellation)
            } catch {
                guard error.phase == .connect, error.kind != .cancelled else {
                    if error.kind == .timeout { throw .late(error.phase, after: deadline.timeout, at: access.endpoint) }
                    throw error
                }
                last = error
            }
            if deadline.hasPassed { break }
        }
        if last.kind == .timeout { last = .late(.connect, after: deadline.timeout, at: access.endpoint) }
        throw last
    }

    private static func open(
        _ access: DatabaseAccess, at address: SocketAddress, _ intake: PostgresIntake, by deadline: Deadline,
        _ cancellation: Cancellation
    ) throws(TransferError) -> PostgresConnection {
        let words = try ConnectionWords.text(access, address: address.endpoint)
        guard let handle = PQconnectStart(words) else { throw .usage("no memory for a connection") }
        let connection = PostgresConnection(handle, to: access.endpoint, intake)
        gonogo_pq_silence(handle)
        PQsetnonblocking(handle, 1)
        var status = PQstatus(handle)
        var phase = TransferError.Phase.connect
        var polling = status == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while polling != PGRES_POLLING_OK {
            if polling == PGRES_POLLING_FAILED {
                throw connection.failure(in: phase, at: address, by: deadline, cancellation)
            }
            if status == CONNECTION_SSL_STARTUP {
                phase = .tls
            } else if status != CONNECTION_STARTED {
                phase = .firstByte
            }
            // Before, messages are short by libpq's own bounds, and it may begin again on another socket.
            if status == CONNECTION_AUTH_OK { intake.watch(PQsocket(handle)) }
            let event = polling == PGRES_POLLING_READING ? POLLIN : POLLOUT
            try connection.wait(for: Int32(event), in: phase, by: deadline, cancellation)
            polling = PQconnectPoll(handle)
            if polling != PGRES_POLLING_FAILED { status = PQstatus(handle) }
        }
        intake.watch(PQsocket(handle))
        return connection
    }

    func wait(
        for event: Int32, in phase: TransferError.Phase, by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) {
        try Socket.wait(on: PQsocket(handle), for: event, in: phase, at: endpoint, by: deadline, cancellation)
    }

    /// Why there is no connection. libpq has words alone for it, and no codes.
    private func failure(
        in phase: TransferError.Phase, at address: SocketAddress, by deadline: Deadline, _ cancellation: Cancellation
    ) -> TransferError {
        let words = errorWords
        if phase == .connect {
            // The system's own reason, by trying once more.
            do throws(TransferError) {
                _ = try Socket.connect(to: endpoint, at: [address], by: deadline, cancellation)
            } catch {
                return error
            }
            // What libpq did not like before it began: a file, a setting.
            return .usage(words)
        }
        if words.contains("closed the connection") {
            return TransferError(.reset, in: phase, blame: .target, "\(endpoint) closed the connection")
        }
        if phase == .tls || words.contains("SSL error") || words.contains("certificate") {
            return .noTLS(endpoint, words)
        }
        if words.contains("received invalid") || words.contains("expected authentication request") {
            return .garbled(endpoint, "does not speak PostgreSQL's protocol: \(words)")
        }
        return .refusal(by: endpoint, words)
    }

    /// libpq's message on one line, without what it says of the address. It has tried in the open what did not succeed
    /// over TLS, and then says most things twice.
    var errorWords: String {
        let message = PQerrorMessage(handle).map { String(decoding: Self.bytes($0), as: UTF8.self) } ?? ""
        var words: [String] = []
        for line in message.split(separator: "\n") {
            let rest = line.firstRange(of: " failed: ").map { line[$0.upperBound...] } ?? line
            let text = String(rest.drop { $0 == " " })
            if !text.isEmpty, !words.contains(text) { words.append(text) }
        }
        return words.joined(separator: "; ").printable
    }

    /// Of a text as long as a server likes, the part that is worth showing.
    static func bytes(_ text: UnsafePointer<CChar>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text, count: strnlen(text, 2_000))
    }
}

extension TransferError {
    /// The server's own words for why it will not.
    static func refusal(by endpoint: HostAndPort, _ words: String) -> TransferError {
        TransferError(.refused, in: .firstByte, blame: .target, "\(endpoint) answered: \(words)")
    }
}
