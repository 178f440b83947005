extension LoadResult {
    /// Adds what another generator measured under the same plan at the same time.
    package mutating func merge(_ other: LoadResult) {
        precondition(scenarios.map(\.name) == other.scenarios.map(\.name), "results of one plan merge")
        for index in scenarios.indices { scenarios[index].merge(other.scenarios[index]) }
        warmup.counts.merge(other.warmup.counts)
        warmup.response.merge(other.warmup.response)
        waits.merge(other.waits)
        measuredFrom = measuredFrom == 0 ? other.measuredFrom : min(measuredFrom, other.measuredFrom)
        measured = max(measured, other.measured)
        if ending == .planned { ending = other.ending }
        generator.merge(other.generator)
        setupFailures = (setupFailures + other.setupFailures).merged()
    }
}

extension ScenarioResult {
    fileprivate mutating func merge(_ other: ScenarioResult) {
        planned += other.planned
        dropped += other.dropped
        iterations += other.iterations
        abandonedIterations += other.abandonedIterations
        iteration.merge(other.iteration)
        for index in steps.indices { steps[index].merge(other.steps[index]) }
    }
}

extension StepResult {
    fileprivate mutating func merge(_ other: StepResult) {
        counts.merge(other.counts)
        response.merge(other.response)
        slices = merged(slices, other.slices, by: \.index) { $0.merge($1) }
        late.merge(other.late)
        latePunctual.merge(other.latePunctual)
        service.merge(other.service)
        ttfb.merge(other.ttfb)
        connect.merge(other.connect)
        failure.merge(other.failure)
        failures = (failures + other.failures).merged()
        let all = (statuses + other.statuses).reduce(into: [Int: UInt64]()) { $0[$1.status, default: 0] += $1.count }
        statuses = all.sorted { $0.key < $1.key }.map { StatusCount(status: $0.key, count: $0.value) }
    }
}

extension LoadSlice {
    fileprivate mutating func merge(_ other: LoadSlice) {
        succeeded += other.succeeded
        failed += other.failed
        response.merge(other.response)
    }
}

extension GeneratorHealth {
    fileprivate mutating func merge(_ other: GeneratorHealth) {
        threads += other.threads
        busiestThread = max(busiestThread, other.busiestThread)
        cpu += other.cpu
        maxStall = max(maxStall, other.maxStall)
        lag.merge(other.lag)
        lagSlices = merged(lagSlices, other.lagSlices, by: \.index) { $0.lag.merge($1.lag) }
        peakInFlight += other.peakInFlight
        clockStep = max(clockStep, other.clockStep)
        unsolicited += other.unsolicited
    }
}

extension LoadResult {
    /// The same with other samples of failures.
    package func mappingSamples(_ transform: (String) -> String) -> LoadResult {
        var result = self
        result.setupFailures.mapSamples(transform)
        for scenario in scenarios.indices {
            for step in scenarios[scenario].steps.indices {
                result.scenarios[scenario].steps[step].failures.mapSamples(transform)
            }
        }
        return result
    }
}

extension [FailureCount] {
    fileprivate mutating func mapSamples(_ transform: (String) -> String) {
        for index in indices { self[index].sample = transform(self[index].sample) }
    }

    /// One entry per kind, ordered by class and phase, each with the first sample there is.
    func merged() -> [FailureCount] {
        var merged: [FailureCount] = []
        for failure in self {
            let known = merged.firstIndex {
                $0.failureClass == failure.failureClass && $0.phase == failure.phase && $0.blame == failure.blame
            }
            if let known {
                merged[known].count += failure.count
                if merged[known].sample.isEmpty { merged[known].sample = failure.sample }
            } else {
                merged.append(failure)
            }
        }
        return merged.sorted {
            ($0.failureClass.rawValue, $0.phase.rawValue, $0.blame.rawValue)
                < ($1.failureClass.rawValue, $1.phase.rawValue, $1.blame.rawValue)
        }
    }
}

/// Two lists, each ascending by a number, as one; entries of the same number are joined.
private func merged<Entry>(
    _ a: [Entry], _ b: [Entry], by number: KeyPath<Entry, Int>, join: (inout Entry, Entry) -> Void
) -> [Entry] {
    var merged: [Entry] = []
    merged.reserveCapacity(max(a.count, b.count))
    var left = a[...]
    var right = b[...]
    while let x = left.first, let y = right.first {
        if x[keyPath: number] == y[keyPath: number] {
            var both = left.removeFirst()
            join(&both, right.removeFirst())
            merged.append(both)
        } else {
            merged.append(x[keyPath: number] < y[keyPath: number] ? left.removeFirst() : right.removeFirst())
        }
    }
    return merged + left + right
}
