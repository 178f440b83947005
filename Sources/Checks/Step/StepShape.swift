internal import Model

/// The format of a step: one kind of check, and what all kinds share.
enum StepShape {
    static func step(_ kinds: [any StepKind.Type]) -> MappingShape {
        MappingShape(
            "step",
            [Field("name", .text, default: "the kind of the step", "what the step does")]
                + kinds.map { Field($0.name, .mapping($0.shape), $0.summary) }
                + [
                    Field("check", .mapping(AssertionShape.check), "what has to hold of the answer"),
                    Field(
                        "capture", .dictionary(.mapping(AssertionShape.capture)), "values kept for later steps, by name"
                    ),
                    Field("retry", .mapping(retry), "tries again, or waits until something holds"),
                    Field(
                        "repeat", .mapping(repeated), "does the same several times before the one that check is about"),
                    Field(
                        "mutating", .boolean, default: "false",
                        "changes the target: refused where the environment is protected"),
                    Field(
                        "active", .boolean, default: "false",
                        "probes how the target defends itself: refused where the environment is protected"),
                    Field("always", .boolean, default: "false", "in after: runs also when the case has failed"),
                ], exactlyOne: kinds.map { $0.name })
    }

    static let retry = MappingShape(
        "retry",
        [
            Field("until", .list(.mapping(AssertionShape.item), nonEmpty: true), "waits until all of these hold"),
            Field(
                "fail_if", .list(.mapping(AssertionShape.item), nonEmpty: true),
                "ends at once as failed when one of these holds"),
            Field(
                "attempts", .integer(1...10_000), default: "3, or as many as the time allows with until",
                "the most attempts"),
            Field("delay", .durationOrZero, default: "0s", "waits before the first attempt"),
            Field("interval", .durationOrZero, default: "1s", "waits between attempts"),
            Field(
                "backoff", .checked("a factor from 1 to 10", factorProblem), default: "1",
                "multiplies the interval after each attempt"),
            Field("max_interval", .duration, default: "60s", "the longest interval"),
            Field("timeout", .duration, default: "60s", "no attempt begins later; the last one has 2 s"),
        ], atLeastOne: ["until", "attempts", "timeout"])

    static let repeated = MappingShape(
        "repeat",
        [
            Field("earlier", .integer(1...1_000), required: true, "how many go before the one that check is about"),
            Field("check", .mapping(AssertionShape.check), "what has to hold of each of these"),
            Field("within", .duration, default: "60s", "the last one begins by then, or nothing was found out"),
        ])

    @Sendable private static func factorProblem(_ text: String) -> String? {
        guard let factor = Quantity.number(text), (1...10).contains(factor) else { return "a number such as 1.5" }
        return nil
    }
}
