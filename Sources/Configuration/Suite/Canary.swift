package import Model

/// The stages by which a value is raised in one environment, and how it may move between them.
package struct Canary: Sendable {
    package var key: String
    package var location: SourceLocation
    /// In the order in which they are taken.
    package var stages: [Operand]
    /// How many stages one release may go up.
    package var maximumStep: Int
    /// The file that remembers the stage of the last GO; nil where steps can't be judged.
    package var statePath: String?
    /// How long the value must have stood at a stage before it goes up.
    package var soak: Duration?
}

/// Where a canary was after the last run that ended with GO.
///
///     {"schema":"gonogo.canary/1","environment":"production","key":"EVENT_SAMPLING_RATE","stage":"0.01",
///      "since":"2026-11-20T10:00:00Z"}
package struct CanaryState: Sendable, Equatable {
    package var environment: String
    package var key: String
    /// As the suite writes it.
    package var stage: String
    /// When a run first ended with GO at this stage.
    package var since: Timestamp

    package init(environment: String, key: String, stage: String, since: Timestamp) {
        self.environment = environment
        self.key = key
        self.stage = stage
        self.since = since
    }

    package static let schema = "gonogo.canary/1"
    /// A larger file is none of ours.
    package static let maximumBytes = 65_536
}
