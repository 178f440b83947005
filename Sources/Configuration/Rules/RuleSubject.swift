internal import Model

/// The entry that a rule is about, and the observations that can be made of it.
struct RuleSubject {
    let entry: ConfigEntry
    let values: EnvironmentValues
    let rule: ConfigRule

    var text: String { entry.value.reveal() }
    /// White space alone is as good as nothing.
    var isBlank: Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

    func finding(_ name: ConfigRuleName, expected: String, _ message: String, actual: String? = nil) -> Observation {
        Observation(
            property: name.rawValue, expected: expected, actual: actual ?? values.shown(entry), outcome: .failed,
            message: "\(message), asked for in \(rule.unit.location)\(unresolvedNote)", location: entry.valueLocation)
    }

    /// A predicate that has no answer: a quantity that is none, or a pattern that gave none.
    func undecided(_ predicate: Expectation.Predicate, expected: String) -> Observation {
        if case .matches = predicate { return undecidedPattern(expected: expected) }
        return finding(.typeMismatch, expected: expected, "\(entry.key) can't be compared: it is no such quantity")
    }

    func undecidedPattern(expected: String) -> Observation {
        Observation(
            property: ConfigRuleName.expectation.rawValue, expected: expected, actual: "no answer from the pattern",
            outcome: .errored, message: "the pattern for \(entry.key) is invalid or took too long",
            location: rule.unit.location)
    }

    /// A value that no rule objects to: passed, unless a part of it comes from somewhere else.
    func accepted(expected: String) -> [Observation] {
        guard entry.unresolved.isEmpty else {
            return [
                Observation(
                    property: ConfigRuleName.unresolvedReference.rawValue, expected: expected,
                    actual: "a value that refers to \(unresolvedNames)", outcome: .errored,
                    message: "\(entry.key) can't be judged: the file doesn't settle what it refers to",
                    location: entry.valueLocation)
            ]
        }
        return [
            Observation(
                property: entry.key, expected: expected, actual: values.shown(entry), outcome: .passed,
                location: entry.valueLocation)
        ]
    }

    private var unresolvedNote: String {
        entry.unresolved.isEmpty ? "" : "; it depends on \(unresolvedNames), which the file does not settle"
    }

    /// The names behind `$`; in a withheld value they may be a piece of a password with a dollar sign in it.
    private var unresolvedNames: String {
        if values.isWithheld(entry.key) {
            return entry.unresolved.count == 1 ? "a name (withheld)" : "names (withheld)"
        }
        return entry.unresolved.sorted().prefix(5).map(KeyName.shown).joined(separator: ", ")
    }
}
