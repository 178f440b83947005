/// Progress of a run, for people who wait; no report is made from it.
package enum RunEvent: Sendable {
    case started(units: Int, suites: Int)
    case suiteStarted(name: String, kind: SuiteKindName, units: Int)
    case caseFinished(suite: String, CaseResult)
    /// Of a check that takes long.
    case progress(suite: String, RunProgress)
    case suiteFinished(SuiteResult)
    case interrupted(Interruption)
}
