internal import Model

/// The vocabulary of `check`, `assert`, `until` and `fail_if`.
enum AssertionShape {
    static let predicates: [Field] = [
        Field("eq", .any, "equals this value; JSON types count, `1` is not `\"1\"`"),
        Field("ne", .any, "is something else than this value"),
        Field("lt", .any, "is less than this value; durations and sizes with their unit"),
        Field("lte", .any, "is this value or less"),
        Field("gt", .any, "is more than this value"),
        Field("gte", .any, "is this value or more"),
        Field("contains", .any, "a text contains this text, a list this element, an object this name"),
        Field("starts_with", .text, "begins with this text"),
        Field("ends_with", .text, "ends with this text"),
        Field("matches", .text, "this regular expression is found in the text"),
        Field("exists", .boolean, "is there, or with false is not there"),
        Field("is_empty", .boolean, "is an empty text, list or object, or null, or not there"),
        Field("type", .choice(Predicate.typeNames), "has this JSON type"),
        Field("count", .lazy({ number }, name: "count"), "how many values there are: a number, or predicates about it"),
        Field("one_of", .list(.any, nonEmpty: true), "equals one of these values"),
        Field("not", .lazy({ .mapping(negated) }, name: "not"), "the predicates in here do not hold"),
    ]

    private static let number: Shape = .scalarOr(.integer(0...1_000_000_000), predicateMapping("count"))

    private static let negated = predicateMapping("not")

    static let predicateNames = predicates.map(\.name)

    private static func predicateMapping(_ name: String) -> MappingShape {
        MappingShape(name, predicates, atLeastOne: predicates.map(\.name))
    }

    /// A literal that must be equal, or predicates.
    static func expectation(_ name: String) -> Shape { .scalarOr(.text, predicateMapping(name)) }

    static let timings = MappingShape(
        "timings",
        ["dns", "connect", "tls", "ttfb", "total"].map {
            Field($0, .mapping(predicateMapping($0)), "the time of this phase, such as {lt: 800ms}")
        }, atLeastOne: ["dns", "connect", "tls", "ttfb", "total"])

    static let tls = MappingShape(
        "tls",
        [
            Field("valid", expectation("valid"), "true when the chain and the host name hold"),
            Field("days_left", expectation("days_left"), "days until the certificate ends"),
            Field("fraction_left", expectation("fraction_left"), "share of its lifetime that is left, 0 to 1"),
            Field(
                "expires_in", .mapping(predicateMapping("expires_in")),
                "what is left of its lifetime, such as {gte: 30d or 33%}: the lesser of both is asked for"),
            Field("issuer", expectation("issuer"), "the certificate's issuer"),
            Field("subject", expectation("subject"), "the certificate's subject"),
            Field("version", expectation("version"), "the protocol, such as TLSv1.3"),
            Field("cipher", expectation("cipher"), "the cipher suite"),
            Field("alpn", expectation("alpn"), "the protocol that ALPN chose, such as h2"),
        ],
        atLeastOne: [
            "valid", "days_left", "fraction_left", "expires_in", "issuer", "subject", "version", "cipher", "alpn",
        ])

    private static let general: [Field] = [
        Field("status", .oneOrMany(statusShape), "the HTTP status: 200, 2xx, a list of these, or predicates"),
        Field("version", expectation("version"), "HTTP/1.1 or HTTP/2; a database server's version, such as 15.18"),
        Field("headers", .dictionary(expectation("header"), nonEmpty: true), "response headers by name, case ignored"),
        Field("cookies", .dictionary(expectation("cookie"), nonEmpty: true), "cookies that the response sets, by name"),
        Field("body", expectation("body"), "the body as text"),
        Field(
            "json", .any, "a part of the JSON body: what is named must be there, and may be a marker such as <<uuid>>"),
        Field("bytes", expectation("bytes"), "the body's size after decompression"),
        Field("sha256", expectation("sha256"), "the body's SHA-256 in lower-case hexadecimal"),
        Field("url", expectation("url"), "the URL after redirects"),
        Field("redirects", expectation("redirects"), "how many redirects were followed"),
        Field("timings", .mapping(timings), "the phases of the exchange"),
        Field("tls", .mapping(tls), "the connection's TLS facts"),
        Field("exit_code", expectation("exit_code"), "a command's exit status"),
        Field("stdout", expectation("stdout"), "a command's output"),
        Field("stderr", expectation("stderr"), "a command's error output"),
        Field("received", expectation("received"), "what a TCP server sent"),
    ]

    /// What may be expected of evidence directly, in `check` and in the items of lists.
    static let direct: [Field] = general + StepFact.all.map(field)

    private static func field(_ fact: StepFact) -> Field {
        let one = expectation(fact.name)
        return Field(fact.name, fact.isList ? .oneOrMany(one) : one, fact.summary)
    }

    /// The keys that name something found out, as against predicates and the like.
    static let factNames = Set(direct.map(\.name) + queries.map(\.name))

    private static let statusShape: Shape = .scalarOr(
        .checked(
            "a status such as 200 or 2xx",
            { StatusExpectation($0) == nil ? "three digits, or a class such as 2xx" : nil }),
        predicateMapping("status"))

    static let queries: [Field] = [
        Field("header", .text, "a response header by name"),
        Field("cookie", .text, "a cookie that the response sets"),
        Field("jsonpath", .text, "an RFC 9535 query into the JSON body"),
        Field("xpath", .text, "an XPath 1.0 expression on the XML body"),
        Field("regex", .text, "the first group of the first match in the body, or the whole match"),
    ]

    /// One item of `assert`, `until` or `fail_if`.
    static let item = MappingShape(
        "assertion",
        queries + direct + predicates + [Field("message", .text, "a sentence that is shown when it does not hold")],
        exactlyOne: queries.map(\.name) + direct.map(\.name))

    static let check = MappingShape(
        "check",
        direct + [Field("assert", .list(.mapping(item), nonEmpty: true), "further expectations, each with its query")],
        atLeastOne: direct.map(\.name) + ["assert"])

    /// The facts that a step may keep under a name.
    private static let capturable =
        [
            "status", "version", "body", "bytes", "sha256", "url", "redirects", "exit_code", "stdout", "stderr",
            "received",
        ] + StepFact.all.map(\.name)

    static let capture = MappingShape(
        "capture",
        queries + capturable.map { Field($0, .choice(["true"]), "keeps this fact; write true") }
            + [
                Field(
                    "secret", .boolean, default: "true for names such as token and db_password",
                    "masks the value in every output")
            ],
        exactlyOne: queries.map(\.name) + capturable)
}

/// `200` or `2xx`.
enum StatusExpectation {
    case exactly(Int)
    case hundreds(Int)

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 3, (0x31...0x35).contains(bytes[0]) else { return nil }
        if text.lowercased().hasSuffix("xx") {
            self = .hundreds(Int(bytes[0] - 0x30))
        } else if let status = Quantity.integer(text) {
            self = .exactly(status)
        } else {
            return nil
        }
    }

    var statuses: Set<Int> {
        switch self {
        case .exactly(let status): [status]
        case .hundreds(let digit): Set(digit * 100..<(digit + 1) * 100)
        }
    }
}
