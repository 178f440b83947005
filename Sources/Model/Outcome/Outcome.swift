/// What became of a check. The four are never merged: "could not find out" is neither a pass nor a failure.
package enum Outcome: String, Sendable, Codable, CaseIterable {
    case passed
    /// The target did not meet an expectation.
    case failed
    /// It could not be found out, for a reason that is not the target's.
    case errored
    case skipped

    /// The outcome of a whole from its parts: a failure outweighs an error, an error a skip, a skip a pass.
    package static func worst(_ outcomes: some Sequence<Outcome>) -> Outcome {
        outcomes.max { $0.weight < $1.weight } ?? .passed
    }

    private var weight: Int {
        switch self {
        case .passed: 0
        case .skipped: 1
        case .errored: 2
        case .failed: 3
        }
    }
}
