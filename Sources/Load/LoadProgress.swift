/// A look at a run under way: everything is counted from the beginning.
package struct LoadProgress: Sendable, Equatable {
    /// One step, by its place among all scenarios' steps.
    package struct Step: Sendable, Equatable {
        package var started: UInt64 = 0
        package var succeeded: UInt64 = 0
        package var failed: UInt64 = 0
        package var timedOut: UInt64 = 0
        /// R of successes, within 6.3 %.
        package var response = Distribution(layout: .coarse)

        package var completed: UInt64 { succeeded + failed }

        package init() {}

        package mutating func merge(_ other: Step) {
            started += other.started
            succeeded += other.succeeded
            failed += other.failed
            timedOut += other.timedOut
            response.merge(other.response)
        }
    }

    /// Whether the measurement has begun.
    package var isMeasuring = false
    /// Of the measurement.
    package var steps: [Step] = []
    package var warmup = Step()
    /// Failures by class, warm-up included; those of no request left out.
    package var failures: [FailureClass: UInt64] = [:]
    /// Iterations that were due in the measurement and were begun.
    package var planned: UInt64 = 0
    /// Iterations that were due and wait for a slot.
    package var waiting: UInt64 = 0
    /// Iterations under way.
    package var inFlight: UInt64 = 0

    package init() {}

    /// All steps together, the warm-up's while it lasts.
    package var total: Step {
        isMeasuring ? steps.reduce(into: Step()) { $0.merge($1) } : warmup
    }

    mutating func merge(_ other: LoadProgress) {
        isMeasuring = isMeasuring || other.isMeasuring
        for index in steps.indices where index < other.steps.count { steps[index].merge(other.steps[index]) }
        warmup.merge(other.warmup)
        failures.merge(other.failures, uniquingKeysWith: +)
        planned += other.planned
        waiting += other.waiting
        inFlight += other.inFlight
    }

    /// What happened since an earlier look at the same run; what stands at one time is left as it is now.
    package func since(_ earlier: LoadProgress) -> LoadProgress {
        var change = self
        for index in steps.indices where index < earlier.steps.count {
            change.steps[index] = steps[index].since(earlier.steps[index])
        }
        change.warmup = warmup.since(earlier.warmup)
        change.failures = failures.mapValues { $0 }
        for (failureClass, count) in earlier.failures {
            change.failures[failureClass] = (failures[failureClass] ?? 0) - min(count, failures[failureClass] ?? 0)
        }
        change.planned = planned - min(planned, earlier.planned)
        return change
    }
}

extension LoadProgress.Step {
    fileprivate func since(_ earlier: Self) -> Self {
        var change = self
        change.started -= min(started, earlier.started)
        change.succeeded -= min(succeeded, earlier.succeeded)
        change.failed -= min(failed, earlier.failed)
        change.timedOut -= min(timedOut, earlier.timedOut)
        change.response = response.since(earlier.response)
        return change
    }
}
