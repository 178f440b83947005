import Dispatch
import Synchronization
import Threads

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An address that a socket can be connected to.
struct SocketAddress: Sendable {
    private let storage: sockaddr_storage
    private let length: socklen_t
    var family: Int32 { Int32(storage.ss_family) }

    init?(_ info: addrinfo) {
        guard let address = info.ai_addr, Int(info.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size else {
            return nil
        }
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen)))
        }
        self.storage = storage
        length = info.ai_addrlen
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// The address and port in numbers.
    var endpoint: HostAndPort {
        var host = [CChar](repeating: 0, count: 64)
        var port = [CChar](repeating: 0, count: 8)
        let flags = NI_NUMERICHOST | NI_NUMERICSERV
        let code = withPointer { getnameinfo($0, $1, &host, socklen_t(64), &port, socklen_t(8), flags) }
        guard code == 0 else { return HostAndPort(host: "?", port: 0) }
        func text(_ bytes: [CChar]) -> String {
            String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        return HostAndPort(host: text(host), port: Int(text(port)) ?? 0)
    }
}

/// Name resolution that ends at a deadline: the system's own has none, so it gets a thread that may be left behind.
enum Resolver {
    private final class Answer: Sendable {
        let value = Mutex<Result<[SocketAddress], TransferError>?>(nil)
        let isThere = DispatchSemaphore(value: 0)
    }

    static func resolve(
        _ endpoint: HostAndPort, by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) -> [SocketAddress] {
        guard !endpoint.host.isEmpty, endpoint.host.utf8.count <= 255, endpoint.host.utf8.allSatisfy({ $0 > 0x20 })
        else {
            throw .usage("the host '\(endpoint.host.printable)' is not valid")
        }
        guard (1...65535).contains(endpoint.port) else {
            throw .usage("the port \(endpoint.port) is not between 1 and 65535")
        }
        let answer = Answer()
        OwnThread.start {
            let result = lookUp(endpoint)
            answer.value.withLock { $0 = result }
            answer.isThere.signal()
        }
        while !deadline.hasPassed {
            if cancellation.isRequested { throw .cancelled(in: .dns) }
            let slice = min(Int(deadline.remaining.millisecondsRoundedUp), 50)
            if answer.isThere.wait(timeout: .now() + .milliseconds(slice)) == .success,
                let result = answer.value.withLock({ $0 })
            {
                return try result.get()
            }
        }
        throw .late(.dns, after: deadline.timeout, at: endpoint)
    }

    private static func lookUp(_ endpoint: HostAndPort) -> Result<[SocketAddress], TransferError> {
        var hints = addrinfo()
        hints.ai_socktype = streamSocket
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(endpoint.host, "\(endpoint.port)", &hints, &first) == 0 else {
            return .failure(.unresolved(endpoint.host))
        }
        defer { freeaddrinfo(first) }
        var addresses: [SocketAddress] = []
        var next = first
        while let info = next, addresses.count < 16 {
            if let address = SocketAddress(info.pointee) { addresses.append(address) }
            next = info.pointee.ai_next
        }
        return addresses.isEmpty ? .failure(.unresolved(endpoint.host)) : .success(addresses)
    }
}
