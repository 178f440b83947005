internal import JSON

/// What a query found.
enum Found: Sendable {
    /// Nothing is there, and why.
    case nothing(String)
    /// The target's answer can't be looked into: it is not what it should be.
    case malformed(String)
    /// It can't be decided, and not through the target's fault: a bound was hit, a variable is missing.
    case undecidable(String)
    case text(String)
    case texts([String])
    case number(Double)
    case milliseconds(Double)
    case bytes(Int)
    case measured(Measured)
    /// A text that may be a secret.
    case withheld(String)
    /// The values of a nodelist; singular where the query can find one node at most.
    case nodes([JSONValue], isSingular: Bool)

    static func fact(_ fact: Evidence.Fact) -> Found {
        switch fact {
        case .integer(let value): .nodes([.number(JSONNumber(value))], isSingular: true)
        case .decimal(let value): .number(value)
        case .text(let text): .text(text)
        case .texts(let texts): .texts(texts)
        case .bool(let value): .nodes([.bool(value)], isSingular: true)
        case .milliseconds(let value): .milliseconds(value)
        case .bytes(let count): .bytes(count)
        // What is no number is neither more nor less than a limit, and must not pass for its negation.
        case .measured(let value, let unit):
            value.isFinite ? .measured(Measured(value: value, unit: unit)) : .undecidable("the figure is no number")
        case .withheld(let text): .withheld(text)
        case .json(let value): .nodes([value], isSingular: true)
        case .unknown(let why): .undecidable(why)
        }
    }

    /// The values found; several of a nodelist are several here.
    var values: [JSONValue] {
        switch self {
        case .nothing, .malformed, .undecidable: []
        case .text(let text), .withheld(let text): [.string(text)]
        case .texts(let texts): texts.map { .string($0) }
        case .number(let value), .milliseconds(let value): JSONNumber(value).map { [.number($0)] } ?? []
        case .bytes(let count): [.number(JSONNumber(count))]
        case .measured(let measured): JSONNumber(measured.value).map { [.number($0)] } ?? []
        case .nodes(let values, _): values
        }
    }

    /// The one value that predicates look at: a single value is itself, several are taken as a list.
    var value: JSONValue? {
        let values = values
        return values.count > 1 ? .array(values) : values.first
    }

    /// Each of several values by itself; none where there is one or none.
    var singles: [Found] {
        switch self {
        case .texts(let texts): texts.map { .text($0) }
        case .nodes(let values, _) where values.count > 1: values.map { .nodes([$0], isSingular: true) }
        default: []
        }
    }

    /// Headers, cookies, bodies and matches are text, even when they read like numbers.
    var isText: Bool {
        switch self {
        case .text, .texts, .withheld: true
        default: false
        }
    }

    /// For a query that can find one node only, the length of that value; else how many nodes there are.
    var count: Int {
        if case .nodes(let values, isSingular: true) = self {
            switch values.first {
            case .array(let elements): return elements.count
            case .object(let object): return object.count
            default: return values.count
            }
        }
        return values.count
    }

    /// The finding in a few words, for people.
    var summary: String {
        switch self {
        case .nothing(let why), .malformed(let why), .undecidable(let why): return why
        case .milliseconds(let value): return "\(DurationWords.milliseconds(value))"
        case .bytes(let count): return "\(count) bytes"
        case .measured(let measured): return measured.text
        case .withheld(let text): return text.isEmpty ? "\"\"" : "another value (withheld)"
        case .nodes(let values, _) where values.isEmpty: return "nothing"
        default: return value.map(JSONWords.text) ?? "nothing"
        }
    }
}
