/// A match and what its groups caught.
package struct Match: Sendable, Equatable {
    /// The whole match.
    package let text: String
    /// Where it lies, in bytes of the subject's UTF-8.
    package let range: Range<Int>
    /// What the numbered groups caught, group 1 first; `nil` for groups that took no part.
    package let groups: [String?]
    /// What the named groups caught; those that took no part are missing.
    package let namedGroups: [String: String]

    /// What a group caught; group 0 is the whole match.
    package subscript(group: Int) -> String? {
        if group == 0 { return text }
        return groups.indices.contains(group - 1) ? groups[group - 1] : nil
    }

    /// What the group of that name caught.
    package subscript(name: String) -> String? { namedGroups[name] }
}
