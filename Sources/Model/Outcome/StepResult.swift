/// What one step did and found.
package struct StepResult: Sendable, Codable, Equatable {
    package var name: String
    /// The kind of step: `http`, `tcp`, `tls`, `command`, `threshold`, `rule`.
    package var kind: String
    package var outcome: Outcome
    /// What was asked, in one line: `GET http://127.0.0.1:8080/health`.
    package var request: String?
    /// What came back, in one line: `200, 118 bytes, HTTP/1.1`.
    package var response: String?
    package var attempts: Int
    /// Passed, but only after an attempt that had failed; waiting with `until` is not that.
    package var passedOnRetry: Bool
    package var durationMs: Double
    package var timings: Timings?
    package var observations: [Observation]
    package var location: SourceLocation?

    package init(
        name: String, kind: String, outcome: Outcome, request: String? = nil, response: String? = nil,
        attempts: Int = 1,
        passedOnRetry: Bool = false, durationMs: Double = 0, timings: Timings? = nil, observations: [Observation] = [],
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.kind = kind
        self.outcome = outcome
        self.request = request
        self.response = response
        self.attempts = attempts
        self.passedOnRetry = passedOnRetry
        self.durationMs = durationMs
        self.timings = timings
        self.observations = observations
        self.location = location
    }
}
