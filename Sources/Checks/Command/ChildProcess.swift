internal import Synchronization
internal import Threads
internal import Transfer

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A program in a process group of its own, with bounded output and an end.
///
/// A grandchild can keep the pipes open when the child has ended: so the group is killed at the time limit, and what
/// still holds a pipe then is no longer waited for.
struct ChildProcess: Sendable {
    let arguments: [String]
    let environment: [(name: String, value: String)]
    let input: [UInt8]
    let directory: String
    let maxOutput: Int
    /// False for programs that are asked about this machine: they get the variables given here and no others.
    var inheritsEnvironment = true

    struct Result: Sendable {
        /// The exit status, or 128 and the signal's number.
        var status: Int
        var stdout: [UInt8]
        var stderr: [UInt8]
        var wasCut: Bool
        var duration: Duration
    }

    enum Ending: Sendable {
        case ended(Result)
        case timedOut(stdout: [UInt8], stderr: [UInt8])
        case cancelled
        case notStarted(String)
    }

    /// Runs to the end, the time limit, or the task's cancellation; blocks a thread of its own, never the caller's.
    func run(timeout: Duration) async -> Ending {
        // A child may end without reading its input.
        ignoreBrokenPipes()
        let cancelled = CancelFlag()
        return await withTaskCancellationHandler {
            await OwnThread.run { block(timeout, cancelled) }
        } onCancel: {
            cancelled.raise()
        }
    }

    private func block(_ timeout: Duration, _ cancelled: CancelFlag) -> Ending {
        let start = ContinuousClock.now
        let deadline = start.advanced(by: timeout)
        let child: Spawned
        switch Spawned.start(self) {
        case .failure(let error): return .notStarted(error.message)
        case .success(let spawned): child = spawned
        }
        var streams = ChildStreams(child, input: input, limit: maxOutput)
        RunningCommands.add(child)
        defer {
            RunningCommands.remove(child)
            streams.closeAll()
        }
        var status: Int32?
        /// Once the child has ended, its own output is in the pipe already: what is still open belongs to others.
        var lastRead: ContinuousClock.Instant?
        while true {
            let now = ContinuousClock.now
            if cancelled.isRaised || now >= deadline {
                child.kill()
                if status == nil { _ = child.wait() }
                if cancelled.isRaised { return .cancelled }
                if status == nil { return .timedOut(stdout: streams.stdout, stderr: streams.stderr) }
            }
            if status == nil { status = child.poll() }
            if let status, streams.areClosed || (lastRead.map { now >= $0 } ?? false) || now >= deadline {
                child.kill()
                return .ended(
                    Result(
                        status: Int(status), stdout: streams.stdout, stderr: streams.stderr, wasCut: streams.wasCut,
                        duration: start.duration(to: now)))
            }
            if status != nil, lastRead == nil { lastRead = now.advanced(by: .milliseconds(100)) }
            streams.pump(milliseconds: streams.areClosed ? 5 : 20)
        }
    }
}

/// Set once by a cancelled task, read by the thread that waits for the child.
private final class CancelFlag: Sendable {
    private let raised = Atomic(false)
    var isRaised: Bool { raised.load(ordering: .relaxed) }
    func raise() { raised.store(true, ordering: .relaxed) }
}
