/// Why a report could not be written or read; the description is a sentence without a full stop.
package enum ReportError: Error, Equatable, CustomStringConvertible {
    /// The deployment id can't be the name of a folder; the text says why.
    case unusableDeploymentID(String)
    /// At least one report is missing; `written` holds the paths of those that are there.
    case notWritten(problems: [String], written: [String])
    case notEncodable(String)
    /// The bytes are no run record that this program understands.
    case unreadable(String)

    package var description: String {
        switch self {
        case .unusableDeploymentID(let why): "the deployment id \(why)"
        case .notWritten(let problems, _): problems.joined(separator: "; ")
        case .notEncodable(let what): "the run record can't be written as JSON: \(what)"
        case .unreadable(let why): why
        }
    }
}
