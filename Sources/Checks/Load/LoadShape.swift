internal import Model

/// The vocabulary of performance suites.
enum LoadShape {
    static let fields: [Field] = [
        Field("seed", .integer(0...Int.max), default: "0", "decides every draw, so that a run can be repeated"),
        Field("load", .mapping(profile), required: true, "who sends how much for how long"),
        Field("warmup", .durationOrZero, default: "0s", "load before the measurement, recorded apart and never judged"),
        Field(
            "defaults",
            .mapping(
                MappingShape(
                    "defaults", [Field("http", .mapping(MappingShape("http", shared)), "defaults for every request")])),
            "defaults for the scenarios' steps"),
        Field(
            "scenarios", .list(.mapping(scenario), nonEmpty: true), required: true,
            "what users do; each iteration draws one by weight"),
        Field("thresholds", .list(.mapping(threshold), nonEmpty: true), required: true, "the limits that decide"),
        Field(
            "regression", .unavailable("remove it; absolute limits go under thresholds"), "limits against a baseline"),
        Field(
            "abort", .unavailable("remove it; the run's max_duration bounds the load"), "limits that end the load early"
        ),
    ]

    static let profile = MappingShape(
        "load",
        [
            Field(
                "model", .checked("closed", modelProblem), default: "closed", "closed: each user waits for its answer"),
            Field("users", .integer(1...100_000), required: true, "how many users send at the same time"),
            Field("duration", .duration, "how long load is measured, after the warm-up"),
            Field("iterations", .integer(1...1_000_000_000), "ends after this many iterations of all users together"),
            Field("think_time", .durationOrZero, default: "0s", "what a user waits between two iterations"),
            Field("threads", .integer(1...64), default: "as many as the plan needs", "generator threads"),
        ], exactlyOne: ["duration", "iterations"])

    static let scenario = MappingShape(
        "scenario",
        [
            Field("name", .identifier, required: true, "for selectors and reports"),
            Field("weight", .integer(1...1_000_000), default: "1", "how often it is drawn, relative to the others"),
            Field(
                "steps", .list(.mapping(step), nonEmpty: true), required: true,
                "requests that one user sends one after another"),
        ])

    static let step = MappingShape(
        "step",
        [
            Field("name", .text, default: "the method and path", "for selectors and reports"),
            Field("http", .mapping(http), required: true, "the request"),
            Field("check", .mapping(AssertionShape.check), required: true, "what makes an answer a success"),
            Field(
                "mutating", .boolean, default: "false", "changes the target: refused where the environment is protected"
            ),
        ])

    @Sendable private static func modelProblem(_ text: String) -> String? {
        if text == "closed" { return nil }
        return text == "open" ? "the open model is not available in this version: write closed" : "write closed"
    }

    private static let requestKeys = ["url", "method", "query", "json", "form", "body", "cookies"]
    private static let sharedKeys = ["headers", "auth", "timeout", "connect_timeout", "max_body"]

    static let http = MappingShape(
        "http", HTTPStep.shape.fields.filter { (requestKeys + sharedKeys).contains($0.name) })
    private static let shared = HTTPStep.shape.fields.filter { sharedKeys.contains($0.name) }

    static let threshold = MappingShape(
        "threshold",
        [
            Field("expr", .word, required: true, "agg(metric{selector}) op value, such as p95(response) <= 2100ms"),
            Field(
                "severity", .choice(["block", "warn", "info", "valid"]), default: "block",
                "valid: when it does not hold, the measurement is broken and the verdict INCONCLUSIVE"),
        ])
}
