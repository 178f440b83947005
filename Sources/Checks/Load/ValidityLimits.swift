/// What a measurement must keep to be believed; a suite's `validity` may widen or tighten each.
package struct ValidityLimits: Sendable, Equatable {
    /// p99 of the generator's lateness may be this or 5 % of the median service time, whichever is more.
    package var maxLateness = Duration.milliseconds(1)
    /// The longest that a generator thread's heartbeat may come late.
    package var maxStall = Duration.milliseconds(50)
    /// Busy share of the busiest generator thread, 0 to 1.
    package var maxGeneratorCPU = 0.8
    /// Begun iterations among those that were due, 0 to 1.
    package var minStarted = 0.99
    /// How far a gated percentile may move when the generator's lateness is taken out, as a ratio.
    package var maxShift = 0.02
    /// Whether response times must not drift over the measurement.
    package var steady = true

    package init() {}
}
