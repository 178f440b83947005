package import Model

/// A suite as it was declared: read, checked and decoded, nothing chosen yet.
package struct Suite: Sendable {
    package var name: String
    package var kind: SuiteKindName
    package var file: String
    package var location: SourceLocation
    package var tags: [String]
    package var body: Body
    /// Every variable as the suite's steps and rules see it.
    package var variables = Scope()

    package enum Body: Sendable {
        case cases([Case])
        /// A load profile or config rules; `needs` names cases that must have passed.
        case action(any SuiteAction, needs: [String])
    }

    /// Everything in it that will have an outcome.
    package var units: [PlannedUnit] {
        switch body {
        case .cases(let cases): cases.map(\.unit)
        case .action(let action, _): action.units
        }
    }
}

/// One case with its steps decoded for one row of its matrix.
package struct Case: Sendable {
    package var unit: PlannedUnit
    /// The id without the matrix row.
    package var declaredID: String
    package var needs: [String]
    package var needsLocation: SourceLocation?
    package var scope: Scope
    package var timeout: Duration?
    package var steps: [any StepAction]
    package var after: [any StepAction]

    /// Where the includes are used that the case comes from, the suite's own `use` first; empty for a case of the suite.
    package var usedAt: [SourceLocation] = []
    /// Probes how the target defends itself.
    package var isActive = false
    /// Why the environment does not let the case run; nil where it does.
    package var forbiddenReason: String?
}
