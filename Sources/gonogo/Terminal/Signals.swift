import Checks
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ctrl-C and SIGTERM: the first asks the run to end, the second ends the process.
final class Signals: @unchecked Sendable {
    /// Kept until the process ends: a run whose reader of stdout is stuck has to end at a second signal as well.
    private static let installed = Mutex<[Signals]>([])

    /// How many signals end the process at once.
    private static let patience = Atomic(2)
    private static let count = Atomic(0)

    /// Only kept, never touched again: that is why it may be shared.
    private let sources: [any DispatchSourceSignal]

    /// From now on calls `handler` once, at the first signal.
    static func handle(_ handler: @escaping @Sendable (Int32) -> Void) {
        let signals = Signals(handler)
        installed.withLock { $0.append(signals) }
    }

    /// True after a first signal: nothing may wait for ever any more.
    static var haveCome: Bool { count.load(ordering: .relaxed) > 0 }

    /// From now on the first signal ends the process too: the reports are written, and only output is left.
    static func endAtFirst() { patience.store(1, ordering: .relaxed) }

    private init(_ handler: @escaping @Sendable (Int32) -> Void) {
        // Counting never waits for what the handler does: a handler that is stuck must not keep the second signal out.
        let counting = DispatchQueue(label: "signals")
        let handling = DispatchQueue(label: "interruption")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: counting)
            source.setEventHandler {
                let count = Self.count.add(1, ordering: .relaxed).newValue
                if count >= Self.patience.load(ordering: .relaxed) {
                    RunningCommands.killAll()
                    _exit(128 + number)
                }
                handling.async { handler(number) }
            }
            source.activate()
            return source
        }
    }

    /// Neither a reader of stdout that goes away nor a limit on file sizes may end the run before its reports are
    /// written: both come back as errors of the writing call.
    static func ignoreWriteFailures() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }
}
