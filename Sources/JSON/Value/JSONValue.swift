/// A JSON text as a value: numbers keep their text, objects keep the order of their members.
///
/// Strings are compared scalar by scalar, as RFC 8259 and RFC 9535 ask, not by canonical equivalence as `String` does.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    /// The six types of RFC 8259, named as people write them.
    package enum Kind: String, Sendable {
        case null, boolean, number, string, array, object
    }

    /// Which of the six types this value has.
    package var kind: Kind {
        switch self {
        case .null: .null
        case .bool: .boolean
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The member of that name, if this is an object that has it.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    /// The element at that place, if this is an array that reaches so far; negative indices are out of reach.
    package subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
