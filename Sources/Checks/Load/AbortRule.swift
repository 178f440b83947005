internal import Model

/// A limit that ends a load early: `ratio(errors) > 20% for 10s` is met when it held over the last ten seconds.
struct AbortRule: Sendable {
    /// What must not be: here the comparison names the bad side.
    var condition: Threshold
    /// How far back it looks; it is not asked before that much of the measurement has passed.
    var window: Duration
    /// As written.
    var id: String
    var location: SourceLocation
}
