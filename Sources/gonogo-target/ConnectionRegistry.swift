import Synchronization

/// The descriptors of all open connections: counts them, and can wake the threads that block on them.
final class ConnectionRegistry: Sendable {
    static let maxConnections = 2_048

    private struct State {
        var open: Set<Int32> = []
        var isClosed = false
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.open.count } }

    /// False when there are too many connections, or the server is ending.
    func add(_ descriptor: Int32) -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.open.count < Self.maxConnections else { return false }
            state.open.insert(descriptor)
            return true
        }
    }

    /// Call before closing the descriptor, so that `interruptAll` never meets one that has a new owner.
    func remove(_ descriptor: Int32) {
        state.withLock { state in _ = state.open.remove(descriptor) }
    }

    /// Takes no more connections and ends the reads and writes of those there are.
    func interruptAll() {
        state.withLock { state in
            state.isClosed = true
            state.open.forEach(Socket.interrupt)
        }
    }
}
