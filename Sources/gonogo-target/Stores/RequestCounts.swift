import Synchronization

/// What the target has seen, to hold against what a client says it sent.
final class RequestCounts: Sendable {
    struct Figures {
        var received = 0
        var receivedUnderAPI = 0
        var byStatus: [Int: Int] = [:]
    }

    private let state = Mutex(Figures())

    var figures: Figures { state.withLock { $0 } }

    /// Numbers a request that has arrived whole: among all, and among those under /api if it is one.
    func arrived(isAPI: Bool) -> (number: Int, apiNumber: Int?) {
        state.withLock { state in
            state.received += 1
            if isAPI { state.receivedUnderAPI += 1 }
            return (state.received, isAPI ? state.receivedUnderAPI : nil)
        }
    }

    func answered(_ status: Int) {
        state.withLock { $0.byStatus[status, default: 0] += 1 }
    }
}
