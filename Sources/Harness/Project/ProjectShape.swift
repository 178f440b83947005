package import Model

/// The format of `gonogo.yaml`.
package enum ProjectShape {
    package static func fields(stepDefaults: MappingShape) -> [Field] {
        [
            Field("version", .integer(1...1), required: true, "1: the version of this format"),
            Field("project", .text, required: true, "the name that reports carry"),
            Field(
                "suites", .list(.text, nonEmpty: true), required: true, "file patterns of suites, such as suites/*.yaml"
            ),
            Field("vars", .dictionary(.text), "variables for every suite; environments and suites may override them"),
            Field("defaults", .mapping(stepDefaults), "defaults for the steps of every suite, by kind of step"),
            Field(
                "environments", .dictionary(.mapping(environment(stepDefaults: stepDefaults))), required: true,
                "the targets, by name"),
            Field("policy", .mapping(policy), "rules that hold for the run as a whole"),
            Field("reports", .mapping(reports), "where and how results are written"),
        ]
    }

    static func environment(stepDefaults: MappingShape) -> MappingShape {
        MappingShape(
            "environment",
            [
                Field("base_url", .checked("an http or https URL", urlProblem), "the target; suites say {{base_url}}"),
                Field("vars", .dictionary(.text), "variables that differ between environments"),
                Field("secrets", .dictionary(.text), "variables whose values are masked in every output"),
                Field(
                    "protected", .boolean, default: "false",
                    "refuse cases with mutating steps here: for production"),
                Field(
                    "defaults", .mapping(stepDefaults), "defaults for steps in this environment, such as TLS settings"),
            ])
    }

    static let policy = MappingShape(
        "policy",
        [
            Field("min_checks", .integer(1...1_000_000), default: "1", "fewer executed checks are no basis for a GO"),
            Field("max_duration", .duration, default: "600s", "the run ends by then, with what it found"),
            Field(
                "max_flaky", .integer(0...1_000_000), default: "0", "how many blocking cases may pass only on a retry"),
            Field("concurrency", .integer(1...256), default: "8", "how many cases run at once"),
        ])

    static let reports = MappingShape(
        "reports",
        [
            Field("directory", .word, default: "reports", "the folder of all runs, from the project file's folder"),
            Field(
                "formats", .list(.choice(["summary", "junit", "json", "sarif"]), nonEmpty: true),
                default: "summary, junit, json",
                "the files written for each run"),
            Field(
                "junit_dialect", .choice(["junit-10", "strict", "extended"]), default: "junit-10",
                "the JUnit schema to fit"),
        ])

    @Sendable static func urlProblem(_ text: String) -> String? {
        text.hasPrefix("http://") || text.hasPrefix("https://") ? nil : "write it with http:// or https://"
    }
}
