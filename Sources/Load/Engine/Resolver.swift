import CSystem
import Synchronization

/// A socket address of any family, as the kernel wants it.
struct SocketAddress: Sendable, Equatable {
    var bytes: [UInt8]
    var length: UInt32
}

/// Resolves names once, before a run, on a thread of its own that may be left behind when it takes too long.
enum Resolver {
    enum Failure: Error, Equatable {
        case resolver(Int32)
        case timedOut
        case cancelled
        /// Of a Unix socket: empty or longer than the system takes.
        case unusablePath
    }

    private static let maxAddresses: Int32 = 16

    /// The addresses of an origin in the resolver's order of preference, at least one.
    static func resolve(_ origin: Origin, timeout: Duration, control: LoadControl) throws(Failure) -> [SocketAddress] {
        if case .unix(let path) = origin.endpoint { return [try unixAddress(path)] }
        let query = Query(origin)
        var thread: UInt = 0
        let context = Unmanaged.passRetained(query)
        guard sys_thread_start(&thread, resolveInBackground, context.toOpaque()) == 0 else {
            context.release()
            return try resolveHere(origin)
        }
        sys_thread_detach(thread)
        let deadline = Clock.now() + timeout.nanoseconds
        var pause: Nanoseconds = 50_000
        while true {
            if let answer = query.answer.withLock({ $0 }) { return try answer.get() }
            if control.isStopping { throw .cancelled }
            if Clock.now() >= deadline { throw .timedOut }
            sys_sleep_ns(pause)
            pause = min(pause * 2, 10_000_000)
        }
    }

    private static func unixAddress(_ path: String) throws(Failure) -> SocketAddress {
        var bytes = [UInt8](repeating: 0, count: Int(SYS_ADDRESS_BYTES))
        let length = sys_unix_address(path, &bytes)
        guard length > 0 else { throw .unusablePath }
        return SocketAddress(bytes: bytes, length: length)
    }

    fileprivate static func resolveHere(_ origin: Origin) throws(Failure) -> [SocketAddress] {
        let width = Int(SYS_ADDRESS_BYTES)
        var bytes = [UInt8](repeating: 0, count: width * Int(maxAddresses))
        var lengths = [UInt32](repeating: 0, count: Int(maxAddresses))
        var host = origin.host
        var port = origin.port
        if case .tcp(let other, let otherPort) = origin.endpoint { (host, port) = (other, otherPort) }
        let count = Int(sys_resolve(host, port, &bytes, &lengths, maxAddresses))
        guard count > 0 else { throw .resolver(Int32(count)) }
        return (0..<count).map { index in
            SocketAddress(bytes: Array(bytes[(index * width)..<((index + 1) * width)]), length: lengths[index])
        }
    }
}

/// One question and, later, its answer.
private final class Query: Sendable {
    let origin: Origin
    let answer = Mutex<Result<[SocketAddress], Resolver.Failure>?>(nil)

    init(_ origin: Origin) { self.origin = origin }
}

private func resolveInBackground(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let query = Unmanaged<Query>.fromOpaque(context).takeRetainedValue()
    let answer = Result { () throws(Resolver.Failure) in try Resolver.resolveHere(query.origin) }
    query.answer.withLock { $0 = answer }
    return nil
}
