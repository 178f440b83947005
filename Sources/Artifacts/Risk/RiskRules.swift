/// How high a risk is, by the product of its probability and its impact.
package enum RiskLevel: Int, Sendable, Comparable, CaseIterable {
    case low, medium, high, critical

    /// The name as suites and files write it.
    package var name: String {
        switch self {
        case .low: "LOW"
        case .medium: "MEDIUM"
        case .high: "HIGH"
        case .critical: "CRITICAL"
        }
    }

    /// The level of that name, case ignored.
    package init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name.uppercased() }) else { return nil }
        self = level
    }

    package static func < (a: RiskLevel, b: RiskLevel) -> Bool { a.rawValue < b.rawValue }
}

/// The bounds of a risk matrix; every one is a value of the suite.
package struct RiskRules: Sendable {
    /// The highest products that are still LOW, MEDIUM and HIGH.
    package var low = 4
    package var medium = 9
    package var high = 16
    package var executiveApprovalFrom = RiskLevel.high
    package var mitigationFrom = RiskLevel.medium
    /// Where the list stands, as a dotted path; nil for the usual places.
    package var path: String?

    package init() {}

    package func level(_ score: Int) -> RiskLevel {
        score <= low ? .low : score <= medium ? .medium : score <= high ? .high : .critical
    }
}

/// What a list of risks says, with everything that is wrong with it.
package struct RiskReport: Sendable {
    package var problems: [ArtifactProblem] = []
    /// How many risks stand in the list.
    package var risks = 0
    package var counts: [RiskLevel: Int] = [:]
    /// The highest product; nil where none could be told.
    package var highestScore: Int?
    package var highest: RiskLevel?
}
