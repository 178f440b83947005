import CSystem
import Synchronization

/// A raw-socket server that does what it is told with each request, well or badly.
///
/// One thread accepts, one thread serves each connection, blocking; all end with `stop()`.
final class ScriptedServer: Sendable {
    /// What to do after a request was received.
    enum Action: Sendable {
        case send(String)
        /// One byte at a time, with a pause before each.
        case drip(String, every: Duration)
        case wait(Duration)
        case close
        /// Close with a reset.
        case reset
        /// Say nothing more until the peer closes.
        case stall
    }

    /// A request as the script sees it; numbers count from 0.
    struct Request: Sendable {
        var connection: Int
        var numberOnConnection: Int
        var head: String
        var bodyCount: Int

        /// `GET`, and so on.
        var method: String { String(head.prefix { $0 != " " }) }
        /// What follows the method.
        var target: String { String(head.dropFirst(method.count + 1).prefix { $0 != " " }) }
    }

    let port: UInt16
    private let listener: Int32
    private let script: @Sendable (Request) -> [Action]
    private let requests = Atomic<Int>(0)
    private let accepted = Atomic<Int>(0)
    private let state = Mutex(State())

    private struct State {
        var threads: [UInt] = []
        var open: Set<Int32> = []
        var isStopped = false
    }

    init(_ script: @escaping @Sendable (Request) -> [Action]) {
        listener = sys_listen_on_loopback(1024)
        precondition(listener >= 0, "no loopback port")
        port = sys_local_port(listener)
        self.script = script
        start { $0.acceptAll() }
    }

    /// Answers every request the same way.
    convenience init(answering text: String) { self.init { _ in [.send(text)] } }

    /// Requests received completely.
    var received: Int { requests.load(ordering: .acquiring) }
    /// Connections accepted.
    var connections: Int { accepted.load(ordering: .acquiring) }

    /// Ends all connections and threads.
    func stop() {
        let threads = state.withLock { state in
            state.isStopped = true
            for fd in state.open { sys_shutdown(fd) }
            return state.threads
        }
        sys_shutdown(listener)
        for thread in threads { sys_thread_join(thread) }
        // Connections accepted in the last moment have put their threads here meanwhile.
        for thread in state.withLock({ $0.threads }).dropFirst(threads.count) { sys_thread_join(thread) }
        _ = sys_close(listener)
    }

    private final class Job: Sendable {
        let server: ScriptedServer
        let body: @Sendable (ScriptedServer) -> Void

        init(_ server: ScriptedServer, _ body: @escaping @Sendable (ScriptedServer) -> Void) {
            self.server = server
            self.body = body
        }
    }

    private func start(_ body: @escaping @Sendable (ScriptedServer) -> Void) {
        var thread: UInt = 0
        let job = Unmanaged.passRetained(Job(self, body))
        let error = sys_thread_start(
            &thread,
            { context in
                guard let context else { return nil }
                let job = Unmanaged<Job>.fromOpaque(context).takeRetainedValue()
                job.body(job.server)
                return nil
            }, job.toOpaque())
        precondition(error == 0, "no thread")
        state.withLock { $0.threads.append(thread) }
    }

    private func acceptAll() {
        while true {
            let fd = sys_accept(listener)
            guard fd >= 0 else { return }
            let number = accepted.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue
            let isWelcome = state.withLock { state in
                guard !state.isStopped else { return false }
                state.open.insert(fd)
                return true
            }
            guard isWelcome else {
                _ = sys_close(fd)
                return
            }
            start { $0.serve(fd, number) }
        }
    }

    private func serve(_ fd: Int32, _ connection: Int) {
        var pending: [UInt8] = []
        var number = 0
        var isReset = false
        serving: while let request = next(fd, &pending, connection, number) {
            requests.wrappingAdd(1, ordering: .acquiringAndReleasing)
            number += 1
            for action in script(request) {
                switch action {
                case .send(let text): guard send(fd, Array(text.utf8)) else { break serving }
                case .drip(let text, let pause):
                    for byte in text.utf8 {
                        sleep(pause)
                        guard send(fd, [byte]) else { break serving }
                    }
                case .wait(let duration): sleep(duration)
                case .close: break serving
                case .reset:
                    isReset = true
                    break serving
                case .stall:
                    while receive(fd, &pending) {}
                    break serving
                }
            }
        }
        state.withLock { state in
            state.open.remove(fd)
            if isReset { sys_abort_connection(fd) } else { _ = sys_close(fd) }
        }
    }

    /// The next whole request; nil when the peer has closed.
    private func next(_ fd: Int32, _ pending: inout [UInt8], _ connection: Int, _ number: Int) -> Request? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let headEnd = pending.firstIndex(of: end) {
                let head = String(decoding: pending[..<headEnd], as: UTF8.self)
                let length =
                    head.split(separator: "\r\n").lazy
                    .compactMap { $0.lowercased().split(separator: "content-length: ").first }
                    .compactMap { Int($0) }.first ?? 0
                let total = headEnd + end.count + length
                while pending.count < total { guard receive(fd, &pending) else { return nil } }
                pending.removeFirst(total)
                return Request(connection: connection, numberOnConnection: number, head: head, bodyCount: length)
            }
            guard receive(fd, &pending) else { return nil }
        }
    }

    private func receive(_ fd: Int32, _ pending: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = sys_recv(fd, &buffer, buffer.count)
        guard count > 0 else { return false }
        pending += buffer.prefix(Int(count))
        return true
    }

    private func send(_ fd: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { sys_send(fd, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(Int(count))
        }
        return true
    }

    private func sleep(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        sys_sleep_ns(UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000))
    }
}

extension [UInt8] {
    /// Where `pattern` begins.
    fileprivate func firstIndex(of pattern: [UInt8]) -> Int? {
        guard count >= pattern.count else { return nil }
        return (0...(count - pattern.count)).first { self[$0..<($0 + pattern.count)].elementsEqual(pattern) }
    }
}
