internal import Model

/// The entry that a rule is about, and the observations that can be made of it.
struct RuleSubject {
    let entry: ConfigEntry
    let values: EnvironmentValues
    let rule: ConfigRule

    var text: String { entry.value.reveal() }
    /// White space alone is as good as nothing.
    var isBlank: Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

    func finding(
        _ name: ConfigRuleName, expected: String, _ message: String, actual: String? = nil, fix: String
    ) -> Observation {
        Observation(
            property: name.rawValue, expected: expected, actual: actual ?? values.shown(entry), outcome: .failed,
            message: "\(message), asked for in \(rule.unit.location)\(unresolvedNote)", location: entry.valueLocation,
            finding: about(name, fix: fix))
    }

    private func about(_ name: ConfigRuleName, fix: String) -> Finding {
        Finding(
            rule: name.rawValue, subject: "\(values.name) \(KeyName.subject(entry.key))", fix: fix,
            excerpt: values.excerpt(of: entry))
    }

    /// A predicate that has no answer: a quantity that is none, or a pattern that gave none.
    func undecided(_ predicate: Expectation.Predicate, expected: String) -> Observation {
        if case .matches = predicate { return undecidedPattern(expected: expected) }
        return finding(
            .typeMismatch, expected: expected, "\(entry.key) can't be compared: it is no such quantity",
            fix: "write a number, with its unit where the suite has one")
    }

    func undecidedPattern(expected: String) -> Observation {
        Observation(
            property: ConfigRuleName.expectation.rawValue, expected: expected, actual: "no answer from the pattern",
            outcome: .errored, message: "the pattern for \(entry.key) is invalid or took too long",
            location: rule.unit.location,
            finding: about(.expectation, fix: "write a pattern that doesn't have to go back so often"))
    }

    /// A value that no rule objects to: passed, unless a part of it comes from somewhere else.
    func accepted(expected: String, note: String? = nil) -> [Observation] {
        guard entry.unresolved.isEmpty else { return [unresolved(expected: expected)] }
        return [
            Observation(
                property: entry.key, expected: expected, actual: values.shown(entry), outcome: .passed, message: note,
                location: entry.valueLocation)
        ]
    }

    /// A value of which nobody knows all, since it refers to something that the file doesn't say.
    func unresolved(expected: String) -> Observation {
        Observation(
            property: ConfigRuleName.unresolvedReference.rawValue, expected: expected,
            actual: "a value that refers to \(unresolvedNames)", outcome: .errored,
            message: "\(entry.key) can't be judged: the file doesn't settle what it refers to",
            location: entry.valueLocation,
            finding: about(
                .unresolvedReference, fix: "set the name above it, or put a literal dollar sign in single quotes"))
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

extension EnvironmentValues {
    /// The masked line of an entry, with a mark at its value or one part of it.
    func excerpt(of entry: ConfigEntry, part: ValuePart? = nil) -> Finding.Excerpt? {
        MaskedLine.excerpt(of: entry, part: part, hidden: isHidden)
    }
}
