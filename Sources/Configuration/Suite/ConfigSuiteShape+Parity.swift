internal import Model

/// What a suite says between its environments, of canaries, and of what is accepted.
extension ConfigSuiteShape {
    static let parity = MappingShape(
        "parity",
        [
            Field("same_keys", .mapping(sameKeys), "every key stands in each of the environments"),
            Field("must_differ", .mapping(mustDiffer), "values that no two of the environments may share"),
            Field("must_equal", .mapping(mustEqual), "values that are the same in all of the environments"),
            Field(
                "mirror", .mapping(mirror),
                "every value is the same, but for 'except', secrets, and keys that the suite declares to differ: those "
                    + "with an expectation of one environment, a canary, must_differ, or equals with {{environment}}"),
        ], atLeastOne: ["same_keys", "must_differ", "must_equal", "mirror"])

    private static let across = Field(
        "across", .list(.word, nonEmpty: true), default: "every environment under sources",
        "the environments that are compared, at least two")
    private static let weight = Field("severity", severity, default: "the suite's", "how much it weighs")

    private static let sameKeys = MappingShape(
        "same_keys", [across, Field("except", .list(.word, nonEmpty: true), "keys that need not stand in all"), weight])

    private static let mustDiffer = MappingShape(
        "must_differ",
        [
            Field(
                "keys", .list(.word, nonEmpty: true),
                "keys, or a part of a dsn or url: KEY.user, .password, .host, .port, .database"),
            Field("hosts", .list(.word, nonEmpty: true), "keys of the type dsn or url that may share no host"), across,
            weight,
        ], atLeastOne: ["keys", "hosts"])

    private static let mustEqual = MappingShape(
        "must_equal",
        [
            Field(
                "keys", .list(.word, nonEmpty: true), required: true,
                "keys, or parts as in must_differ; quantities are the same by what they say"), across, weight,
        ])

    private static let mirror = MappingShape(
        "mirror",
        [
            Field("across", .list(.word, nonEmpty: true), required: true, "the environments, at least two"),
            Field("except", .list(.word, nonEmpty: true), "keys that may differ"), weight,
        ])

    static let canary = MappingShape(
        "canary",
        [
            Field("key", .word, required: true, "the key whose value goes from stage to stage"),
            Field(
                "stages", .list(.text, nonEmpty: true), required: true,
                "the values that it may have, in the order in which they are taken"),
            Field("max_step", .integer(1...100), default: "1", "how many stages up one release may go; down is free"),
            Field(
                "state", .word,
                "a file, from the suite's folder, that remembers the stage of the last run with GO for this "
                    + "environment; without it only the stages themselves are checked"),
            Field(
                "soak", .duration, default: "none",
                "how long the value must have stood at a stage before it goes up; needs 'state'"),
        ])

    static let waiver = MappingShape(
        "waiver",
        [
            Field("rule", .word, required: true, "the id of the rule whose findings are accepted"),
            Field("key", .word, default: "every one", "the key, KEY.part or file that the finding is about"),
            Field("environment", .word, default: "every one", "the environment that the finding is about"),
            Field("reason", .word, required: true, "why it is accepted"),
            Field("owner", .word, required: true, "who answers for it"),
            Field(
                "expires", .checked("a day such as 2026-12-31", dayProblem), required: true,
                "the last day, in UTC, on which it holds"),
        ])

    private static let dayProblem: @Sendable (String) -> String? = { text in
        text.utf8.count == 10 && Timestamp(parsing: "\(text)T00:00:00Z") != nil
            ? nil : "write a day of the calendar as year-month-day"
    }
}
