import Harness
import Model
import Synchronization

/// One run of a plan by the real runner, with scripted steps.
final class Running: Sendable {
    let control = RunControl()
    private let events = Mutex<[RunEvent]>([])

    func run(_ loaded: Loaded, _ selection: Selection = Selection(), width: Int = 8, timeLimit: Duration = .seconds(60))
        async -> [SuiteResult]
    {
        guard let project = loaded.project else { return [] }
        let policy = Policy(maxDurationSeconds: timeLimit.seconds, concurrency: width)
        let context = RunContext(
            directory: ".", environment: project.environment, scope: project.variables.scope(), redactor: Redactor(),
            deadline: .now.advanced(by: timeLimit))
        let runner = Runner(plan: loaded.plan(selection), context: context, policy: policy, control: control) {
            [self] event in
            events.withLock { $0.append(event) }
        }
        return await runner.run()
    }

    /// What was told while running, one word and name an event.
    var told: [String] {
        events.withLock { events in
            events.map { event in
                switch event {
                case .started(let units, let suites): "started \(units) in \(suites)"
                case .suiteStarted(let name, _, let units): "suite \(name) \(units)"
                case .caseFinished(let suite, let result): "case \(suite)/\(result.id) \(result.outcome.rawValue)"
                case .progress(let suite, let text): "progress \(suite) \(text)"
                case .suiteFinished(let result): "finished \(result.name)"
                case .interrupted(let interruption): "interrupted \(interruption.cause.rawValue)"
                }
            }
        }
    }
}

extension [SuiteResult] {
    /// Every result as `suite/id outcome`, with its reason where it has one.
    var lines: [String] {
        flatMap { suite in
            suite.cases.map {
                "\(suite.name)/\($0.id) \($0.outcome.rawValue)" + ($0.reason.map { $0.isEmpty ? "" : ": \($0)" } ?? "")
            }
        }
    }
}

/// A door that steps wait at until it is opened.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let size: Int

    /// Opens by itself for every `size` that wait; without a size only by `open`.
    init(size: Int = .max) { self.size = size }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let released = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                if state.isOpen { return [continuation] }
                state.waiting.append(continuation)
                guard state.waiting.count >= size else { return [] }
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in released { continuation.resume() }
        }
    }

    /// Returns when the gate is open or the task is cancelled.
    func waitOrCancel() async {
        await withTaskCancellationHandler {
            await wait()
        } onCancel: {
            open()
        }
    }
}
