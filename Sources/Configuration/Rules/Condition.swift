internal import Model

/// When a key is required: comparisons of other keys, joined by `and`, `or` and `not`.
package indirect enum Condition: Sendable {
    case isSet(String)
    /// Holds where the key is set and the predicate holds for its value.
    case compares(key: String, Expectation.Predicate, as: ValueType)
    case not(Condition)
    case and(Condition, Condition)
    case or(Condition, Condition)

    /// Whether it holds in the environment; nil where that can't be found out.
    func holds(in values: EnvironmentValues, _ matcher: ConfigSuite.Matcher) -> Bool? {
        switch self {
        case .isSet(let key):
            if values.entries[key] != nil { return true }
            // What was not read may hold it, and a bare name takes its value from where nobody looks.
            return values.gap == nil && values.bareKeys[key] == nil ? false : nil
        case .compares(let key, let predicate, let type):
            guard let entry = values.entries[key] else { return Condition.isSet(key).holds(in: values, matcher) }
            guard values.gap == nil, entry.unresolved.isEmpty else { return nil }
            return predicate.holds(for: entry.value.reveal(), as: type, matcher)
        case .not(let condition): return condition.holds(in: values, matcher).map { !$0 }
        case .and(let left, let right):
            let (left, right) = (left.holds(in: values, matcher), right.holds(in: values, matcher))
            if left == false || right == false { return false }
            return left == nil || right == nil ? nil : true
        case .or(let left, let right):
            let (left, right) = (left.holds(in: values, matcher), right.holds(in: values, matcher))
            if left == true || right == true { return true }
            return left == nil || right == nil ? nil : false
        }
    }
}

/// What `required_when` says.
package struct Requirement: Sendable {
    /// As it was written.
    package var text: String
    /// By environment, since the values compared with may be its own.
    package var conditions: [String: Condition]
}
