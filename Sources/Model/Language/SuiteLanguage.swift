/// What the kinds of check and suite add to the suite format.
///
/// The harness knows files, suites, cases and their order; what a step or a load profile means comes in this value,
/// which the composition root takes from the table of check kinds.
package struct SuiteLanguage: Sendable {
    /// A step: `name`, one kind of check, `check`, `capture`, `retry` …
    package var step: MappingShape
    /// Makes a step runnable; reports what the shape could not say, and returns nil then.
    package var decodeStep: @Sendable (Node, DecodingContext) -> (any StepAction)?
    /// Defaults that a suite may set for its steps, by check kind.
    package var stepDefaults: MappingShape
    /// The kinds of suite that are not lists of cases.
    package var suiteKinds: [SuiteKindDefinition]

    package init(
        step: MappingShape, stepDefaults: MappingShape, suiteKinds: [SuiteKindDefinition],
        decodeStep: @escaping @Sendable (Node, DecodingContext) -> (any StepAction)?
    ) {
        self.step = step
        self.stepDefaults = stepDefaults
        self.suiteKinds = suiteKinds
        self.decodeStep = decodeStep
    }
}

/// A kind of suite with a vocabulary of its own, such as `performance`.
package struct SuiteKindDefinition: Sendable {
    package var kind: SuiteKindName
    /// The keys beside `suite`, `kind`, `vars`, `tags` and `description`.
    package var fields: [Field]
    /// The keys in which variables may stand that get their values while the suite runs: `decode` itself reports those
    /// that are not known there.
    package var ownTemplates: Set<String>
    package var decode: @Sendable (Node, DecodingContext) -> (any SuiteAction)?

    package init(
        kind: SuiteKindName, fields: [Field], ownTemplates: Set<String> = [],
        decode: @escaping @Sendable (Node, DecodingContext) -> (any SuiteAction)?
    ) {
        self.kind = kind
        self.fields = fields
        self.ownTemplates = ownTemplates
        self.decode = decode
    }
}

/// What a decoder may look at, and where it reports.
package struct DecodingContext {
    /// The variables known before the run.
    package var scope: Scope
    /// The names of the captures with `secret: true` in the case's steps so far, this one's included.
    package var secretCaptures: Set<String> = []
    /// Every secret that any step of the suite captures: another step may see it before, and show it.
    package var suiteSecrets: [Node.Member] = []
    /// The step says `mutating: true`.
    package var isMutating = false
    package var environment: RunRecord.Environment
    package var suiteName: String
    /// The suite's own folder: relative paths in it start here.
    package var directory: String
    /// The `defaults` of the suite.
    package var defaults: Node?
    package var diagnostics: Diagnostics
    /// Reads the rows that `csv`, `json` or `rows` of a mapping name, each as variables; nil when something was
    /// reported. Files are the harness's business, which sets this.
    package var readTable: (Node, DecodingContext) -> [Scope]? = { _, _ in nil }

    package init(
        scope: Scope, environment: RunRecord.Environment, suiteName: String, directory: String, defaults: Node?,
        diagnostics: Diagnostics
    ) {
        self.scope = scope
        self.environment = environment
        self.suiteName = suiteName
        self.directory = directory
        self.defaults = defaults
        self.diagnostics = diagnostics
    }
}
