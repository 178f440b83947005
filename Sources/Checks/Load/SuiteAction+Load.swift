package import Load
package import Model

/// What a performance suite was decoded to; nothing for any other.
extension SuiteAction {
    /// What is handed to the engine.
    package var plannedLoad: LoadPlan? { (self as? LoadSuite)?.loadPlan }
    package var abortRules: [AbortRule] { (self as? LoadSuite)?.aborts ?? [] }
    package var validityLimits: ValidityLimits? { (self as? LoadSuite)?.validity }
}

extension LoadSuite {
    var notes: [String] {
        let origins = loadPlan.scenarios.flatMap(\.steps).map(\.origin)
        let isOpen = origins.contains { $0.scheme == .https && !$0.tls.verifies }
        return isOpen ? ["TLS certificates were not verified"] : []
    }
}
