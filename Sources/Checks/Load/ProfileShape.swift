internal import Model

/// The vocabulary of `load`: who sends how much for how long. Which keys go together is `ProfileDecoder`'s to say.
enum ProfileShape {
    static let profile = MappingShape(
        "load",
        [
            Field(
                "model", .choice(["closed", "open"]), default: "closed",
                "closed: each user waits for its answer before it goes on; open: iterations start when the plan says"),
            Field("users", .integer(1...100_000), "closed: how many users send at the same time"),
            Field("think_time", .scalarOr(.durationOrZero, thinkTime), default: "0s", "closed: between two iterations"),
            Field("pacing", .duration, "closed: the least time from the start of one iteration to that of the next"),
            Field(
                "arrivals", .choice(["constant", "poisson"]), default: "constant",
                "open: evenly spaced, or at random as independent visitors come"),
            Field("rate", rate, "open: iterations started a second"),
            Field("stages", .list(.mapping(stage), nonEmpty: true), "open: the rate over time, one after another"),
            Field(
                "max_in_flight", .integer(1...100_000), default: "twice the highest rate, from 100 to 10000",
                "open: iterations under way at a time, at most; what is due beyond that waits"),
            Field("duration", .duration, "how long load is measured, after the warm-up"),
            Field("iterations", .integer(1...1_000_000_000), "ends after this many iterations, warm-up included"),
            Field(
                "connections", .scalarOr(.choice(["per_user"]), connections), default: "per_user",
                "each user has its own connections, or all share some"),
            Field("keep_alive", .boolean, default: "true", "whether a connection carries more than one request"),
            Field(
                "streams", .integer(1...1000), default: "100",
                "HTTP/2 requests at a time on one shared connection, at most"),
            Field(
                "cookies", .choice(["per_user", "none"]), default: "per_user",
                "whether each user keeps, within an iteration, the cookies that servers set"),
            Field("threads", .integer(1...64), default: "as many as the plan needs", "generator threads"),
        ])

    static let thinkTime = MappingShape(
        "think_time",
        [
            Field(
                "uniform", .list(.durationOrZero, nonEmpty: true), "[least, most]: every time in between is as likely"),
            Field("exponential", .duration, "the mean of an exponential distribution, cut off at ten times the mean"),
        ], exactlyOne: ["uniform", "exponential"])

    static let stage = MappingShape(
        "stage",
        [
            Field("to", rate, "the rate at the end of a ramp"),
            Field("ramp", .duration, "how long the rate takes to change evenly"),
            Field("from", rate, default: "the rate before it, at first 0rps", "the rate at the beginning of a ramp"),
            Field("hold", .duration, "how long the rate stays"),
            Field("at", rate, default: "the rate before it", "the rate that is held, from its beginning on"),
        ], exactlyOne: ["ramp", "hold"])

    static let connections = MappingShape(
        "connections",
        [
            Field(
                "shared", .integer(1...100_000), required: true,
                "how many there are to each server; who finds none waits"
            )
        ])

    private static let rate: Shape = .checked("a rate such as 200rps", rateProblem)

    /// The engine plans at most this many starts a second.
    static let highestRate = 1_000_000.0

    @Sendable private static func rateProblem(_ text: String) -> String? {
        guard let rate = Quantity.perSecond(text) else { return "a number with the unit rps, such as 200rps or 0.5rps" }
        return rate > highestRate ? "at most 1000000rps" : nil
    }
}
