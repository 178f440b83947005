import Synchronization

/// Where one worker leaves its progress. The worker never waits here: when somebody reads, it skips its turn.
final class ProgressCell: Sendable {
    private let state: Mutex<State>

    /// Numbers in memory of their own, so that leaving them allocates nothing.
    struct State: ~Copyable {
        private static let counters = 4
        private static let width = counters + BucketLayout.coarse.count

        let steps: Int
        /// For each step of the measurement and then of the warm-up: four counters and the coarse histogram.
        private let numbers: UnsafeMutablePointer<UInt64>
        private let failures: UnsafeMutablePointer<UInt64>
        var isMeasuring = false
        var planned: UInt64 = 0
        var waiting: UInt64 = 0
        var inFlight: UInt64 = 0

        init(steps: Int) {
            self.steps = steps
            numbers = .allocate(capacity: 2 * steps * Self.width)
            numbers.initialize(repeating: 0, count: 2 * steps * Self.width)
            failures = .allocate(capacity: FailureClass.allCases.count)
            failures.initialize(repeating: 0, count: FailureClass.allCases.count)
        }

        deinit {
            numbers.deallocate()
            failures.deallocate()
        }

        /// Copies what a recorder has counted; 0 is the first.
        func note(_ index: Int, _ recorder: borrowing StepRecorder) {
            let base = numbers + index * Self.width
            base[0] = recorder.counts.started
            base[1] = recorder.counts.succeeded
            base[2] = recorder.counts.failed
            base[3] = recorder.counts.timedOut
            (base + Self.counters).update(from: recorder.live, count: BucketLayout.coarse.count)
            if index == 0 { failures.update(repeating: 0, count: FailureClass.allCases.count) }
            if base[2] > 0 { recorder.failures.add(to: failures) }
        }

        var progress: LoadProgress {
            var progress = LoadProgress()
            progress.isMeasuring = isMeasuring
            progress.planned = planned
            progress.waiting = waiting
            progress.inFlight = inFlight
            for index in 0..<steps { progress.steps.append(step(index)) }
            for index in steps..<2 * steps { progress.warmup.merge(step(index)) }
            for failureClass in FailureClass.allCases where failures[Int(failureClass.rawValue)] > 0 {
                progress.failures[failureClass] = failures[Int(failureClass.rawValue)]
            }
            return progress
        }

        private func step(_ index: Int) -> LoadProgress.Step {
            let base = numbers + index * Self.width
            var step = LoadProgress.Step()
            step.started = base[0]
            step.succeeded = base[1]
            step.failed = base[2]
            step.timedOut = base[3]
            step.response = Distribution(coarse: base + Self.counters)
            return step
        }
    }

    init(steps: Int) { state = Mutex(State(steps: steps)) }

    var snapshot: LoadProgress { state.withLock { $0.progress } }

    func publish(_ write: (inout State) -> Void) {
        _ = state.withLockIfAvailable { write(&$0) }
    }
}
