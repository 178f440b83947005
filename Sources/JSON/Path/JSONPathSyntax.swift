/// One step of a query: to the children of a node, or to the node and all its descendants first.
struct Segment: Sendable {
    enum Scope: Sendable { case children, descendants }

    let scope: Scope
    let selectors: [Selector]

    /// Whether it takes a node to one node at most.
    var isSingular: Bool {
        guard scope == .children, selectors.count == 1 else { return false }
        switch selectors[0] {
        case .name, .index: return true
        case .wildcard, .slice, .filter: return false
        }
    }
}

/// What stands between brackets.
enum Selector: Sendable {
    case name(String)
    case wildcard
    case index(Int)
    case slice(start: Int?, end: Int?, step: Int)
    case filter(LogicalExpression)
}

/// A condition of a filter.
indirect enum LogicalExpression: Sendable {
    case or([LogicalExpression])
    case and([LogicalExpression])
    case not(LogicalExpression)
    case comparison(Operand, Comparison, Operand)
    case exists(FilterQuery)
    case function(FunctionCall)
}

/// The six operators.
enum Comparison: String, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
}

/// One side of a comparison, or an argument that is a value: a value, or nothing.
indirect enum Operand: Sendable {
    case literal(JSONValue)
    case query(FilterQuery)
    case function(FunctionCall)
}

/// A query within a filter, from the current node (`@`) or the root (`$`).
struct FilterQuery: Sendable {
    let isRelative: Bool
    let segments: [Segment]

    var isSingular: Bool { segments.allSatisfy(\.isSingular) }
}

/// A call of one of the five functions, its arguments of the right types.
enum FunctionCall: Sendable {
    case length(Operand)
    case count(FilterQuery)
    case value(FilterQuery)
    case match(Operand, pattern: Operand)
    case search(Operand, pattern: Operand)

    /// Whether the result is a condition; otherwise it is a value.
    var isLogical: Bool {
        switch self {
        case .match, .search: true
        case .length, .count, .value: false
        }
    }
}

// MARK: - Whether a regex engine is needed

extension Selector {
    var usesRegex: Bool {
        if case .filter(let condition) = self { condition.usesRegex } else { false }
    }
}

extension LogicalExpression {
    var usesRegex: Bool {
        switch self {
        case .or(let parts), .and(let parts): parts.contains(where: \.usesRegex)
        case .not(let part): part.usesRegex
        case .comparison(let left, _, let right): left.usesRegex || right.usesRegex
        case .exists(let query): query.usesRegex
        case .function(let call): call.usesRegex
        }
    }
}

extension Operand {
    var usesRegex: Bool {
        switch self {
        case .literal: false
        case .query(let query): query.usesRegex
        case .function(let call): call.usesRegex
        }
    }
}

extension FilterQuery {
    var usesRegex: Bool { segments.contains { $0.selectors.contains(where: \.usesRegex) } }
}

extension FunctionCall {
    var usesRegex: Bool {
        switch self {
        case .length(let operand): operand.usesRegex
        case .count(let query), .value(let query): query.usesRegex
        case .match, .search: true
        }
    }
}
