import Synchronization
import Threads

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A server on a free port of 127.0.0.1 that does to each connection what a closure says, however wrong that is.
///
/// Each connection has a thread of its own, so a closure may block; `stop` ends them all.
package final class RawServer: Sendable {
    package typealias Behaviour = @Sendable (RawConnection) -> Void

    package let port: Int
    private let listener: Int32
    private let behaviour: Behaviour
    private let state = Mutex(State())

    private struct State {
        var isStopped = false
        var open: [Int32: RawConnection] = [:]
        var connections = 0
        var requests = 0
        var isListenerClosed = false
    }

    /// Listens at once; throws when no port is free.
    package init(_ behaviour: @escaping Behaviour) throws {
        listener = socket(AF_INET, socketStreamType, 0)
        guard listener >= 0 else { throw ServerFailure("no socket: \(errno)") }
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        port = try listen(on: listener)
        self.behaviour = behaviour
        // Threads of its own: tests hold the ones that all share, and a request that waits would time out.
        OwnThread.start { self.accept() }
    }

    package var url: String { "http://127.0.0.1:\(port)" }
    package var connections: Int { state.withLock { $0.connections } }
    package var requests: Int { state.withLock { $0.requests } }

    /// Closes the port and every connection; behaviours then see their writes and reads fail.
    package func stop() {
        let open = state.withLock { state -> [RawConnection]? in
            defer { state.isStopped = true }
            guard !state.isStopped else { return nil }
            // Closed by the thread that accepts, or it would accept on a number that another server has got by then.
            if !state.isListenerClosed { shutdown(listener, Int32(SHUT_RDWR)) }
            return Array(state.open.values)
        }
        guard let open else { return }
        for connection in open { connection.interrupt() }
    }

    private func accept() {
        defer {
            state.withLock { state in
                state.isListenerClosed = true
                _ = systemClose(listener)
            }
        }
        while true {
            let descriptor = systemAccept(listener)
            guard descriptor >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            let connection = RawConnection(descriptor) { self.state.withLock { $0.requests += 1 } }
            let isWelcome = state.withLock { state in
                guard !state.isStopped else { return false }
                state.connections += 1
                state.open[descriptor] = connection
                return true
            }
            guard isWelcome else { return connection.close() }
            OwnThread.start {
                self.behaviour(connection)
                // Forgotten before it is closed: the number may be given out again at once.
                _ = self.state.withLock { $0.open.removeValue(forKey: descriptor) }
                connection.close()
            }
        }
    }
}

/// A server of the tests could not be started.
package struct ServerFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

#if canImport(Glibc)
    let socketStreamType = Int32(SOCK_STREAM.rawValue)
#else
    let socketStreamType = SOCK_STREAM
#endif

private func systemAccept(_ listener: Int32) -> Int32 {
    accept(listener, nil, nil)
}

/// Binds a socket to a free loopback port and listens; returns the port.
private func listen(on descriptor: Int32) throws -> Int {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            bind(descriptor, address, length) == 0 && listen(descriptor, 256) == 0
                && getsockname(descriptor, address, &length) == 0
        }
    }
    guard result else { throw ServerFailure("no port on 127.0.0.1: \(errno)") }
    return Int(UInt16(bigEndian: address.sin_port))
}

/// A port of 127.0.0.1 that nothing listens on, right now.
package func freePort() throws -> Int { try freePorts(1)[0] }

/// Ports that are free and differ: each is held until all are chosen.
package func freePorts(_ count: Int) throws -> [Int] {
    var descriptors: [Int32] = []
    defer { for descriptor in descriptors { close(descriptor) } }
    return try (0..<count).map { _ in
        let descriptor = socket(AF_INET, socketStreamType, 0)
        descriptors.append(descriptor)
        return try listen(on: descriptor)
    }
}
