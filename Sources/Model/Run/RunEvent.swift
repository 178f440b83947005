/// Progress of a run, for people who wait; no report is made from it.
package enum RunEvent: Sendable {
    case started(units: Int, suites: Int)
    case suiteStarted(name: String, kind: SuiteKindName, units: Int)
    case caseFinished(suite: String, CaseResult)
    /// A line about a check that takes long: the load's rate, a retry's state.
    case progress(suite: String, String)
    case suiteFinished(SuiteResult)
    case interrupted(Interruption)
}
