internal import Load
internal import Model
internal import Statistics

/// What the load itself shows: whether it was held back, and whether it had settled.
extension Validity {
    // MARK: In flight

    var inFlight: BrokenRule? {
        guard case .open(let open) = plan.model, let threshold = thresholds.first(where: isHeldBack) else { return nil }
        let judge = ThresholdJudge(result: result)
        let peak = result.generator.peakInFlight
        let waited = result.waits.max.map { ", and others waited up to \(Self.ms($0)) for their turn" } ?? ""
        var limit = "max_in_flight \(open.maxInFlight.grouped)"
        if case .shared(let count) = plan.connections { limit += ", \(count.grouped) shared connections" }
        return BrokenRule(
            rule: .inFlight,
            figure: "\(threshold.subject) is \(judge.judge(threshold).observed), though the target took "
                + "\(judge.judge(threshold.onService).observed): \(peak.grouped) iterations were under way\(waited)",
            limit: limit,
            remedy: "gonogo held requests back, so this does not show how the target bears the planned rate: raise "
                + "what limits them, and measure again")
    }

    /// Whether a limit on response times is exceeded only because iterations waited inside the generator.
    func isHeldBack(_ threshold: Threshold) -> Bool {
        guard case .open = plan.model, !result.waits.isEmpty, threshold.metric == .response, threshold.isOnSlowness
        else { return false }
        let judge = ThresholdJudge(result: result)
        return judge.judge(threshold).outcome == .failed && judge.judge(threshold.onService).outcome != .failed
    }

    // MARK: Steady state

    /// Drift by more than this between the first and the last third is too much for one figure.
    private static let maxDrift = 0.2
    private static let leastDrift = Duration.milliseconds(1)
    /// Chance alone shows a trend less often than this.
    private static let level = 0.001

    /// Slower and slower: no figure stands for the whole. Faster and faster only matters to a limit that is exceeded,
    /// since the beginning may have done that: a limit that is met would be met all the more.
    var steady: BrokenRule? {
        guard limits.steady, isConstant, let drift = Drift(result, level: Self.level) else { return nil }
        let change = drift.last - drift.first
        let size = change < .zero ? drift.first - drift.last : change
        guard size > Self.leastDrift, size.seconds > Self.maxDrift * drift.first.seconds else { return nil }
        let isSlower = change > .zero
        guard isSlower || thresholds.contains(where: isFailedOnSlowness) else { return nil }
        return BrokenRule(
            rule: .steady,
            figure: "the median response time went from \(Self.ms(drift.first)) in the first third to "
                + "\(Self.ms(drift.last)) in the last (Mann-Kendall, \(drift.parts) parts, p \(drift.significance))",
            limit: "\(Self.percent(Self.maxDrift)), from \(Self.ms(Self.leastDrift)) on",
            remedy: isSlower
                ? "the target got slower under a constant load: look for what piles up, or run longer with a warm-up "
                    + "that ends when it has settled; validity.steady: false accepts it"
                : "the target was still getting faster: lengthen the warm-up")
    }

    /// Whether the target had not settled when a limit was exceeded.
    func isWarmingUp(_ threshold: Threshold) -> Bool {
        guard isFailedOnSlowness(threshold), let drift = Drift(result, level: Self.level) else { return false }
        return drift.last < drift.first
    }

    private func isFailedOnSlowness(_ threshold: Threshold) -> Bool {
        threshold.isOnSlowness && ThresholdJudge(result: result).judge(threshold).outcome == .failed
    }

    /// Whether the plan asks for the same all the time.
    private var isConstant: Bool {
        guard case .open(let open) = plan.model else { return true }
        var end = Duration.zero
        let rates = open.stages.flatMap { stage -> [Double] in
            end += stage.duration
            return end > plan.warmup && stage.duration > .zero ? [stage.from, stage.to] : []
        }
        return Set(rates).count <= 1
    }
}

/// How response times changed over a measurement.
private struct Drift {
    /// Medians of the parts' medians, of the first and of the last third.
    var first: Duration
    var last: Duration
    var parts: Int
    var pValue: Double

    /// Nil where there is no trend that is certain at this level, or too little to tell.
    ///
    /// Neighbouring seconds resemble each other, which the test takes for a trend: so they are joined to 60 parts at most.
    init?(_ result: LoadResult, level: Double) {
        let medians = Self.medians(result, parts: 60)
        guard let test = TrendTest(medians.map(\.seconds)), test.pValue < level else { return nil }
        let third = medians.count / 3
        first = Self.median(medians.prefix(third))
        last = Self.median(medians.suffix(third))
        parts = medians.count
        pValue = test.pValue
    }

    var significance: String { pValue < 0.0001 ? "< 0.0001" : "= \(DurationText.fixed(pValue, places: 4))" }

    /// The median response time of each part; slices that the measurement did not fill, or without a success, are left
    /// out.
    private static func medians(_ result: LoadResult, parts: Int) -> [Duration] {
        let whole = Int(min(1e6, result.measured.seconds / max(1, result.sliceWidth.seconds)))
        guard whole > 0 else { return [] }
        let width = (whole + parts - 1) / parts
        var merged = Array(repeating: Distribution(), count: whole / width)
        for slice in result.scenarios.flatMap(\.steps).flatMap(\.slices) {
            let part = slice.index / width
            if slice.index >= 0, merged.indices.contains(part) { merged[part].merge(slice.response.distribution) }
        }
        return merged.compactMap { $0.percentile(50) }
    }

    private static func median(_ values: some Collection<Duration>) -> Duration {
        let sorted = values.sorted()
        return sorted.isEmpty ? .zero : sorted[sorted.count / 2]
    }
}

extension Threshold {
    /// An upper limit on a duration of the target's.
    var isOnSlowness: Bool { metric.isDuration && metric != .lag && comparison.isUpperLimit }

    /// The same limit on what the target itself took.
    var onService: Threshold {
        var other = self
        other.metric = .service
        return other
    }
}
