/// What can make a measurement worthless, by the names that reports show.
package enum ValidityRule: String, Sendable, CaseIterable {
    /// The load did not come to its planned end.
    case ending
    /// The generator could not send: names, routes, descriptors, ports.
    case generatorFailures = "generator-failures"
    /// A scenario or a step was never sent.
    case unsent
    /// Requests began later than planned.
    case lateness
    /// The generator's lateness changed a percentile that is judged.
    case shift
    /// Too few of the planned iterations of an open model began.
    case started
    case generatorCPU = "generator-cpu"
    /// A generator thread was held up.
    case stall
    /// Somebody set the clock, or the machine slept.
    case clock
    /// Iterations waited below `max_in_flight` while the target was fast enough.
    case inFlight = "max-in-flight"
    /// Response times drifted.
    case steady

    /// The generator itself was slow, which makes every figure of time look worse than it is.
    var isGenerators: Bool {
        switch self {
        case .lateness, .shift, .generatorCPU, .stall, .clock: true
        case .ending, .generatorFailures, .unsent, .started, .inFlight, .steady: false
        }
    }
}

/// A rule that a measurement did not keep.
package struct BrokenRule: Sendable, Equatable {
    package var rule: ValidityRule
    /// What was measured, in words.
    package var figure: String
    /// What it may be at most, or at least.
    package var limit: String
    /// What to do about it, a sentence.
    package var remedy: String

    /// All of it on one line.
    package var sentence: String { "\(rule.rawValue): \(figure) (limit: \(limit)); \(remedy)" }
}
