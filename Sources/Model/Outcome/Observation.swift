/// One expectation and what was found in its place.
package struct Observation: Sendable, Codable, Equatable {
    /// What was looked at: `status`, `jsonpath $.token`, `p95(response)`.
    package var property: String
    package var expected: String
    package var actual: String
    package var outcome: Outcome
    /// A sentence of the suite's author, or why it could not be found out.
    package var message: String?
    /// One of the error classes that checks and load share: `dns connect tls timeout reset protocol too_large decode
    /// status check`.
    package var errorClass: String?
    /// Where the suite asks for this, or where in a config file it was found.
    package var location: SourceLocation?
    /// The broken rule, where a tool may want to track it.
    package var finding: Finding?

    package init(
        property: String, expected: String, actual: String, outcome: Outcome, message: String? = nil,
        errorClass: String? = nil, location: SourceLocation? = nil, finding: Finding? = nil
    ) {
        self.property = property
        self.expected = expected
        self.actual = actual
        self.outcome = outcome
        self.message = message
        self.errorClass = errorClass
        self.location = location
        self.finding = finding
    }

    /// The observation in one sentence.
    package var sentence: String {
        let facts = "\(property): expected \(expected), got \(actual)"
        return message.map { "\($0) (\(facts))" } ?? facts
    }
}
