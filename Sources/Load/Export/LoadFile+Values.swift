// From lines to the values of a result. Every number is bounded here, so that adding up what was read can't overflow.

/// More than this is no count that was counted: JSON's numbers are exact up to it.
private let greatestCount: UInt64 = 1 << 53

extension LoadFile.Line.Load {
    /// Without scenarios; nil where something is out of range.
    var result: LoadResult? {
        guard let measured = Duration(bounded: measuredNs), let sliceWidth = Duration(bounded: sliceNs), sliceNs > 0,
            let ending = LoadResult.Ending(rawValue: ending), let health = generator.value,
            let counts = warmup.counts.value, let response = distribution(warmup.response),
            let waits = distribution(waits), let failures = failures.values
        else { return nil }
        var result = LoadResult(
            scenarios: [], sliceWidth: sliceWidth, measuredFrom: measuredFrom, waits: waits, measured: measured,
            ending: ending, generator: health, setupFailures: failures)
        result.warmup.counts = counts
        result.warmup.response = response
        return result
    }
}

extension LoadFile.Line.Generator {
    fileprivate var value: GeneratorHealth? {
        guard (0...1_000_000).contains(threads), (0...1_000).contains(busiestThread),
            let cpu = Duration(bounded: cpuNs), let maxStall = Duration(bounded: maxStallNs),
            let clockStep = Duration(bounded: clockStepNs), let lag = distribution(lag),
            max(peakInFlight, unsolicited) <= greatestCount
        else { return nil }
        var health = GeneratorHealth()
        health.threads = threads
        health.busiestThread = busiestThread
        health.cpu = cpu
        health.maxStall = maxStall
        health.clockStep = clockStep
        health.peakInFlight = peakInFlight
        health.unsolicited = unsolicited
        health.lag = lag
        return health
    }
}

extension LoadFile.Line.Scenario {
    /// Without steps.
    var result: ScenarioResult? {
        guard (0...1_000_000_000).contains(weight), let iteration = distribution(iteration),
            [planned, dropped, iterations, abandoned].allSatisfy({ $0 <= greatestCount })
        else { return nil }
        return ScenarioResult(
            name: name, weight: weight, planned: planned, dropped: dropped, iterations: iterations,
            abandonedIterations: abandoned, iteration: iteration, steps: [])
    }
}

extension LoadFile.Line.Step {
    /// Without slices.
    var result: StepResult? {
        guard let counts = counts.value, let response = distribution(response), let service = distribution(service),
            let ttfb = distribution(ttfb), let connect = distribution(connect), let failure = distribution(failure),
            let late = distribution(late), let latePunctual = distribution(latePunctual),
            let failures = failures.values,
            statuses.allSatisfy({ (0...999).contains($0.status) && $0.count <= greatestCount })
        else { return nil }
        return StepResult(
            name: name, counts: counts, response: response, late: late, latePunctual: latePunctual, service: service,
            ttfb: ttfb, connect: connect, failure: failure, failures: failures,
            statuses: statuses.map { StepResult.StatusCount(status: $0.status, count: $0.count) })
    }
}

extension LoadFile.Line.Slice {
    var value: LoadSlice? {
        guard (0...1_000_000_000).contains(index), max(succeeded, failed) <= greatestCount,
            let response = packed(response)
        else { return nil }
        return LoadSlice(index: index, succeeded: succeeded, failed: failed, response: response)
    }
}

extension LoadFile.Line.Lag {
    var value: GeneratorHealth.LagSlice? {
        guard (0...1_000_000_000).contains(index), let lag = packed(lag) else { return nil }
        return GeneratorHealth.LagSlice(index: index, lag: lag)
    }
}

extension LoadFile.Line.Counts {
    fileprivate var value: LoadCounts? {
        var counts = LoadCounts()
        counts.started = started
        counts.succeeded = succeeded
        counts.failed = failed
        counts.timedOut = timedOut
        counts.inFlight = inFlight
        counts.reconnectRetries = resent
        counts.connectionsOpened = connectionsOpened
        counts.sessionsResumed = sessionsResumed
        counts.bytesIn = bytesIn
        counts.bytesOut = bytesOut
        let all = [
            started, succeeded, failed, timedOut, inFlight, resent, connectionsOpened, sessionsResumed, bytesIn,
            bytesOut,
        ]
        guard all.allSatisfy({ $0 <= greatestCount }), counts.completed + inFlight == started else { return nil }
        return counts
    }
}

extension [LoadFile.Line.FailureLine] {
    fileprivate var values: [FailureCount]? {
        var values: [FailureCount] = []
        for line in prefix(1_000) {
            guard line.count <= greatestCount,
                let failureClass = FailureClass.allCases.first(where: { $0.description == line.errorClass }),
                let phase = FailurePhase.allCases.first(where: { $0.description == line.phase }),
                let blame = Blame.allCases.first(where: { "\($0)" == line.blame })
            else { return nil }
            values.append(FailureCount(failureClass: failureClass, phase: phase, blame: blame, count: line.count))
        }
        return count == values.count ? values : nil
    }
}

extension Duration {
    /// At most ten years.
    fileprivate init?(bounded nanoseconds: UInt64) {
        guard nanoseconds < 10 * 366 * 86_400 * 1_000_000_000 else { return nil }
        self = .nanoseconds(nanoseconds)
    }
}

/// Nil where the histogram contradicts itself; one that is not there is empty.
private func packed(_ line: LoadFile.Line.Histogram?) -> PackedDistribution? {
    guard let line else { return PackedDistribution() }
    return PackedDistribution(
        payload: Array(line.counts), count: line.count, sum: line.sum, range: (line.min, line.max))
}

private func distribution(_ line: LoadFile.Line.Histogram?) -> Distribution? { packed(line)?.distribution }
