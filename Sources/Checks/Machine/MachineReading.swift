internal import Host
internal import Model
internal import Threads

/// What the kinds of step share that look at this machine: readings on a thread of their own, over by a deadline.
///
/// Whatever can't be read is errored: this machine was not found to be at fault, and not found to be fit either.
struct MachineReading: Sendable {
    /// `disk /var`: the step's request, and what findings are about.
    let subject: String
    let timeout: Duration
    let location: SourceLocation

    /// What a reading makes of this machine.
    struct Result: Sendable {
        /// In one line, for people.
        var summary: String
        var evidence: Evidence
    }

    /// One attempt, over by its own time limit and the deadline.
    func attempt(
        by deadline: ContinuousClock.Instant, _ read: @escaping @Sendable () throws -> Result
    ) async -> ProbeResult {
        let end = min(deadline, ContinuousClock.now.advanced(by: timeout))
        let result = await OwnThread.run(until: end) { Swift.Result { try read() } }
        switch result {
        case nil:
            if Task.isCancelled { return errored("interrupted") }
            return errored("the system did not answer in \(timeout.text)")
        case .failure(let error)?: return errored("\(error)")
        case .success(let result)?:
            return ProbeResult(
                request: subject, response: result.summary, subject: subject, finding: .evidence(result.evidence))
        }
    }

    /// It could not be found out, and why.
    func errored(_ why: String, expected: String = "a reading") -> ProbeResult {
        ProbeResult(
            request: subject, subject: subject,
            finding: .failure(
                Observation(
                    property: "reading", expected: expected, actual: why, outcome: .errored, location: location)))
    }

    /// A field that these kinds share.
    static let timeoutField = Field("timeout", .duration, default: "10s", "for the whole reading")

    static func timeout(_ reader: Reader) -> Duration { reader.duration("timeout") ?? .seconds(10) }
}
