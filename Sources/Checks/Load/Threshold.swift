internal import Model

/// A limit on what a load measures: `p95(response{scenario=estimates}) <= 2100ms`.
package struct Threshold: Sendable, Equatable {
    enum Aggregator: Sendable, Equatable {
        case percentile(Double)
        case mean, min, max, count, rate, ratio
    }

    enum Metric: String, Sendable, CaseIterable {
        case response, service, ttfb, connect, iteration, lag, errors, checks, started, dropped

        /// Measured as durations; the others are counted.
        var isDuration: Bool { [.response, .service, .ttfb, .connect, .iteration, .lag].contains(self) }
    }

    package enum Operator: String, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        /// Limits from above want little, limits from below want much.
        var isUpperLimit: Bool { self == .less || self == .lessOrEqual }

        func holds(_ observed: Double, _ limit: Double) -> Bool {
            switch self {
            case .less: observed < limit
            case .lessOrEqual: observed <= limit
            case .greater: observed > limit
            case .greaterOrEqual: observed >= limit
            }
        }
    }

    /// The limit in the unit of what is measured: milliseconds, a ratio from 0 to 1, requests a second, or a count.
    package enum Limit: Sendable, Equatable {
        case milliseconds(Double)
        case ratio(Double)
        case perSecond(Double)
        case count(Double)
        /// A share of the rate that an open model plans.
        case ofPlanned(Double)

        var value: Double {
            switch self {
            case .milliseconds(let value), .ratio(let value), .perSecond(let value), .count(let value),
                .ofPlanned(let value):
                value
            }
        }

        /// A figure in this limit's unit, for people.
        func text(_ value: Double) -> String {
            switch self {
            case .milliseconds: "\(DurationText.fixed(value, places: value < 10 ? 2 : 1)) ms"
            case .ratio: "\(DurationText.fixed(value * 100, places: 3)) %"
            case .perSecond: "\(DurationText.fixed(value, places: 1))/s"
            case .count: DurationText.fixed(value, places: 0)
            case .ofPlanned: "\(DurationText.fixed(value * 100, places: 2)) % of planned"
            }
        }
    }

    var aggregator: Aggregator
    var metric: Metric
    /// Nil for all; `*` has been taken apart into one threshold for each scenario.
    package var scenario: String?
    package var step: String?
    package var comparison: Operator
    package var limit: Limit

    var aggregatorName: String {
        switch aggregator {
        case .percentile(let percentile): "p\(DurationText.fixed(percentile, places: 3))"
        case .mean: "mean"
        case .min: "min"
        case .max: "max"
        case .count: "count"
        case .rate: "rate"
        case .ratio: "ratio"
        }
    }

    /// `p95(response{scenario=estimates})`.
    package var subject: String {
        let selectors = [scenario.map { "scenario=\($0)" }, step.map { "step=\($0)" }].compactMap(\.self)
        let selector = selectors.isEmpty ? "" : "{\(selectors.joined(separator: ","))}"
        return "\(aggregatorName)(\(metric.rawValue)\(selector))"
    }

    /// The threshold in its normal form: `p95(response) <= 2100 ms`.
    var text: String { "\(subject) \(comparison.rawValue) \(limit.text(limit.value))" }
}
