import Dispatch
import Synchronization
import Threads

/// Runs what a library does on a thread that may be left behind: a server can have it compute for hours.
enum BoundedRun {
    /// What comes of the work, or the error that the deadline or a cancellation means; `look` is called 20 times a
    /// second meanwhile.
    static func run<Value: Sendable>(
        at endpoint: HostAndPort, by deadline: Deadline, _ cancellation: Cancellation,
        meanwhile look: () -> Void, _ work: @escaping @Sendable () throws(TransferError) -> Value
    ) throws(TransferError) -> Value {
        let answer = Answer<Value>()
        OwnThread.start {
            let result = Result { () throws(TransferError) in try work() }
            answer.value.withLock { $0 = result }
            answer.isThere.signal()
        }
        // The work itself looks at both, and says better where it was.
        let grace = Duration.milliseconds(300)
        var cancelledAt: ContinuousClock.Instant?
        while true {
            if answer.isThere.wait(timeout: .now() + .milliseconds(50)) == .success,
                let result = answer.value.withLock({ $0 })
            {
                return try result.get()
            }
            look()
            let now = ContinuousClock.now
            if cancellation.isRequested {
                let start = cancelledAt ?? now
                cancelledAt = start
                if start.duration(to: now) > grace { throw .cancelled(in: .firstByte) }
            }
            if deadline.end.duration(to: now) > grace {
                throw .late(.firstByte, after: deadline.timeout, at: endpoint)
            }
        }
    }

    private final class Answer<Value: Sendable>: Sendable {
        let value = Mutex<Result<Value, TransferError>?>(nil)
        let isThere = DispatchSemaphore(value: 0)
    }
}
