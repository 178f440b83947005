#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A socket that accepts connections on one numeric address.
final class Listener: Sendable {
    let descriptor: Int32
    /// The port in use, also when 0 asked the system to choose.
    let port: UInt16

    /// Listens on `host`, a numeric IPv4 or IPv6 address or `localhost`.
    init(host: String, port: UInt16) throws(TargetError) {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Platform.streamSocket
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        let numeric = host == "localhost" ? "127.0.0.1" : host
        guard getaddrinfo(numeric, String(port), &hints, &found) == 0, let address = found else {
            throw .unusableHost(host)
        }
        defer { freeaddrinfo(found) }

        let descriptor = socket(address.pointee.ai_family, Platform.streamSocket, 0)
        guard descriptor >= 0 else { throw .cannotListen(host, port, reason: String(cString: strerror(errno))) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0, listen(descriptor, 1_024) == 0
        else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw .cannotListen(host, port, reason: reason)
        }
        self.descriptor = descriptor
        self.port = Self.boundPort(of: descriptor)
    }

    deinit { close(descriptor) }

    /// What one wait brought.
    enum Arrival {
        case connection(Int32)
        /// Out of descriptors or memory, or a client that left again: worth another try.
        case retry
        case stopped
    }

    /// Waits for the next connection.
    func nextArrival() -> Arrival {
        let connection = accept(descriptor, nil, nil)
        if connection >= 0 { return .connection(connection) }
        switch errno {
        case EINVAL, EBADF: return .stopped
        default: return .retry
        }
    }

    /// Takes no more connections; where the system can (Linux), this also wakes the thread inside `nextArrival`.
    func stop() { shutdown(descriptor, Platform.shutDownBoth) }

    /// Lifts this process's limit of open descriptors towards `count`, as far as the system lets it.
    static func allowDescriptors(_ count: Int) {
        var limit = rlimit()
        guard getrlimit(Platform.descriptorLimit, &limit) == 0, limit.rlim_cur < rlim_t(count) else { return }
        limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
        setrlimit(Platform.descriptorLimit, &limit)
    }

    private static func boundPort(of descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
            // The port stands at the same place in both families' addresses.
            return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                UInt16(bigEndian: $0.pointee.sin_port)
            }
        }
    }
}
