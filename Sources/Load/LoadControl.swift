import Synchronization

/// Another thread's hand on a run: stops it early and looks on, without slowing it.
package final class LoadControl: Sendable {
    private let stopRequested = Atomic<Bool>(false)
    private let cells = Mutex<[ProgressCell]>([])

    package init() {}

    /// Ends the run within some 20 ms; what is in flight then is counted as in flight. Safe in a signal handler.
    package func stop() { stopRequested.store(true, ordering: .releasing) }

    package var isStopping: Bool { stopRequested.load(ordering: .acquiring) }

    /// Where the run stands, at most 0.2 s old; nil before it begins.
    package var progress: LoadProgress? {
        let snapshots = cells.withLock { $0.map(\.snapshot) }
        guard var sum = snapshots.first else { return nil }
        for snapshot in snapshots.dropFirst() { sum.merge(snapshot) }
        return sum
    }

    func attach(_ cells: [ProgressCell]) { self.cells.withLock { $0 = cells } }
}

/// A look at a run under way, warm-up included.
package struct LoadProgress: Sendable, Equatable {
    package var started: UInt64 = 0
    package var succeeded: UInt64 = 0
    package var failed: UInt64 = 0
    package var inFlight: UInt64 = 0
    /// Response times of successes in the last one to two seconds, within 6.3 %; empty during the warm-up.
    package var recent = Distribution(layout: .coarse)

    mutating func merge(_ other: LoadProgress) {
        started += other.started
        succeeded += other.succeeded
        failed += other.failed
        inFlight += other.inFlight
        recent.merge(other.recent)
    }
}

/// Where one worker leaves its progress. The worker never waits here: when somebody reads, it skips its turn.
final class ProgressCell: Sendable {
    private let state = Mutex(LoadProgress())

    var snapshot: LoadProgress { state.withLock { $0 } }

    func publish(_ progress: LoadProgress) {
        _ = state.withLockIfAvailable { $0 = progress }
    }
}
