/// How much a check weighs in the verdict.
package enum Severity: String, Sendable, Codable, CaseIterable {
    /// Tier 1, P0: a failure means NO-GO.
    case block
    /// Tier 2, P1: a failure is a warning.
    case warn
    /// Tier 3, P2: a failure is only reported.
    case info
}
