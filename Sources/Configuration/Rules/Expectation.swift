package import Model

/// What a suite asks of one key in one environment; every predicate has to hold.
package struct Expectation: Sendable {
    package enum Predicate: Sendable {
        case equal(Operand)
        case notEqual(Operand)
        case less(Operand)
        case atMost(Operand)
        case greater(Operand)
        case atLeast(Operand)
        case oneOf([Operand])
        case matches(Operand)
    }

    package var key: String
    package var location: SourceLocation
    package var predicates: [Predicate]

    /// True where an operand comes from a secret variable: the value may be that secret.
    var namesSecret: Bool { predicates.contains { $0.operands.contains(where: \.isSecret) } }
}

extension Expectation.Predicate {
    fileprivate var operands: [Operand] {
        switch self {
        case .equal(let operand), .notEqual(let operand), .less(let operand), .atMost(let operand),
            .greater(let operand),
            .atLeast(let operand), .matches(let operand):
            [operand]
        case .oneOf(let operands): operands
        }
    }

    /// What is expected, in words. A withheld value's operands are withheld too, since they may be the value itself.
    func wanted(withheld: Bool) -> String {
        let isHidden = withheld || operands.contains(where: \.isSecret)
        let texts =
            isHidden
            ? "the value that the suite names (withheld)"
            : operands.map(\.shown).joined(separator: ", ").clipped(to: 200)
        return switch self {
        case .equal: texts
        case .notEqual: "anything but \(texts)"
        case .less: "less than \(texts)"
        case .atMost: "at most \(texts)"
        case .greater: "more than \(texts)"
        case .atLeast: "at least \(texts)"
        case .oneOf: "one of \(texts)"
        case .matches: "a match of \(texts)"
        }
    }

    /// Whether it holds; nil where that can't be found out.
    func holds(for value: String, as type: ValueType, _ matcher: ConfigSuite.Matcher) -> Bool? {
        switch self {
        case .equal(let operand): Self.isEqual(value, operand, type)
        case .notEqual(let operand): !Self.isEqual(value, operand, type)
        case .less(let operand): Self.order(value, operand, type).map { $0 == .less }
        case .atMost(let operand): Self.order(value, operand, type).map { $0 != .greater }
        case .greater(let operand): Self.order(value, operand, type).map { $0 == .greater }
        case .atLeast(let operand): Self.order(value, operand, type).map { $0 != .less }
        case .oneOf(let operands): operands.contains { Self.isEqual(value, $0, type) }
        case .matches(let operand): matcher(operand.text, value)
        }
    }

    /// Equal byte for byte; quantities also by what they say, so that `1` is `1.0` and `8MiB` is `8388608`.
    static func isEqual(_ value: String, _ operand: Operand, _ type: ValueType) -> Bool {
        if value.utf8.elementsEqual(operand.text.utf8) { return true }
        if type == .bool, let left = BoolText.value(value), let right = BoolText.value(operand.text) {
            return left == right
        }
        let measures: [Measure] = type == .string ? (operand.isPlain ? [.number] : []) : type.measures
        return measures.contains { $0.order(value, operand.text) == .equal }
    }

    static func order(_ value: String, _ operand: Operand, _ type: ValueType) -> Measure.Order? {
        for measure in type.measures {
            if let order = measure.order(value, operand.text) { return order }
        }
        return nil
    }
}
