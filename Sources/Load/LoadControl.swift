import Synchronization

/// Another thread's hand on a run: stops it early and looks on, without slowing it.
package final class LoadControl: Sendable {
    /// The `Ending` asked for, by number; 0 for none.
    private let request = Atomic<UInt8>(0)
    private let cells = Mutex<[ProgressCell]>([])

    package init() {}

    /// Ends the run within some 20 ms; what is in flight then is counted as in flight. Safe in a signal handler.
    package func stop() { ask(1) }

    /// The same because a limit that ends the load early was exceeded.
    package func abort() { ask(2) }

    /// The first request counts.
    private func ask(_ number: UInt8) {
        _ = request.compareExchange(expected: 0, desired: number, ordering: .acquiringAndReleasing)
    }

    package var isStopping: Bool { request.load(ordering: .acquiring) != 0 }

    var stopReason: LoadResult.Ending? {
        switch request.load(ordering: .acquiring) {
        case 1: .stopped
        case 2: .aborted
        default: nil
        }
    }

    /// Where the run stands, at most 0.2 s old; nil before it begins.
    package var progress: LoadProgress? {
        let snapshots = cells.withLock { $0.map(\.snapshot) }
        guard var sum = snapshots.first else { return nil }
        for snapshot in snapshots.dropFirst() { sum.merge(snapshot) }
        return sum
    }

    func attach(_ cells: [ProgressCell]) { self.cells.withLock { $0 = cells } }
}
