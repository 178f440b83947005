/// What may stand at one place of a suite: the format described as data.
///
/// One description serves three readers: `ShapeChecker` reports every mistake with its place, `JSONSchemaText` writes
/// the schema for editors, and a decoder may rely on what the checker let through.
package indirect enum Shape: Sendable {
    /// Any scalar; `{{name}}` may stand in it and is filled in when the step runs.
    case text
    /// A scalar that must be known before anything is sent, since the plan depends on it.
    case word
    case identifier
    case boolean
    case integer(ClosedRange<Int>)
    case number
    case duration
    /// A duration that may be zero.
    case durationOrZero
    case bytes
    case choice([String])
    /// Any value at all: what JSON can say.
    case any
    case list(Shape, nonEmpty: Bool = false)
    /// One value, or a list of them.
    case oneOrMany(Shape)
    /// Free keys, each with a value of the same shape.
    case dictionary(Shape, nonEmpty: Bool = false)
    case mapping(MappingShape)
    /// A mapping with the key is of the first shape, any other of the second.
    case keyed(String, MappingShape, otherwise: MappingShape)
    /// A scalar of the first shape, or a mapping of the second.
    case scalarOr(Shape, MappingShape)
    /// A scalar, with a check of its own that returns what is wrong with the text.
    case checked(String, @Sendable (String) -> String?)
    /// A key of the format's plan that this version does not know yet; the text says what to do meanwhile.
    case unavailable(String)
    /// A shape that contains itself is written out only where it is used.
    case lazy(@Sendable () -> Shape, name: String)
}

/// The keys that a mapping may have.
package struct MappingShape: Sendable {
    /// What a person calls the mapping: `http`, `case`.
    package var name: String
    package var fields: [Field]
    /// Exactly one of these keys must be present; they are fields too.
    package var exactlyOne: [String]
    /// At least one of these keys must be present.
    package var atLeastOne: [String]

    package init(_ name: String, _ fields: [Field], exactlyOne: [String] = [], atLeastOne: [String] = []) {
        self.name = name
        self.fields = fields
        self.exactlyOne = exactlyOne
        self.atLeastOne = atLeastOne
    }
}

/// A key of a mapping: its shape, its default, and a sentence for the schema and the handbook.
package struct Field: Sendable {
    package var name: String
    package var shape: Shape
    package var isRequired: Bool
    package var summary: String
    /// The default as a person would write it.
    package var fallback: String?

    /// False for a key that is only named to tell that it comes later.
    package var isAvailable: Bool { if case .unavailable = shape { false } else { true } }

    package init(
        _ name: String, _ shape: Shape, required: Bool = false, default fallback: String? = nil, _ summary: String
    ) {
        self.name = name
        self.shape = shape
        isRequired = required
        self.summary = summary
        self.fallback = fallback
    }
}
