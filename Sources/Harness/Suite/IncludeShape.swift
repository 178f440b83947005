package import Model

/// The format of includes, files of cases that suites use, and of their use.
package enum IncludeShape {
    /// An include file.
    package static func file(_ language: SuiteLanguage) -> MappingShape {
        MappingShape(
            "include",
            [
                Field("include", .identifier, required: true, "the include's name"),
                Field("description", .text, "a sentence for people"),
                Field("parameters", .dictionary(.mapping(parameter)), "the variables that its cases see, by name"),
                Field(
                    "active", .boolean, default: "false",
                    "all its cases probe how the target defends itself: skipped where the environment is protected"),
                Field("tags", .list(.word), "tags of every case"),
                Field(
                    "severity", .choice(Severity.allCases.map(\.rawValue)), default: "that of the use",
                    "the severity of cases that name none"),
                Field("defaults", .mapping(language.stepDefaults), "defaults for the steps, by kind of step"),
                SuiteShape.cases(language),
            ])
    }

    static let parameter = MappingShape(
        "parameter",
        [
            Field("description", .text, "what to put in"),
            Field("default", .text, "its value where the use says nothing; without one it must be given"),
        ])

    /// An item of `cases` that stands for the cases of an include.
    static let use = MappingShape(
        "use",
        [
            Field("use", .word, required: true, "an include file, from the folder of this file"),
            Field("with", .dictionary(.text), "values of its parameters, known before the run"),
            Field("as", .identifier, default: "no prefix", "begins the ids of its cases: as: WEB makes A WEB-A"),
            Field(
                "severity", .choice(Severity.allCases.map(\.rawValue)), default: "the include's, then the suite's",
                "the severity of its cases that name none"),
            Field("tags", .list(.word), "further tags of its cases"),
            Field("needs", .oneOrMany(.word), "ids of cases that must have passed before each of its cases"),
        ])
}
