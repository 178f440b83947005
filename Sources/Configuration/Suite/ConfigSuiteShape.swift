package import Model

/// The keys that a suite of kind `config` may have.
///
///     suite: environments
///     kind: config
///     sources:
///       staging:    [{file: config/staging.env, dialect: compose}]
///       production: [{file: config/production.env}]
///     keys:
///       DATABASE_URL:   {type: dsn, required: true, secret: true, schemes: [postgresql, postgres]}
///       NODE_ENV:       {type: enum, values: [development, staging, production], equals: "{{environment}}"}
///       SAMPLING_RATE:  {type: float, min: 0, max: 1, severity: warn}
///     unknown_keys: warn
///     environments:
///       production:
///         expect: {SAMPLING_RATE: 0.1, LOG_LEVEL: {ne: debug}}
///         forbid_keys: [SKIP_AUTH]
package enum ConfigSuiteShape {
    package static let fields = [
        Field(
            "sources", .dictionary(.list(.mapping(source), nonEmpty: true)), required: true,
            "the files of each environment; of several, the last one wins; every environment named here is checked"),
        Field("keys", .dictionary(.mapping(key)), required: true, "what is asked of each key in every environment"),
        Field("environments", .dictionary(.mapping(environment)), "what is asked of keys in one environment alone"),
        Field(
            "unknown_keys", .choice(ConfigSuite.UnknownKeys.allCases.map(\.rawValue)), default: "warn",
            "what a key means that the suite doesn't name"),
        Field(
            "dialects", .list(.choice(DotenvDialect.allCases.map(\.rawValue))), default: "all six",
            "the programs that have to read each dotenv file as its own dialect does; [] compares none"),
        Field("severity", severity, default: "block", "how much each rule weighs"),
        Field("parity", .mapping(parity), "what has to hold between environments"),
        Field("waivers", .list(.mapping(waiver), nonEmpty: true), "findings that somebody accepts for a time"),
        security,
    ]

    static let severity = Shape.choice(Severity.allCases.map(\.rawValue))

    static let source = MappingShape(
        "source",
        [
            Field(
                "file", .checked("the path of a config file", pathProblem), required: true,
                "a path that starts at the suite's own folder"),
            Field(
                "format", .choice(ConfigFormat.allCases.map(\.rawValue)),
                default: "by the name's end: .yaml .yml .json .toml .properties, else dotenv",
                "how the file is written; nested keys are named database.url, and items of lists hosts[0]"),
            Field(
                "dialect", .choice(DotenvDialect.allCases.map(\.rawValue)), default: "compose",
                "the program whose reading of a dotenv file counts"),
            Field(
                "prefix", .checked("the beginning of keys", prefixProblem),
                "only keys that begin with it count, and they count without it"),
        ])

    static let key = MappingShape(
        "key",
        [
            Field("type", .choice(ValueType.allCases.map(\.rawValue)), default: "string", "what the value has to be"),
            Field("required", .boolean, default: "false", "the key has to be set, and not to nothing"),
            Field(
                "required_when", .text,
                "when the key has to be set: comparisons of other keys (== != < <= > >=, is set), with and, or, not"),
            Field("forbidden", .boolean, default: "false", "the key must not be set in any environment"),
            Field(
                "secret", .boolean, default: "true for dsn and for names such as DB_PASSWORD",
                "no part of the value is ever shown"),
            Field("severity", severity, default: "the suite's", "how much the key weighs"),
            Field("values", .list(.word, nonEmpty: true), "the values of an enum"),
            Field("schemes", .list(.word, nonEmpty: true), "the schemes that a url or dsn may have"),
            Field("pattern", .word, "a regular expression that the value has to match"),
            Field("min", .word, "the least number, size or duration"),
            Field("max", .word, "the greatest number, size or duration"),
            Field("min_bytes", .integer(1...1_048_576), "the least length in bytes"),
            Field("min_length", .integer(1...1_048_576), "the least length in characters"),
            Field(
                "equals", .text,
                "the value itself, which has to be set; {{environment}} is the environment that is checked"),
        ])

    static let environment = MappingShape(
        "environment",
        [
            Field(
                "expect", .dictionary(.scalarOr(.text, predicates)),
                "the value of each key, or predicates that hold for it"),
            Field("forbid_keys", .list(.word, nonEmpty: true), "keys that must not be set, not even to nothing"),
            Field("canary", .mapping(canary), "a value that is raised stage by stage"),
        ], atLeastOne: ["expect", "forbid_keys", "canary"])

    static let predicates = MappingShape(
        "expectation",
        [
            Field("eq", .text, "equal to"), Field("ne", .text, "set, and not equal to"),
            Field("lt", .word, "less than"), Field("lte", .word, "at most"),
            Field("gt", .word, "more than"), Field("gte", .word, "at least"),
            Field("one_of", .list(.text, nonEmpty: true), "equal to one of these"),
            Field("matches", .word, "a regular expression that the value has to match"),
        ], atLeastOne: ["eq", "ne", "lt", "lte", "gt", "gte", "one_of", "matches"])

    private static let otherFormats = [".ini", ".xml", ".plist"]

    private static let pathProblem: @Sendable (String) -> String? = { path in
        if path.isEmpty || path.hasSuffix("/") { return "name a file" }
        if path.utf8.count > 1_024 || path.utf8.contains(where: { $0 < 0x20 }) {
            return "write a path of at most 1024 printable bytes"
        }
        if otherFormats.contains(where: path.lowercased().hasSuffix) {
            return "read are dotenv, YAML, JSON, TOML and Java properties"
        }
        return nil
    }

    private static let prefixProblem: @Sendable (String) -> String? = { prefix in
        KeyName.isPossible(prefix) ? nil : "write letters, digits and _ . - [ ], at most 128 of them"
    }
}
