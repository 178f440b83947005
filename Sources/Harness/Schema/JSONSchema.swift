package import JSON
package import Model

/// Writes the suite format as JSON Schema (draft 2020-12), so that editors complete and underline.
package enum JSONSchema {
    /// The schema of `gonogo.yaml`.
    package static func project(_ language: SuiteLanguage) -> JSONValue {
        let builder = SchemaBuilder()
        let fields = ProjectShape.fields(stepDefaults: language.stepDefaults)
        return builder.document("gonogo project file", builder.object(MappingShape("project file", fields)))
    }

    /// The schema of suite files: one branch for each kind.
    package static func suite(_ language: SuiteLanguage) -> JSONValue {
        let builder = SchemaBuilder()
        let plain = SuiteKindName.allCases.filter { kind in !language.suiteKinds.contains { $0.kind == kind } }
        let branches =
            [branch(SuiteShape.cases(language), kinds: plain, builder)]
            + language.suiteKinds.map { branch(SuiteShape.action($0), kinds: [$0.kind], builder) }
        return builder.document("gonogo suite", ["oneOf": .array(branches)])
    }

    /// The schema of includes: files with cases that suites use.
    package static func include(_ language: SuiteLanguage) -> JSONValue {
        let builder = SchemaBuilder()
        return builder.document("gonogo include", builder.object(IncludeShape.file(language)))
    }

    private static func branch(_ shape: MappingShape, kinds: [SuiteKindName], _ builder: SchemaBuilder) -> JSONValue {
        var shape = shape
        if let index = shape.fields.firstIndex(where: { $0.name == "kind" }) {
            shape.fields[index].shape = .choice(kinds.map(\.rawValue))
            shape.fields[index].isRequired = true
        }
        return builder.object(shape)
    }
}
