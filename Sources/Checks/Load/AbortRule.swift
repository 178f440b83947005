package import Model

/// A limit that ends a load early: `ratio(errors) > 20% for 10s` is met when it held over the last ten seconds.
package struct AbortRule: Sendable {
    /// What must not be: here the comparison names the bad side.
    package var condition: Threshold
    /// How far back it looks; it is not asked before that much of the measurement has passed.
    package var window: Duration
    /// As written.
    package var id: String
    package var location: SourceLocation

    package init(condition: Threshold, window: Duration, id: String, location: SourceLocation) {
        self.condition = condition
        self.window = window
        self.id = id
        self.location = location
    }
}
