/// Why something about this machine could not be found out; the description is a sentence without a full stop.
package enum HostError: Error, Equatable, CustomStringConvertible {
    /// This system doesn't tell, or has no such thing.
    case notOnThisSystem(String)
    /// The system refused; `why` is its own reason.
    case unreadable(String, why: String)
    /// The system answered something that can't be taken for a reading.
    case malformed(String, String)
    /// A bound of ours was reached.
    case tooMuch(String)

    package var description: String {
        switch self {
        case .notOnThisSystem(let what), .tooMuch(let what): what
        case .unreadable(let what, let why): "cannot read \(what): \(why)"
        case .malformed(let what, let problem): "\(what) can't be used: \(problem)"
        }
    }
}
