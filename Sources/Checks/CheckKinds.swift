internal import Configuration
package import Model

/// Every kind of check there is: the one place where a new one is named.
package enum CheckKinds {
    /// Kinds of step, each in a folder of its own.
    static let steps: [any StepKind.Type] = [
        HTTPStep.self, TCPStep.self, TLSStep.self, PostgresStep.self, RedisStep.self, CommandStep.self,
        CPUStep.self, MemoryStep.self, DiskStep.self, ServiceStep.self, ProcessStep.self, FileStep.self, EnvStep.self,
        BackupStep.self, ChangePlanStep.self, RiskStep.self, JUnitStep.self, CoverageStep.self,
    ]

    /// Kinds of suite that are not lists of cases.
    static let suites: [SuiteKindDefinition] = [
        SuiteKindDefinition(kind: .performance, fields: LoadShape.fields, ownTemplates: ["scenarios"]) {
            LoadDecoder(context: $1).decode($0)
        },
        SuiteKindDefinition(kind: .config, fields: ConfigSuiteShape.fields) { ConfigAction.decode($0, $1) },
    ]

    /// The vocabulary of all kinds, for the harness.
    package static let language = SuiteLanguage(
        step: StepShape.step(steps),
        stepDefaults: MappingShape(
            "defaults",
            steps.compactMap { kind in
                kind.defaults.map { Field(kind.name, .mapping($0), "defaults for \(kind.name) steps") }
            }),
        suiteKinds: suites,
        decodeStep: { StepDecoder(kinds: steps).decode($0, $1) })
}
