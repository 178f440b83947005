package import Model

/// What a value, or a part of one, is.
package enum SecretKind: String, Sendable, CaseIterable {
    case secret, reference, placeholder
    case defaultCredential = "default credential"
    case `public`, unknown
}

/// A part of a value that breaks a rule.
package struct SecretMatch: Sendable, Equatable {
    package var kind: SecretKind
    package var rule: SecretRule
    /// Where the part stands in the value, in UTF-8 bytes.
    package var range: Range<Int>
    /// What the part is, by the kind of thing alone: `password`, `GitHub token`.
    package var what: String
    /// The part itself, as it is written.
    package var part: Secret
}
