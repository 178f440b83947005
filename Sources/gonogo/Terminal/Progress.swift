import Model
import Synchronization

/// Tells on stderr how a run comes along: one line that renews itself on a terminal, elsewhere a line for each suite
/// and one every 30 seconds.
final class Progress: Sendable {
    private struct State {
        var total = 0
        var done = 0
        var failed = 0
        var suite = ""
        var detail: RunProgress = ""
        var lastLine: ContinuousClock.Instant
    }

    private let console: Console
    private let isQuiet: Bool
    private let isVerbose: Bool
    private let redactor: Redactor
    private let now: @Sendable () -> ContinuousClock.Instant
    private let start: ContinuousClock.Instant
    /// What the loads will take, as far as the plan tells.
    private let expected: Duration
    private let state: Mutex<State>
    private let writer: ProgressWriter

    init(
        console: Console, isQuiet: Bool, isVerbose: Bool, expected: Duration, redactor: Redactor,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.console = console
        self.isQuiet = isQuiet
        self.isVerbose = isVerbose
        self.expected = expected
        self.redactor = redactor
        self.now = now
        start = now()
        state = Mutex(State(lastLine: start))
        writer = ProgressWriter(console)
    }

    func report(_ event: RunEvent) {
        guard !isQuiet else { return }
        state.withLock { state in
            switch event {
            case .started(let units, let suites):
                state.total = units
                line(
                    "running \(units) \(units == 1 ? "check" : "checks") in \(suites) \(suites == 1 ? "suite" : "suites")",
                    &state)
            case .suiteStarted(let name, _, _):
                state.suite = name
                state.detail = ""
            case .caseFinished(let suite, let result):
                state.done += 1
                state.suite = suite
                if result.outcome == .failed || result.outcome == .errored { state.failed += 1 }
                tell(suite, result, &state)
            case .progress(let suite, let progress):
                state.suite = suite
                state.detail = progress
                if isVerbose, !console.isRich {
                    line("\(suite): \(progress.text)".printable, &state, mayBeLeftOut: true)
                }
            case .suiteFinished(let suite): line(Self.line(suite), &state)
            case .interrupted(let interruption): line("\(interruption.sentence): writing what is known", &state)
            }
            renew(&state)
        }
    }

    /// Clears the line that renews itself, before other output comes; waits a little for a reader that is behind.
    func finish() {
        if !isQuiet { writer.finish() }
    }

    private func tell(_ suite: String, _ result: CaseResult, _ state: inout State) {
        let isBad = result.outcome == .failed || result.outcome == .errored
        guard isBad || isVerbose else { return }
        let why = result.decisive?.sentence ?? result.reason
        let word =
            switch result.outcome {
            case .passed: console.colored("passed", .green)
            case .failed: console.colored("failed", .red)
            case .errored: console.colored("errored", .yellow)
            case .skipped: "skipped"
            }
        let id = SuiteResult.path(suite: suite, result)
        line("\(word)  " + "\(id)\(why.map { ": \($0)" } ?? "")".printable.clipped(to: 400), &state, mayBeLeftOut: true)
    }

    private static func line(_ suite: SuiteResult) -> String {
        var parts = ["\(suite.count(.passed))/\(suite.cases.count) passed"]
        for outcome in [Outcome.failed, .errored, .skipped] where suite.count(outcome) > 0 {
            parts.append("\(suite.count(outcome)) \(outcome.rawValue)")
        }
        return
            "\(suite.name) (\(suite.kind.rawValue)): \(parts.joined(separator: ", ")) in \(DurationText.text(milliseconds: suite.durationMs))"
    }

    private func line(_ text: String, _ state: inout State, mayBeLeftOut: Bool = false) {
        state.lastLine = now()
        writer.line(redactor.redact(text), mayBeLeftOut: mayBeLeftOut)
    }

    private func renew(_ state: inout State) {
        let elapsed = start.duration(to: now())
        if console.isRich {
            let failed = state.failed > 0 ? ", \(state.failed) not passed" : ""
            let text = "\(bar(state)) \(summary(state, elapsed))\(failed), \(elapsed.text)"
            writer.status(redactor.redact(text).printable.clipped(to: console.columns - 2))
        } else if state.lastLine.duration(to: now()) >= .seconds(30) {
            line("still running: \(summary(state, elapsed)), \(elapsed.text)".printable, &state)
        }
    }

    /// `42 %, about 17 s left, [3/9] load: 200/s, 12 in flight`: what must not be cut comes first.
    private func summary(_ state: State, _ elapsed: Duration) -> String {
        let detail = state.detail.text.isEmpty ? "" : ": \(state.detail.text)"
        let suite = "[\(state.done)/\(state.total)] \(state.suite)\(detail)"
        guard let done = state.detail.done else {
            let left = expected - elapsed
            return left > .zero && state.done < state.total ? "about \(left.text) left, \(suite)" : suite
        }
        let left = state.detail.left.map { ", about \($0.text) left" } ?? ""
        return "\(Int((min(1, max(0, done)) * 100).rounded(.down))) %\(left), \(suite)"
    }

    /// A long check's own progress where it is known, else how many results there are.
    private func bar(_ state: State) -> String {
        let width = 20
        let share = state.detail.done ?? (state.total > 0 ? Double(state.done) / Double(state.total) : 0)
        let filled = Int(Double(width) * min(1, max(0, share)))
        return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    }
}
