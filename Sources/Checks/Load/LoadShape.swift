internal import Model

/// The vocabulary of performance suites.
enum LoadShape {
    static let fields: [Field] = [
        Field("seed", .integer(0...Int.max), default: "0", "decides every draw, so that a run can be repeated"),
        Field("load", .mapping(ProfileShape.profile), required: true, "who sends how much for how long"),
        Field("warmup", .durationOrZero, default: "0s", "load before the measurement, recorded apart and never judged"),
        Field(
            "defaults",
            .mapping(
                MappingShape(
                    "defaults", [Field("http", .mapping(MappingShape("http", shared)), "defaults for every request")])),
            "defaults for the scenarios' steps"),
        Field(
            "data", .list(.mapping(data), nonEmpty: true), "tables whose columns are variables, dealt out row by row"),
        Field(
            "scenarios", .list(.mapping(scenario), nonEmpty: true), required: true,
            "what users do; each iteration draws one by weight"),
        Field("thresholds", .list(.mapping(threshold), nonEmpty: true), required: true, "the limits that decide"),
        Field(
            "regression", .unavailable("remove it; absolute limits go under thresholds"), "limits against a baseline"),
        Field(
            "abort", .list(.scalarOr(.word, abort), nonEmpty: true),
            "what ends the load early, as NO-GO: agg(metric{selector}) op value for TIME"),
        Field("validity", .mapping(ValidityDecoder.shape), "what the measurement itself must keep to be believed"),
    ]

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
            Field("name", .word, default: "the method and path", "for selectors and reports"),
            Field("http", .mapping(http), required: true, "the request"),
            Field("check", .mapping(AssertionShape.check), required: true, "what makes an answer a success"),
            Field(
                "capture", .dictionary(.mapping(AssertionShape.capture)),
                "values kept for the later steps of the scenario, by name"),
            Field(
                "mutating", .boolean, default: "false", "changes the target: refused where the environment is protected"
            ),
        ])

    static let data = MappingShape(
        "data",
        [
            Field("csv", .word, "a CSV file with a header line, from the suite's folder"),
            Field("json", .word, "a JSON file with a list of objects, from the suite's folder"),
            Field("rows", .list(.dictionary(.text), nonEmpty: true), "the rows themselves"),
            Field(
                "order", .choice(["sequential", "shuffled", "random"]), default: "sequential",
                "row after row, in an order that the seed decides, or each time any row"),
            Field(
                "per", .choice(["iteration", "user"]), default: "iteration",
                "each iteration has a row of its own, or each user of a closed model keeps one"),
        ], exactlyOne: ["csv", "json", "rows"])

    private static let requestKeys = ["url", "method", "query", "json", "form", "body", "cookies"]
    private static let sharedKeys = ["headers", "auth", "timeout", "connect_timeout", "max_body"]
    private static let connectionKeys = ["http_version", "connect_to", "unix_socket", "tls"]

    static let http = MappingShape("http", fields(requestKeys + sharedKeys + connectionKeys) + refused)
    private static let shared = fields(sharedKeys + connectionKeys) + refused.filter { $0.name != "file" }

    private static func fields(_ names: [String]) -> [Field] {
        HTTPStep.shape.fields.filter { names.contains($0.name) }.map { field in
            guard field.name == "auth" else { return field }
            var field = field
            field.shape = .scalarOr(.choice(["none"]), authentication)
            return field
        }
    }

    /// Values that come while load runs could not be put into a token any more.
    private static let authentication: MappingShape = {
        var shape = HTTPStep.authentication
        shape.fields.removeAll { $0.name == "jwt" }
        shape.exactlyOne.removeAll { $0 == "jwt" }
        return shape
    }()

    /// What http steps know and loads don't do.
    private static let refused = [
        Field("file", .unavailable("under load write json, form or body"), "a file that is the body"),
        Field(
            "follow_redirects", .unavailable("remove it; under load a redirect is an answer like any other"),
            "follows 3xx answers"),
        Field("max_redirects", .unavailable("remove it; under load no redirect is followed"), "most redirects"),
        Field(
            "compressed", .unavailable("remove it; under load bodies are taken as they come"), "asks for compression"),
        Field("proxy", .unavailable("remove it; a load measures its target without a proxy between"), "a proxy's URL"),
    ]

    static let abort = MappingShape(
        "abort", [Field("expr", .word, required: true, "such as ratio(errors) > 20% for 10s")])

    static let threshold = MappingShape(
        "threshold",
        [
            Field("expr", .word, required: true, "agg(metric{selector}) op value, such as p95(response) <= 2100ms"),
            Field(
                "severity", .choice(["block", "warn", "info", "valid"]), default: "block",
                "valid: when it does not hold, the measurement is broken and the verdict INCONCLUSIVE"),
        ])
}
