internal import Model

/// What a measurement must keep to be believed; a suite's `validity` may widen or tighten each.
struct ValidityLimits: Sendable, Equatable {
    /// p99 of the generator's lateness may be this or 5 % of the median service time, whichever is more.
    var maxLateness = Duration.milliseconds(1)
    /// The longest that a generator thread's heartbeat may come late.
    var maxStall = Duration.milliseconds(50)
    /// Busy share of the busiest generator thread, 0 to 1.
    var maxGeneratorCPU = 0.8
    /// Begun iterations among those that were due, 0 to 1.
    var minStarted = 0.99
    /// How far a gated percentile may move when the generator's lateness is taken out, as a ratio.
    var maxShift = 0.02
    /// Whether response times must not drift over the measurement.
    var steady = true
}
