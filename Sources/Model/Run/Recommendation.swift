/// Advice that follows from a run by a fixed rule.
package struct Recommendation: Sendable, Codable, Equatable {
    /// `PERFORMANCE`, `RELIABILITY` or `TESTING`.
    package var type: String
    /// `HIGH` or `MEDIUM`.
    package var priority: String
    package var description: String

    package init(type: String, priority: String, description: String) {
        self.type = type
        self.priority = priority
        self.description = description
    }

    /// The rules of requirement R6.3: p95 above 1500 ms, error rate above 0.5 %, failed tests.
    package static func from(_ suites: [SuiteResult]) -> [Recommendation] {
        var result: [Recommendation] = []
        let loads = suites.compactMap(\.load)
        if let p95 = loads.compactMap({ $0.response?.p95Ms }).max(), p95 > 1_500 {
            result.append(
                Recommendation(
                    type: "PERFORMANCE", priority: "MEDIUM",
                    description:
                        "p95 is \(DurationText.text(milliseconds: p95)), above 1500 ms: review caching and slow queries."
                ))
        }
        if let ratio = loads.compactMap(\.errorRatio).max(), ratio > 0.005 {
            result.append(
                Recommendation(
                    type: "RELIABILITY", priority: "HIGH",
                    description: "The error rate is \(DurationText.fixed(ratio * 100, places: 2)) %, above 0.5 %: "
                        + "find the cause in the error log."))
        }
        let failed = suites.flatMap(\.cases).count { $0.outcome == .failed && $0.unit == .case }
        if failed > 0 {
            result.append(
                Recommendation(
                    type: "TESTING", priority: "HIGH",
                    description:
                        "\(failed) \(failed == 1 ? "test" : "tests") failed: resolve before the next deployment."))
        }
        return result
    }
}
