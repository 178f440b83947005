import ArgumentParser
import Checks
import Configuration
import Harness
import JSON
import Model

/// Shows the variables and the config of one environment, each value with its origin.
struct ConfigShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the variables and the config files of one environment, with the origin of each value.",
        discussion: """
            First the variables that suites see, from the strongest source that says something: --var, GONOGO_VAR_name of \
            the process environment, the environment's secrets and vars, a suite's vars, the project's vars. Then the \
            keys of the config suites that name files of this environment. Secrets, and what may be one, are shown as \
            fingerprints with a key of this output alone.

            EXAMPLE
              $ gonogo config show --env staging --var customer=acme
              variables of staging
                base_url  https://staging.example  (gonogo.yaml:5:24)
                customer  acme                     (--var)
                token     secret:6f1c2a9be04d      (gonogo.yaml:6:25)

            EXIT STATUS
              0 shown   2 usage or project invalid   3 a file could not be read
            """)

    @OptionGroup(title: "Project") var options: ProjectOptions

    @Option(help: ArgumentHelp("Only this config suite.", valueName: "name"))
    var suite: String?

    @Option(help: "text or json.")
    var format = ConfigFormat.text

    func run() throws {
        let loaded = try options.loadAny(preferring: [options.environment].compactMap(\.self))
        let name = options.environment ?? loaded.project.environment.name
        let suites = try ConfigSuites(loaded.suites, named: suite)
        let isProjects = loaded.project.environment.name == name
        if !isProjects || suite != nil { _ = try suites.having([name]) }
        let fingerprints = Fingerprints()
        let tables = suites.all.filter { $0.environments.contains(name) }.compactMap { suite in
            ConfigTables.table(of: suite.action, [name], fingerprints).map { (suite.name, $0) }
        }
        let variables = isProjects ? VariableTable.all(loaded, fingerprints) : []
        switch format {
        case .text:
            let parts =
                variables.map { ConfigTableText.variables($0, of: name) }
                + tables.map { ConfigTableText.show($0.1, named: $0.0) }
            try Console.print(loaded.redactor.redact(parts.joined(separator: "\n")))
        case .json:
            let document = ConfigTableJSON.document("show", tables, showsAll: true, variables: variables)
            try Console.print(loaded.redactor.redact(JSONWriter(.pretty).text(document) + "\n"))
        }
        let gaps = tables.flatMap(\.1.gaps)
        if !gaps.isEmpty { throw Stop(.inconclusive, loaded.redactor.redact(ConfigTableText.told(gaps))) }
    }
}

/// Variables with their origins: those of the environment, or those that one suite adds or overrides.
struct VariableTable {
    struct Row {
        var name: String
        var value: ConfigTable.Cell
        var origin: String
    }

    /// The suite's name; nil for the project's.
    var suite: String?
    var rows: [Row]

    static func all(_ loaded: LoadedProject, _ fingerprints: Fingerprints) -> [VariableTable] {
        let project = loaded.project.variables.scope()
        let own = VariableTable(suite: nil, rows: project.names.compactMap { row($0, project, fingerprints) })
        let suites = loaded.suites.map { suite in
            let names = suite.variables.names.filter { suite.variables[$0]?.origin != project[$0]?.origin }
            return VariableTable(suite: suite.name, rows: names.compactMap { row($0, suite.variables, fingerprints) })
        }
        return [own] + suites.filter { !$0.rows.isEmpty }
    }

    private static func row(_ name: String, _ scope: Scope, _ fingerprints: Fingerprints) -> Row? {
        guard let variable = scope[name] else { return nil }
        let place = SourceLocation(file: "", line: 1, column: 1)
        if Unset.stands(in: variable.text) {
            return Row(name: name, value: .bare(place), origin: variable.origin)
        }
        let text = name == "base_url" ? URLMask.withoutCredentials(variable.text) : variable.text
        let isHidden = variable.isSecret || name != "base_url" && ConfigShown.mayBeSecret(name: name, text)
        let cell: ConfigTable.Cell =
            isHidden ? .fingerprint(fingerprints.fingerprint(Secret(text)), place) : .value(text, place)
        return Row(name: name, value: cell, origin: variable.origin)
    }
}
