package import Model

/// The format of suite files.
package enum SuiteShape {
    /// What every suite begins with.
    package static let common: [Field] = [
        Field("suite", .identifier, required: true, "the suite's name, unique in the project"),
        Field("kind", .choice(SuiteKindName.allCases.map(\.rawValue)), required: true, "what the suite is about"),
        Field("description", .text, "a sentence for people"),
        Field("tags", .list(.word), "tags of everything in the suite"),
        Field("vars", .dictionary(.text), "variables of this suite; environments and flags may override them"),
    ]

    /// A suite of cases: smoke, integration, preflight.
    package static func cases(_ language: SuiteLanguage) -> MappingShape {
        MappingShape(
            "suite",
            common + [
                Field(
                    "severity", .choice(Severity.allCases.map(\.rawValue)), default: "block",
                    "the severity of cases that name none"),
                Field("defaults", .mapping(language.stepDefaults), "defaults for the suite's steps, by kind of step"),
                cases(language),
            ])
    }

    /// The cases of a suite or an include, some of them in other files.
    static func cases(_ language: SuiteLanguage) -> Field {
        Field(
            "cases", .list(.keyed("use", IncludeShape.use, otherwise: oneCase(language)), nonEmpty: true),
            required: true, "the cases, in order; one with use stands for those of an include")
    }

    /// A suite of another kind, such as performance.
    package static func action(_ definition: SuiteKindDefinition) -> MappingShape {
        let needs = Field("needs", .oneOrMany(.word), "ids of cases that must have passed before this suite runs")
        return MappingShape("suite", common + [needs] + definition.fields)
    }

    package static func oneCase(_ language: SuiteLanguage) -> MappingShape {
        MappingShape(
            "case",
            [
                Field("id", .identifier, required: true, "unique in the run; reports and --case use it"),
                Field("name", .text, default: "the id", "what the case is about"),
                Field("description", .text, "a sentence for people"),
                Field(
                    "severity", .choice(Severity.allCases.map(\.rawValue)), default: "the suite's",
                    "block (tier 1, P0) decides, warn (tier 2, P1) warns, info (tier 3, P2) is only reported"),
                Field("tags", .list(.word), "for --tag; api-health, database and cache feed the summary's lines"),
                Field("needs", .oneOrMany(.word), "ids of cases that must have passed before"),
                Field("vars", .dictionary(.text), "variables of this case"),
                Field("matrix", .mapping(matrix), "runs the case once for each row, the columns being variables"),
                Field(
                    "active", .boolean, default: "false",
                    "probes how the target defends itself: skipped where the environment is protected"),
                Field("timeout", .duration, default: "the run's end", "the whole case ends by then"),
                Field(
                    "steps", .list(.mapping(language.step), nonEmpty: true), required: true, "what is done, in order"),
                Field("after", .list(.mapping(language.step), nonEmpty: true), "steps for cleaning up, see always"),
            ])
    }

    static let matrix = MappingShape(
        "matrix",
        [
            Field("csv", .word, "a CSV file with a header line, from the suite's folder"),
            Field("json", .word, "a JSON file with a list of objects, from the suite's folder"),
            Field("rows", .list(.dictionary(.text), nonEmpty: true), "the rows themselves"),
        ], exactlyOne: ["csv", "json", "rows"])
}
