/// The exit statuses of `gonogo`; documented in Documentation/Reports.md and stable.
package enum ExitStatus: Int32, Sendable {
    case go = 0
    case noGo = 1
    /// A usage error, or an invalid suite or project file: nothing was sent.
    case invalid = 2
    case inconclusive = 3
    /// Only with `--strict-warnings`.
    case goWithWarnings = 4
    case nothingSelected = 5
    /// A report or a piece of evidence could not be written safely.
    case reportNotWritten = 6
    case internalError = 70
    case interruptedBySIGINT = 130
    case interruptedBySIGTERM = 143

    /// The status that a finished record asks for.
    package init(_ record: RunRecord, strictWarnings: Bool) {
        if let interruption = record.interruption, interruption.cause == .signal {
            self = interruption.signal == 15 ? .interruptedBySIGTERM : .interruptedBySIGINT
            return
        }
        switch record.verdict.decision {
        case .go: self = strictWarnings && record.verdict.hasWarnings ? .goWithWarnings : .go
        case .noGo: self = .noGo
        case .inconclusive: self = .inconclusive
        }
    }
}
