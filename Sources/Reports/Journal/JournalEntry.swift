package import Model

/// One line of a journal: when, and one of the four things that can be told.
package struct JournalEntry: Sendable, Codable, Equatable {
    package var at: Timestamp
    /// The first line: the record of a run in which every planned check is skipped.
    package var run: RunRecord?
    /// A suite without cases.
    package var suiteStarted: SuiteResult?
    package var caseFinished: FinishedCase?
    /// The suite with all its cases, which replace those told before.
    package var suiteFinished: SuiteResult?

    package struct FinishedCase: Sendable, Codable, Equatable {
        package var suite: String
        package var result: CaseResult
    }

    private init(at: Timestamp) { self.at = at }

    package static func run(_ record: RunRecord) -> JournalEntry {
        var entry = JournalEntry(at: record.startedAt)
        entry.run = record
        return entry
    }

    /// What the event adds to the journal; nil for mere progress.
    package init?(_ event: RunEvent, at: Timestamp) {
        self.init(at: at)
        switch event {
        case .suiteStarted(let name, let kind, _):
            suiteStarted = SuiteResult(name: name, kind: kind, file: "", startedAt: at)
        case .caseFinished(let suite, let result): caseFinished = FinishedCase(suite: suite, result: result)
        case .suiteFinished(let suite): suiteFinished = suite
        case .started, .progress, .interrupted: return nil
        }
    }

    func redacted(by redactor: Redactor) -> JournalEntry {
        var entry = self
        entry.run = run?.redacted(by: redactor)
        entry.suiteStarted = suiteStarted?.redacted(by: redactor)
        entry.suiteFinished = suiteFinished?.redacted(by: redactor)
        if let finished = caseFinished {
            entry.caseFinished = FinishedCase(
                suite: redactor.redact(finished.suite), result: finished.result.redacted(by: redactor))
        }
        return entry
    }

    /// The entry on one line, without a line end.
    package func encoded() throws(ReportError) -> [UInt8] { try RunJSON.encodeLine(self) }

    package static func decode(_ line: [UInt8]) throws(ReportError) -> JournalEntry {
        try RunJSON.decode(JournalEntry.self, line)
    }
}
