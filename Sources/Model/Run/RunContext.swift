/// What every part of a run may know.
package struct RunContext: Sendable {
    /// The folder of the project file: relative paths in suites start at the suite's own folder, see `directory`.
    package var directory: String
    package var environment: RunRecord.Environment
    package var scope: Scope
    package var redactor: Redactor
    /// The run's end by `max_duration`; everything a check does has to be over by then.
    package var deadline: ContinuousClock.Instant
    /// What is to be remembered after a GO.
    package var commitments: Commitments
    /// Told how far a long check has come.
    package var progress: @Sendable (RunProgress) -> Void

    package init(
        directory: String, environment: RunRecord.Environment, scope: Scope, redactor: Redactor,
        deadline: ContinuousClock.Instant, commitments: Commitments = Commitments(),
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) {
        self.directory = directory
        self.environment = environment
        self.scope = scope
        self.redactor = redactor
        self.deadline = deadline
        self.commitments = commitments
        self.progress = progress
    }

    /// What is left until the run's deadline, never negative.
    package var timeLeft: Duration { max(.zero, ContinuousClock.now.duration(to: deadline)) }
}
