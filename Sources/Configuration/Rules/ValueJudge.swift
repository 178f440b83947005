internal import Model

/// Compares one value with what the suite asks of its key: type, then limits, then the value itself.
struct ValueJudge {
    let spec: KeySpec
    let subject: RuleSubject
    let matcher: ConfigSuite.Matcher

    func findings() -> [Observation] {
        // A value of another type has no range to be in.
        if let mismatch = typeFinding() { return [mismatch] }
        return [patternFinding(), lengthFinding(), rangeFinding(), equalsFinding()].compactMap(\.self)
    }

    /// Of a reference only the text itself can be compared.
    func findingsOfReference() -> [Observation] { [equalsFinding()].compactMap(\.self) }

    private func typeFinding() -> Observation? {
        if spec.type == .enum {
            guard !spec.values.contains(where: { $0.utf8.elementsEqual(subject.text.utf8) }) else { return nil }
            let values = spec.values.joined(separator: ", ").clipped(to: 200)
            return subject.finding(
                .typeMismatch, expected: "\(spec.key) is one of \(values)", "\(spec.key) is none of its values",
                fix: isCaseWrong
                    ? "write it in the case that the suite has" : "write one of them, or add it to 'values'")
        }
        guard let problem = spec.type.problem(with: subject.text, schemes: spec.schemes) else { return nil }
        return subject.finding(
            .typeMismatch, expected: "\(spec.key) is \(spec.type.wanted)",
            "\(spec.key) is not \(spec.type.wanted): \(problem)", fix: "write \(spec.type.wanted)")
    }

    private var isCaseWrong: Bool { spec.values.contains { $0.lowercased() == subject.text.lowercased() } }

    private func patternFinding() -> Observation? {
        guard let pattern = spec.pattern, !subject.text.isEmpty || spec.isRequired || spec.type == .regex else {
            return nil
        }
        let expected = "\(spec.key) is matched by \(pattern.shown)"
        switch matcher(pattern.text, subject.text) {
        case true: return nil
        case false:
            return subject.finding(
                .typeMismatch, expected: expected, "\(spec.key) doesn't match its pattern",
                fix: "write it as the pattern asks")
        case nil: return subject.undecidedPattern(expected: expected)
        }
    }

    private func lengthFinding() -> Observation? {
        let (bytes, characters) = (subject.text.utf8.count, subject.text.count)
        if let minimum = spec.minimumBytes, bytes < minimum {
            return subject.finding(
                .outOfRange, expected: "\(spec.key) has at least \(minimum) bytes", "\(spec.key) is too short",
                actual: "\(bytes) bytes", fix: "use a longer one")
        }
        if let minimum = spec.minimumLength, characters < minimum {
            return subject.finding(
                .outOfRange, expected: "\(spec.key) has at least \(minimum) characters", "\(spec.key) is too short",
                actual: "\(characters) characters", fix: "use a longer one")
        }
        return nil
    }

    private func rangeFinding() -> Observation? {
        if let minimum = spec.minimum, Expectation.Predicate.order(subject.text, minimum, spec.type) == .less {
            return subject.finding(
                .outOfRange, expected: "\(spec.key) is at least \(minimum.shown)", "\(spec.key) is too small",
                fix: "write at least \(minimum.shown)")
        }
        if let maximum = spec.maximum, Expectation.Predicate.order(subject.text, maximum, spec.type) == .greater {
            return subject.finding(
                .outOfRange, expected: "\(spec.key) is at most \(maximum.shown)", "\(spec.key) is too large",
                fix: "write at most \(maximum.shown)")
        }
        return nil
    }

    private func equalsFinding() -> Observation? {
        guard let operand = spec.equals[subject.values.name] else { return nil }
        let predicate = Expectation.Predicate.equal(operand)
        guard predicate.holds(for: subject.text, as: spec.type, matcher) != true else { return nil }
        let isWithheld = subject.values.isWithheld(spec.key)
        return subject.finding(
            .expectation, expected: "\(spec.key) is \(predicate.wanted(withheld: isWithheld))",
            "\(spec.key) is not as expected in \(subject.values.name)", fix: "write the value that the suite names")
    }
}
