import Dispatch
#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Synchronization

/// Ctrl-C and SIGTERM: the first asks the run to end, the second ends the process.
final class Signals: @unchecked Sendable {
    /// Kept until the process ends: a run whose reader of stdout is stuck has to end at a second signal as well.
    private static let installed = Mutex<[Signals]>([])

    /// Only kept, never touched again: that is why it may be shared.
    private let sources: [any DispatchSourceSignal]

    /// From now on calls `handler` once, at the first signal.
    static func handle(_ handler: @escaping @Sendable (Int32) -> Void) {
        let signals = Signals(handler)
        installed.withLock { $0.append(signals) }
    }

    private init(_ handler: @escaping @Sendable (Int32) -> Void) {
        let count = Atomic(0)
        let shared = Box(count)
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signals"))
            source.setEventHandler {
                if shared.value.add(1, ordering: .relaxed).oldValue > 0 { _exit(128 + number) }
                handler(number)
            }
            source.activate()
            return source
        }
    }

    private final class Box: Sendable {
        let value: Atomic<Int>
        init(_ value: consuming Atomic<Int>) { self.value = value }
    }

    /// Neither a reader of stdout that goes away nor a limit on file sizes may end the run before its reports are
    /// written: both come back as errors of the writing call.
    static func ignoreWriteFailures() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }
}
