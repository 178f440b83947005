#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connected, non-blocking TCP socket, closed when it goes out of scope.
struct Socket: ~Copyable {
    let descriptor: Int32
    let peer: HostAndPort

    private init(_ descriptor: Int32, peer: HostAndPort) {
        self.descriptor = descriptor
        self.peer = peer
    }

    deinit { close(descriptor) }

    /// Tries the addresses in turn, each with its share of the time that is left; throws what the last one said.
    static func connect(
        to endpoint: HostAndPort, at addresses: [SocketAddress], by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) -> Socket {
        var last = TransferError.notConnected(to: "\(endpoint)", 0, detail: "it has no address")
        for (index, address) in addresses.enumerated() {
            let share = Deadline(after: deadline.remaining / (addresses.count - index))
            do throws(TransferError) {
                return try connect(to: endpoint, at: address, by: share, cancellation)
            } catch {
                if error.kind == .cancelled { throw error }
                last = error
            }
            if deadline.hasPassed { break }
        }
        if last.kind == .timeout { last = .late(.connect, after: deadline.timeout, at: endpoint) }
        throw last
    }

    private static func connect(
        to endpoint: HostAndPort, at address: SocketAddress, by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) -> Socket {
        let descriptor = socket(address.family, streamSocket, 0)
        guard descriptor >= 0 else { throw .notConnected(to: "\(endpoint)", errno, detail: "") }
        let socket = Socket(descriptor, peer: address.endpoint)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        if address.withPointer({ systemConnect(descriptor, $0, $1) }) == 0 { return socket }
        guard errno == EINPROGRESS || errno == EINTR else { throw .notConnected(to: "\(endpoint)", errno, detail: "") }
        try socket.wait(for: POLLOUT, in: .connect, at: endpoint, by: deadline, cancellation)
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else { throw .notConnected(to: "\(endpoint)", code, detail: "") }
        return socket
    }

    /// Returns once the socket is ready, or broken, which its next use will tell.
    func wait(
        for event: Int32, in phase: TransferError.Phase, at endpoint: HostAndPort, by deadline: Deadline,
        _ cancellation: Cancellation
    ) throws(TransferError) {
        try Self.wait(on: descriptor, for: event, in: phase, at: endpoint, by: deadline, cancellation)
    }

    /// The same for a descriptor that somebody else owns.
    static func wait(
        on descriptor: Int32, for event: Int32, in phase: TransferError.Phase, at endpoint: HostAndPort,
        by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) {
        var interest = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        while true {
            if cancellation.isRequested { throw .cancelled(in: phase) }
            if deadline.hasPassed { throw .late(phase, after: deadline.timeout, at: endpoint) }
            // In slices, so that a cancelled task is noticed.
            let count = poll(&interest, 1, min(deadline.remaining.millisecondsRoundedUp, 50))
            if count > 0 { return }
            guard count == 0 || errno == EINTR else {
                throw TransferError(.connect, in: phase, blame: .environment, "the connection can't be watched")
            }
        }
    }

    /// The bytes that have come, empty at the peer's end, nil when none are there yet; throws `reset`.
    func receive(atMost count: Int, from endpoint: HostAndPort) throws(TransferError) -> [UInt8]? {
        var got = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            repeat { got = recv(descriptor, buffer.baseAddress, count, 0) } while got < 0 && errno == EINTR
            written = max(0, got)
        }
        if got >= 0 { return bytes }
        if errno == EAGAIN || errno == EWOULDBLOCK { return nil }
        throw TransferError(.reset, in: .firstByte, blame: .target, "\(endpoint) reset the connection")
    }

    /// How many of the bytes were taken; throws `reset`.
    func send(_ bytes: ArraySlice<UInt8>, to endpoint: HostAndPort) throws(TransferError) -> Int {
        let sent = bytes.withUnsafeBytes { systemSend(descriptor, $0.baseAddress, $0.count) }
        if sent >= 0 { return sent }
        if errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR { return 0 }
        throw TransferError(.reset, in: .send, blame: .target, "\(endpoint) reset the connection")
    }
}

private func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(descriptor, address, length)
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    send(descriptor, bytes, count, quietly)
}
