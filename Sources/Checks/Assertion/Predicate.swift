internal import JSON
internal import Model
internal import Pattern

/// A statement about a value that a query found.
indirect enum Predicate: Sendable {
    case equals(JSONTemplate)
    case differs(JSONTemplate)
    case order(Order, JSONTemplate)
    case contains(JSONTemplate)
    case startsWith(Template)
    case endsWith(Template)
    case matches(Query.Compiled<Pattern>, label: String)
    case exists(Bool)
    case isEmpty(Bool)
    case type(String)
    case count([Predicate])
    case oneOf([JSONTemplate])
    case not([Predicate])

    enum Order: String, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    /// Why a predicate does not hold; `isUndecidable` where it could not be found out.
    struct Refusal: Sendable {
        var expected: String
        var actual: String
        var isUndecidable = false
    }

    static let isTrue = Predicate.equals(JSONTemplate(constant: .bool(true)))
    static let isOneOrMore = Predicate.order(
        .greaterOrEqual, JSONTemplate(constant: .number(JSONNumber(1))))

    static let typeNames = ["string", "integer", "number", "boolean", "array", "object", "null"]
}
