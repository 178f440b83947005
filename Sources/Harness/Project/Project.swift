package import Model

/// What a project file says, with one environment chosen.
package struct Project: Sendable {
    package var file: String
    /// The folder of the project file, `.` for the current one.
    package var directory: String
    package var name: String
    package var suitePatterns: [Pattern]
    package var environment: RunRecord.Environment
    /// The environment's and the project's own defaults for steps, the stronger one first.
    package var stepDefaults: [Node]
    package var variables: ProjectVariables
    package var policy: Policy
    package var reports: Reports

    /// A `suites:` entry and where it stands.
    package struct Pattern: Sendable {
        package var text: String
        package var location: SourceLocation
    }

    package struct Reports: Sendable {
        package var directory: String
        package var formats: [String]
        package var junitDialect: String
    }
}

/// The variables of a project by precedence, the weakest first; a suite's own come between them.
package struct ProjectVariables: Sendable {
    /// `vars` of the project: defaults.
    package var project = Scope()
    /// `vars` and `secrets` of the environment, and what gonogo itself sets.
    package var environment = Scope()
    /// `GONOGO_VAR_name` of the process environment.
    package var process = Scope()
    /// `--var name=value`.
    package var flags = Scope()

    /// What wins over every variable that stands in a file.
    package var overrides: Scope { process.overlaid(by: flags) }

    /// What wins over the variables of a suite.
    package var stronger: Scope { environment.overlaid(by: overrides) }

    /// The variables that a suite with `suite` as its own variables sees.
    package func scope(withSuite suite: Scope = Scope()) -> Scope {
        project.overlaid(by: suite).overlaid(by: environment).overlaid(by: process).overlaid(by: flags)
    }
}
