import Dispatch
import Synchronization
import Threads

/// Writes progress on a thread of its own, so that a stream which nobody reads never holds up the run.
///
/// What waits is bounded: lines beyond that are left out, and how many is told once the reader goes on.
final class ProgressWriter: Sendable {
    private struct State {
        var lines: [String] = []
        var leftOut = 0
        /// What the line that renews itself shows next; empty to clear it.
        var status: String?
        var isLineOpen = false
        var isWriting = false
        var isBroken = false
    }

    private let console: Console
    private let state = Mutex(State())
    private let writing = DispatchGroup()

    /// As many lines wait at most.
    private static let limit = 200
    private static let clear = "\r\u{1B}[K"

    init(_ console: Console) { self.console = console }

    /// A line of its own, at some time soon; left out where too many wait, unless it is one of the few that matter.
    func line(_ text: String, mayBeLeftOut: Bool) {
        add { state in
            if state.lines.count < Self.limit || !mayBeLeftOut { state.lines.append(text) } else { state.leftOut += 1 }
        }
    }

    /// The text of the line that renews itself; what was not shown yet is replaced.
    func status(_ text: String) { add { $0.status = text } }

    /// Clears the line that renews itself and waits until everything is written, but not for longer than `limit`.
    func finish(within limit: DispatchTimeInterval = .seconds(2)) {
        add { $0.status = "" }
        _ = writing.wait(timeout: .now() + limit)
    }

    private func add(_ change: (inout State) -> Void) {
        let isFirst = state.withLock { state in
            guard !state.isBroken else { return false }
            change(&state)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        guard isFirst else { return }
        writing.enter()
        OwnThread.start {
            while let text = self.next() {
                if !self.console.write(text) { self.state.withLock { $0.isBroken = true } }
            }
            self.writing.leave()
        }
    }

    /// All that waits, as one text; nil when there is nothing more to write.
    private func next() -> String? {
        state.withLock { state in
            guard !state.isBroken, !state.lines.isEmpty || state.leftOut > 0 || state.status != nil else {
                state.isWriting = false
                return nil
            }
            var text = state.isLineOpen ? Self.clear : ""
            for line in state.lines { text += line + "\n" }
            if state.leftOut > 0 {
                text += "(\(state.leftOut) \(state.leftOut == 1 ? "line" : "lines") left out: nobody read in time)\n"
            }
            text += state.status ?? ""
            state.isLineOpen = !(state.status ?? "").isEmpty
            state.lines = []
            state.leftOut = 0
            state.status = nil
            return text
        }
    }
}
