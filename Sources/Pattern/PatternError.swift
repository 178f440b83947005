/// Why a pattern can't be used, or a search did not come to an end.
package enum PatternError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The limit that a search ran into.
    package enum Limit: String, Sendable {
        case time = "took too long"
        case steps = "took too many steps at one place"
        case memory = "took too much memory"
        case matches = "has too many matches"
    }

    /// The pattern breaks the syntax of PCRE2; `offset` counts characters (Unicode scalars) from 0.
    case invalid(offset: Int, sentence: String)
    /// The pattern is longer than this many bytes.
    case tooLong(limit: Int)
    /// The search was broken off; whether the pattern matches is not known.
    case limitReached(Limit)
    /// PCRE2 reported something that should not happen.
    case failed(sentence: String)

    package var description: String {
        switch self {
        case .invalid(let offset, let sentence): "at character \(offset + 1): \(sentence)"
        case .tooLong(let limit): "the pattern is longer than the limit of \(limit) bytes"
        case .limitReached(let limit):
            "the search \(limit.rawValue) and was broken off: the pattern may repeat what repeats itself, as in (a+)+"
        case .failed(let sentence): "the search failed: \(sentence)"
        }
    }
}
