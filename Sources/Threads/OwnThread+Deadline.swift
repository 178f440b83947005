internal import Synchronization

extension OwnThread {
    /// What the work returns; nil when the deadline comes first or the task is cancelled. The work is left behind on its
    /// thread then, and what it returns is dropped: so it must be able to end by itself, or at least to wait for nothing
    /// but the system.
    package static func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant, _ work: @escaping @Sendable () -> Value
    ) async -> Value? {
        let answer = Answer<Value>()
        let alarm = Task.detached {
            try? await Task.sleep(until: deadline, clock: .continuous)
            answer.give(nil)
        }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                answer.wait(continuation)
                start { answer.give(work()) }
            }
        } onCancel: {
            answer.give(nil)
        }
    }
}

/// The first of several answers, for the one who waits for it.
private final class Answer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waited(CheckedContinuation<Value?, Never>)
        /// Answered before anybody waited.
        case early(Value?)
        case over
    }

    private let state = Mutex<State>(.open)

    func wait(_ continuation: CheckedContinuation<Value?, Never>) {
        let early: Value?? = state.withLock { state in
            if case .early(let value) = state {
                state = .over
                return .some(value)
            }
            state = .waited(continuation)
            return .none
        }
        if case .some(let value) = early { continuation.resume(returning: value) }
    }

    func give(_ value: Value?) {
        let waiting: CheckedContinuation<Value?, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .early(value)
                return nil
            case .waited(let continuation):
                state = .over
                return continuation
            case .early, .over: return nil
            }
        }
        waiting?.resume(returning: value)
    }
}
