package import Load
package import Model
internal import Statistics

/// Judges one threshold by what was measured.
///
/// Without data nothing passes, and neither does a percentile with fewer than 100 samples beyond it or an error
/// ratio that the number of requests can't show. Few samples can still fail a limit: when even the lower confidence
/// bound of the share beyond the limit is too large, no further sample would have saved it.
package struct ThresholdJudge {
    private let result: LoadResult

    /// What became of a threshold, and the figure that decided.
    package struct Judgement: Equatable {
        package var outcome: Outcome
        package var observed: String
        package var message: String?
    }

    package init(result: LoadResult) {
        self.result = result
    }

    package func judge(_ threshold: Threshold) -> Judgement {
        let selector = LoadSelector(scenario: threshold.scenario, step: threshold.step)
        if result.counts(selector).started == 0, threshold.metric != .lag {
            let cause = result.setupFailures.first.map { ": \($0.sample)" } ?? ""
            return Judgement(outcome: .errored, observed: "no data: no request was sent\(cause)")
        }
        var judgement =
            switch threshold.aggregator {
            case .percentile(let percentile): self.percentile(percentile, threshold, selector)
            case .mean, .min, .max: distribution(threshold, selector)
            case .ratio: ratio(threshold, selector)
            case .count, .rate: counted(threshold, selector)
            }
        if result.ending != .planned, judgement.outcome == .passed {
            judgement.outcome = .errored
            judgement.message = "the load ended early, so this is not known for the whole of it"
        }
        return judgement
    }

    // MARK: Percentiles

    private func percentile(_ percentile: Double, _ threshold: Threshold, _ selector: LoadSelector) -> Judgement {
        let distribution = result.distribution(of: threshold.loadMetric, selector)
        let counts = result.counts(selector)
        let over = Int(clamping: distribution.count(above: .milliseconds(threshold.limit.value)))
        let samples = Int(clamping: distribution.count)
        // A time-out is a response later than any limit. Other failures have no time: a limit on errors judges them.
        let late = isResponse(threshold) ? Int(clamping: counts.timedOut) : 0
        let total = samples + late
        guard total > 0, let value = distribution.percentile(percentile) else {
            return Judgement(
                outcome: late > 0 && threshold.comparison.isUpperLimit ? .failed : .errored,
                observed: late > 0 ? "no request succeeded (\(late) timed out)" : "no data: no request succeeded")
        }
        let observed = "\(threshold.limit.text(value.milliseconds)) (\(DurationText.grouped(total)) samples)"
        let share = Double(over + late) / Double(total)
        let allowed = 1 - percentile / 100
        let holds =
            threshold.comparison.holds(value.milliseconds, threshold.limit.value)
            && (!threshold.comparison.isUpperLimit || share <= allowed + 1e-12 || late == 0)
        let minimum = SampleSize.minimumSamples(forPercentile: percentile) ?? .max
        let lateness = late > 0 ? "\(late) requests that timed out count as too late" : nil
        if total >= minimum {
            return Judgement(outcome: holds ? .passed : .failed, observed: observed, message: lateness)
        }
        let isCertain =
            threshold.comparison.isUpperLimit
            && (BinomialBound.lower(events: over + late, trials: total) ?? 0) > allowed
        if !holds, isCertain { return Judgement(outcome: .failed, observed: observed, message: lateness) }
        return Judgement(
            outcome: .errored, observed: observed,
            message: "too few samples: \(threshold.aggregatorName) needs \(DurationText.grouped(minimum)), "
                + "so run longer or with more users")
    }

    private func isResponse(_ threshold: Threshold) -> Bool {
        threshold.metric == .response || threshold.metric == .service
    }

    private func distribution(_ threshold: Threshold, _ selector: LoadSelector) -> Judgement {
        let distribution = result.distribution(of: threshold.loadMetric, selector)
        let figure: Duration? =
            switch threshold.aggregator {
            case .mean: distribution.mean
            case .min: distribution.min
            default: distribution.max
            }
        guard let figure else { return Judgement(outcome: .errored, observed: "no data: nothing was measured") }
        let observed =
            "\(threshold.limit.text(figure.milliseconds)) (\(DurationText.grouped(Int(clamping: distribution.count))) samples)"
        let timedOut = result.counts(selector).timedOut
        if threshold.comparison.isUpperLimit, isResponse(threshold), threshold.aggregator == .max, timedOut > 0 {
            return Judgement(
                outcome: .failed, observed: observed,
                message: "\(timedOut) requests timed out, which counts as too late")
        }
        if distribution.count < 30 {
            let holds = threshold.comparison.holds(figure.milliseconds, threshold.limit.value)
            return Judgement(
                outcome: holds ? .errored : .failed, observed: observed,
                message: holds ? "too few samples: at least 30" : nil)
        }
        return Judgement(
            outcome: threshold.comparison.holds(figure.milliseconds, threshold.limit.value) ? .passed : .failed,
            observed: observed)
    }

    // MARK: Counts

    private func ratio(_ threshold: Threshold, _ selector: LoadSelector) -> Judgement {
        if threshold.metric == .dropped { return droppedShare(threshold, selector) }
        let counts = result.counts(selector)
        let completed = Int(clamping: counts.completed)
        guard completed > 0 else { return Judgement(outcome: .errored, observed: "no data: no request was completed") }
        let events = Int(clamping: threshold.metric == .errors ? counts.failed : counts.succeeded)
        let ratio = Double(events) / Double(completed)
        let own = Int(clamping: generatorFailures(selector))
        let observed =
            "\(threshold.limit.text(ratio)) (\(DurationText.grouped(events)) of \(DurationText.grouped(completed)))"
        guard threshold.comparison.holds(ratio, threshold.limit.value) else {
            let failed = threshold.metric == .errors ? max(0, events - own) : events
            let rest = Double(failed) / Double(max(1, completed - own))
            if own > 0, completed == own || threshold.comparison.holds(rest, threshold.limit.value) {
                return Judgement(outcome: .errored, observed: observed, message: Self.notTheTargets(own))
            }
            return Judgement(outcome: .failed, observed: observed)
        }
        // What must be rare: errors under an upper limit, failed checks under a lower one.
        let rare = threshold.comparison.isUpperLimit ? threshold.limit.value : 1 - threshold.limit.value
        if rare > 0, let needed = SampleSize.minimumTrialsToShow(rateBelow: rare), completed < needed {
            return Judgement(
                outcome: .errored, observed: observed,
                message: "too few requests: without any failure \(DurationText.grouped(needed)) are needed to show this"
            )
        }
        return Judgement(outcome: .passed, observed: observed)
    }

    /// Of the iterations that an open model planned: an exact share, which needs no least number.
    private func droppedShare(_ threshold: Threshold, _ selector: LoadSelector) -> Judgement {
        let (planned, dropped) = result.arrivals(selector)
        guard planned > 0 else { return Judgement(outcome: .errored, observed: "no data: no iteration was due") }
        let ratio = Double(dropped) / Double(planned)
        return Judgement(
            outcome: threshold.comparison.holds(ratio, threshold.limit.value) ? .passed : .failed,
            observed: "\(threshold.limit.text(ratio)) (\(DurationText.grouped(Int(clamping: dropped))) of "
                + "\(DurationText.grouped(Int(clamping: planned))))")
    }

    private func counted(_ threshold: Threshold, _ selector: LoadSelector) -> Judgement {
        let counts = result.counts(selector)
        let count: UInt64 =
            switch threshold.metric {
            case .errors: counts.failed
            case .started: counts.started
            case .checks, .response, .service, .ttfb: counts.succeeded
            case .connect: counts.connectionsOpened
            case .iteration: result.count(of: .iteration, selector)
            case .dropped: result.arrivals(selector).dropped
            case .lag: 0
            }
        var figure = Double(count)
        if case .ofPlanned = threshold.limit {
            // A closed model plans a start whenever a user is due: what the generator could not send is missing.
            let missed = result.failures(selector).filter { $0.blame == .generator }.reduce(UInt64(0)) { $0 + $1.count }
            figure = Double(counts.started - min(missed, counts.started)) / Double(max(counts.started, 1))
            // An open model plans iterations: those that no slot came free for are missing too.
            let (planned, dropped) = result.arrivals(selector)
            if planned > 0 { figure *= Double(planned - min(dropped, planned)) / Double(planned) }
        } else if case .rate = threshold.aggregator {
            guard result.measured.seconds > 0 else {
                return Judgement(outcome: .errored, observed: "no data: no time was measured")
            }
            figure /= result.measured.seconds
        }
        let holds = threshold.comparison.holds(figure, threshold.limit.value)
        if !holds, threshold.metric == .errors, threshold.comparison.isUpperLimit, count > 0 {
            let own = generatorFailures(selector)
            let rest = figure * Double(count - min(own, count)) / Double(count)
            if own > 0, threshold.comparison.holds(rest, threshold.limit.value) {
                return Judgement(
                    outcome: .errored, observed: threshold.limit.text(figure), message: Self.notTheTargets(Int(own)))
            }
        }
        return Judgement(outcome: holds ? .passed : .failed, observed: threshold.limit.text(figure))
    }

    /// Failures that say nothing about the target.
    private func generatorFailures(_ selector: LoadSelector) -> UInt64 {
        result.failures(selector).filter { $0.blame == .generator }.reduce(0) { $0 + $1.count }
    }

    private static func notTheTargets(_ count: Int) -> String {
        "not judged: \(DurationText.grouped(count)) of the errors are not the target's"
    }
}

extension Threshold {
    /// The engine's name of the metric; only asked of metrics that are durations.
    var loadMetric: LoadMetric {
        switch metric {
        case .service: .service
        case .ttfb: .ttfb
        case .connect: .connect
        case .iteration: .iteration
        case .lag: .lag
        case .response, .errors, .checks, .started, .dropped: .response
        }
    }
}
