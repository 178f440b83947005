package import Model

/// What a suite asks of one key, in every environment alike.
package struct KeySpec: Sendable {
    package var key: String
    package var location: SourceLocation
    package var type: ValueType
    package var isRequired: Bool
    /// When it is required, where that depends on other keys.
    package var requirement: Requirement?
    /// It must not be set, in any environment.
    package var isForbidden = false
    /// What the suite says about it; nil where it says nothing.
    package var isSecret: Bool?
    package var severity: Severity
    /// The values of an `enum`.
    package var values: [String]
    package var schemes: [String]
    package var pattern: Operand?
    package var minimum: Operand?
    package var maximum: Operand?
    package var minimumBytes: Int?
    package var minimumLength: Int?
    /// What the value has to equal, by environment.
    package var equals: [String: Operand]

    /// True where no part of the value may be shown. A DSN holds a password more often than not.
    var isWithheld: Bool {
        equals.values.contains(where: \.isSecret) || isSecret ?? (type == .dsn || KeyName.suggestsSecret(key))
    }

    /// What is asked, in a few words: `required, dsn, withheld`.
    var summary: String {
        var words = [
            isRequired ? "required" : requirement.map { "required when \($0.text)" } ?? "optional",
            type == .enum ? "one of \(values.joined(separator: ", "))" : type.rawValue,
        ]
        if let minimum { words.append("at least \(minimum.shown)") }
        if let maximum { words.append("at most \(maximum.shown)") }
        if let minimumBytes { words.append("at least \(minimumBytes) bytes") }
        if let minimumLength { words.append("at least \(minimumLength) characters") }
        return words.joined(separator: ", ").clipped(to: 120)
    }
}

/// A text of the suite that a value is compared with.
package struct Operand: Sendable, Equatable {
    package var text: String
    /// Written without quotes: it may be meant as a number.
    package var isPlain: Bool
    /// Filled in from a secret variable: it is never shown.
    package var isSecret: Bool
    package var location: SourceLocation
}

extension Operand {
    /// The text for a message.
    var shown: String { isSecret ? "a secret value (withheld)" : "`\(text.clipped(to: 60).printable)`" }
}
