/// Stands for an environment variable that is not set, where a project is only validated.
///
/// Nothing can be said about a text that it stands in: its type, its unit and its form are known when it is set.
package enum Unset {
    /// A private-use character, so that no text of a person is taken for it.
    package static let placeholder = "\u{F8FF}unset"

    package static func stands(in text: String) -> Bool { text.utf8.count >= 8 && text.contains(placeholder) }
}
