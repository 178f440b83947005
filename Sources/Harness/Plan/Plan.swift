package import Model

/// What will run: chosen, ordered and counted, before the first packet is sent.
package struct Plan: Sendable {
    package var suites: [PlannedSuite]

    /// Everything that will have an outcome.
    package var units: [PlannedUnit] { suites.flatMap(\.units) }

    private var cases: [Case] {
        suites.flatMap { suite -> [Case] in if case .cases(let cases) = suite.body { cases } else { [] } }
    }

    /// How long it will take, as far as the plan tells: what its loads take.
    package var expectedDuration: Duration {
        suites.reduce(.zero) { sum, suite in
            if case .action(let action, _) = suite.body { sum + action.expectedDuration } else { sum }
        }
    }

    /// What a reader of the verdict has to know about how things were checked, each once.
    package var notes: [String] {
        var notes: [String] = []
        for suite in suites {
            let told =
                switch suite.body {
                case .cases(let cases): cases.flatMap { $0.steps + $0.after }.flatMap(\.notes)
                case .action(let action, _): action.notes
                }
            for note in told where !notes.contains(note) { notes.append(note) }
        }
        if cases.contains(where: { $0.isActive && $0.forbiddenReason != nil }) {
            notes.append("active probes left out: the environment is protected")
        }
        return notes
    }
}

/// The chosen part of one suite.
package struct PlannedSuite: Sendable {
    package var name: String
    package var kind: SuiteKindName
    package var file: String
    package var body: Suite.Body

    /// True for an action that waits for cases.
    var hasNeeds: Bool {
        if case .action(_, let needs) = body { !needs.isEmpty } else { false }
    }

    package var units: [PlannedUnit] {
        switch body {
        case .cases(let cases): cases.map(\.unit)
        case .action(let action, _): action.units
        }
    }
}
