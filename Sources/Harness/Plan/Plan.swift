package import Model

/// What will run: chosen, ordered and counted, before the first packet is sent.
package struct Plan: Sendable {
    package var suites: [PlannedSuite]

    /// Everything that will have an outcome.
    package var units: [PlannedUnit] { suites.flatMap(\.units) }
}

/// The chosen part of one suite.
package struct PlannedSuite: Sendable {
    package var name: String
    package var kind: SuiteKindName
    package var file: String
    package var body: Suite.Body

    package var units: [PlannedUnit] {
        switch body {
        case .cases(let cases): cases.map(\.unit)
        case .action(let action, _): action.units
        }
    }
}
