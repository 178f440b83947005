internal import Model

/// The three lines about load; where several suites measured, each line shows the worst and names it.
struct LoadLines {
    private let suites: [SuiteResult]

    init(_ suites: [SuiteResult]) { self.suites = suites.filter { $0.kind == .performance } }

    // MARK: Performance

    private enum Word: String {
        case fail = "FAIL"
        case inconclusive = "INCONCLUSIVE"
        case pass = "PASS"
        case notRun = "not run"
    }

    /// `PASS (50 users, 300 s, 14 873 requests, 49.6 req/s)`, `PASS (open, 200 rps, 60 s, 12 000 requests, 199.9 req/s)`.
    var performance: String {
        let order: [Word] = [.fail, .inconclusive, .pass, .notRun]
        let judged = suites.map { (suite: $0, word: Self.word($0)) }
        guard let word = order.first(where: { word in judged.contains { $0.word == word } }),
            let worst = judged.first(where: { $0.word == word })?.suite
        else { return QCSummary.notRun }
        let warnings = suites.flatMap(\.cases).count {
            $0.severity == .warn && ($0.outcome == .failed || $0.outcome == .errored)
        }
        let head = word.rawValue + (warnings > 0 ? ", \(Figure.count(warnings, "warning"))" : "")
        let figures = worst.load.map(Self.figures) ?? worst.cases.lazy.compactMap(\.reason).first?.oneLine(150)
        return figures.map { "\(head) (\(named(worst))\($0))" } ?? head
    }

    private static func word(_ suite: SuiteResult) -> Word {
        let blocking = suite.cases.filter { $0.severity == .block && !$0.isForbidden }
        if blocking.contains(where: { $0.outcome == .failed }) { return .fail }
        if suite.load == nil, suite.cases.allSatisfy({ $0.outcome == .skipped }) { return .notRun }
        // Without a threshold that was met there is nothing that a PASS could mean.
        guard let load = suite.load, load.invalid.isEmpty, suite.cases.contains(where: { $0.outcome == .passed }),
            blocking.allSatisfy({ $0.outcome == .passed })
        else { return .inconclusive }
        return .pass
    }

    private static func figures(_ load: LoadSummary) -> String {
        let parts = [
            load.model == "open" ? "open" : nil, load.rate.map(Self.rate), load.users.map { Figure.count($0, "user") },
            Self.time(load), Figure.count(load.counts.completed, "request"),
            load.requestsPerSecond.map { "\(DurationText.fixed($0, places: 1)) req/s" },
            load.invalid.first.map { "invalid: \($0.oneLine(120))" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    /// `200 rps`, or the least and the most of them.
    private static func rate(_ rate: LoadSummary.Rate) -> String {
        let (least, most) = (DurationText.fixed(rate.least, places: 1), DurationText.fixed(rate.most, places: 1))
        return least == most ? "\(most) rps" : "\(least) to \(most) rps"
    }

    /// `300 s`, or `12 of 300 s` where it ended early.
    private static func time(_ load: LoadSummary) -> String {
        let measured = DurationText.fixed(load.measuredSeconds, places: 1)
        guard load.measuredSeconds < load.plannedSeconds * 0.98 else { return "\(measured) s" }
        let planned = DurationText.fixed(load.plannedSeconds, places: 1)
        return "\(load.ending == "aborted" ? "aborted after " : "")\(measured) of \(planned) s"
    }

    // MARK: Error rate and response time

    /// `0.02% (limit 1%)`.
    var errorRate: String {
        guard let worst = worst({ $0.errorRatio }, limit: { $0.limits.errorRatio }) else { return notMeasured }
        return "\(Figure.percent(worst.value, beside: worst.limit)) (\(named(worst.suite))"
            + "\(worst.limit.map { "limit \(Figure.percent($0))" } ?? "no limit")\(doubt(worst.load)))"
    }

    /// `412 ms (limit 2100 ms; p50 120 ms, p99 890 ms)`.
    var p95: String {
        guard let worst = worst({ $0.response?.p95Ms }, limit: { $0.limits.p95Ms }), let latency = worst.load.response
        else { return notMeasured }
        // A 99th percentile of fewer than 100 requests would only repeat the largest.
        let spread =
            latency.count >= 100
            ? "p50 \(Figure.milliseconds(latency.p50Ms)), p99 \(Figure.milliseconds(latency.p99Ms))"
            : "p50 \(Figure.milliseconds(latency.p50Ms)), only \(Figure.count(latency.count, "request"))"
        return "\(Figure.milliseconds(worst.value, beside: worst.limit)) (\(named(worst.suite))"
            + "\(worst.limit.map { "limit \(Figure.milliseconds($0))" } ?? "no limit"); \(spread)\(doubt(worst.load)))"
    }

    private var notMeasured: String {
        suites.contains { $0.load != nil } ? "\(QCSummary.notRun) (no request was measured)" : QCSummary.notRun
    }

    /// The suite furthest from fine: one over its limit before one within, then the larger value.
    private func worst(
        _ value: (LoadSummary) -> Double?, limit: (LoadSummary) -> Double?
    ) -> (suite: SuiteResult, load: LoadSummary, value: Double, limit: Double?)? {
        let measured = suites.compactMap { suite in
            suite.load.flatMap { load in
                value(load).flatMap { $0.isFinite ? (suite: suite, load: load, value: $0, limit: limit(load)) : nil }
            }
        }
        func rank(_ value: Double, _ limit: Double?) -> (Int, Double) {
            (limit.map { value > $0 } == true ? 1 : 0, value)
        }
        return measured.max { rank($0.value, $0.limit) < rank($1.value, $1.limit) }
    }

    private func doubt(_ load: LoadSummary) -> String { load.invalid.isEmpty ? "" : "; measurement invalid" }

    private func named(_ suite: SuiteResult) -> String { suites.count > 1 ? "\(suite.name.oneLine(60)): " : "" }
}
