package import Model
internal import Synchronization

/// Ends a run from outside: a signal, or the run's own time limit. The first reason stays.
package final class RunControl: Sendable {
    private struct State {
        var interruption: Interruption?
        var handlers: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var interruption: Interruption? { state.withLock { $0.interruption } }

    /// Asks the run to end now, with everything written that is known.
    package func interrupt(_ interruption: Interruption) {
        let handlers = state.withLock { state -> [@Sendable () -> Void] in
            guard state.interruption == nil else { return [] }
            state.interruption = interruption
            return state.handlers
        }
        for handler in handlers { handler() }
    }

    /// Calls `handler` when the run is interrupted, at once where it already is.
    func onInterrupt(_ handler: @escaping @Sendable () -> Void) {
        let isInterrupted = state.withLock { state in
            state.handlers.append(handler)
            return state.interruption != nil
        }
        if isInterrupted { handler() }
    }
}
