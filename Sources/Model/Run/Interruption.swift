/// Why a run ended before everything planned was done.
package struct Interruption: Sendable, Codable, Equatable {
    package enum Cause: String, Sendable, Codable {
        case signal
        case maxDuration = "max_duration"
        /// The process ended without a word; the record was put together from its journal.
        case killed
    }

    package var cause: Cause
    /// The signal's number, where one was the cause.
    package var signal: Int32?
    package var limitSeconds: Double?

    package static func signal(_ number: Int32) -> Interruption { Interruption(cause: .signal, signal: number) }

    package static func maxDuration(seconds: Double) -> Interruption {
        Interruption(cause: .maxDuration, limitSeconds: seconds)
    }

    package static let killed = Interruption(cause: .killed)

    package var sentence: String {
        switch cause {
        case .signal where signal == 2: "interrupted by SIGINT"
        case .signal where signal == 15: "interrupted by SIGTERM"
        case .signal: "interrupted by signal \(signal ?? 0)"
        case .maxDuration: "stopped at max_duration (\(DurationText.text(seconds: limitSeconds ?? 0)))"
        case .killed: "the run ended without finishing; this is what its journal held"
        }
    }
}
