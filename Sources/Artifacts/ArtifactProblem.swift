/// What is wrong with an artefact of a release, for a verdict and for tools that track findings.
package struct ArtifactProblem: Error, Sendable, Equatable {
    /// The rule's stable id: `preflight/backup-truncated`.
    package var rule: String
    /// What it is about, by names alone: `approval.technical_approval`.
    package var subject: String
    package var expected: String
    package var actual: String
    /// What would make it right, in one sentence.
    package var fix: String?
    /// The line in the artefact, from 1.
    package var line: Int
    /// The column in characters, from 1.
    package var column: Int
    /// True where it could not be found out, as against a fault of the artefact.
    package var isUnknown: Bool
    /// Where line and column are counted.
    package var place = Place.artefact

    package enum Place: Sendable, Equatable {
        /// In the artefact that is looked at.
        case artefact
        /// In a file beside it.
        case file(String)
        /// Nowhere, since there is no file: the suite's own place is the one to show.
        case suite
    }

    /// The same problem at another place.
    package func at(_ place: Place) -> ArtifactProblem {
        var problem = self
        problem.place = place
        return problem
    }

    package init(
        _ rule: String, _ subject: String, expected: String, actual: String, fix: String? = nil, line: Int = 1,
        column: Int = 1, isUnknown: Bool = false
    ) {
        self.rule = rule
        self.subject = subject
        self.expected = expected
        self.actual = actual
        self.fix = fix
        self.line = line
        self.column = column
        self.isUnknown = isUnknown
    }
}
