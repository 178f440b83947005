import CPostgres
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps an eye on how much a server sends, from another thread: libpq reads a message of up to two gigabytes in one
/// go, as long as bytes come fast enough, and lets nobody stop it. A connection cut off does.
final class PostgresIntake: Sendable {
    /// Of what a server sends on one connection.
    static let most = 64 << 20

    private struct State {
        var descriptor: Int32?
        var isTooMuch = false
    }

    private let state = Mutex(State())

    /// The connection was cut off.
    var isTooMuch: Bool { state.withLock { $0.isTooMuch } }

    func watch(_ descriptor: Int32) { state.withLock { $0.descriptor = descriptor } }

    /// To be called before the descriptor is closed.
    func forget() { state.withLock { $0.descriptor = nil } }

    func check() {
        state.withLock { state in
            guard let descriptor = state.descriptor, gonogo_pq_received(descriptor) > UInt64(Self.most) else { return }
            state.isTooMuch = true
            state.descriptor = nil
            shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }
}
