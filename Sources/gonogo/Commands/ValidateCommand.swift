import ArgumentParser
import Checks
import Harness
import Model

/// Checks the project file and all suites, for every environment or one, and sends nothing.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check the project file and its suites; send nothing.",
        discussion: """
            Every mistake is shown with file:line:column and what would be right. Without --env the suites are checked \
            for every environment, and environment variables that are not set are no error.

            EXAMPLES
              gonogo validate
              gonogo validate --project suites/kis-core/gonogo.yaml --env staging
            """)

    @OptionGroup(title: "Project") var options: ProjectOptions

    func run() throws {
        var names: [String?] = [options.environment]
        if options.environment == nil {
            let loader = ProjectLoader(
                reader: SourceReader(), stepDefaults: CheckKinds.language.stepDefaults, processEnvironment: [:],
                flags: [])
            if let declared = loader.environmentNames(options.project), !declared.isEmpty { names = declared }
        }
        var shown: Set<String> = []
        var failed = false
        var units = 0
        for name in names {
            var one = options
            one.environment = name
            do {
                let loaded = try one.load(isLenient: options.environment == nil)
                units = max(units, loaded.everything.units.count)
                if !loaded.warnings.isEmpty, shown.insert(loaded.warnings).inserted {
                    Console.standardError.write(loaded.warnings)
                }
            } catch let stop as Stop {
                failed = true
                // Most mistakes are the same in every environment: once is enough.
                if let message = stop.message, shown.insert(message).inserted { Console.standardError.write(message) }
            }
        }
        if failed { throw Stop(.invalid) }
        let environments = names.compactMap(\.self)
        let scope = environments.isEmpty ? "" : " in \(environments.joined(separator: ", "))"
        try Console.print("valid: \(units) checks\(scope)\n")
    }
}
