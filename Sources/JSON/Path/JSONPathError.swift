/// Why a query can't be parsed, or its evaluation did not come to an end.
package enum JSONPathError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The query breaks the grammar or the types of RFC 9535; `offset` counts characters (Unicode scalars) from 0.
    case invalid(offset: Int, sentence: String)
    /// The evaluation would visit or produce more than the limits allow.
    case tooMuchWork(sentence: String)
    /// The regex engine could not say whether this pattern matches, or there is none.
    case regexUndecided(sentence: String)

    /// The reason in words, without the place.
    package var sentence: String {
        switch self {
        case .invalid(_, let sentence), .tooMuchWork(let sentence), .regexUndecided(let sentence): sentence
        }
    }

    /// Where the query is wrong, in characters from 0; `nil` for faults of an evaluation.
    package var offset: Int? {
        if case .invalid(let offset, _) = self { offset } else { nil }
    }

    package var description: String {
        switch self {
        case .invalid(let offset, let sentence): "at character \(offset + 1): \(sentence)"
        case .tooMuchWork(let sentence), .regexUndecided(let sentence): sentence
        }
    }
}
