import ArgumentParser
import Checks
import Configuration
import Harness
import Model

/// Shows where values come from, and where environments differ.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the values of environments and their origins; send nothing.",
        discussion: """
            Secrets, and what may be one, are shown as fingerprints: equal ones are equal values, within one output.

            EXAMPLES
              gonogo config show --env staging
              gonogo config diff staging production
            """,
        subcommands: [ConfigShowCommand.self, ConfigDiffCommand.self])
}

/// How the output is written.
enum ConfigFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

/// The config suites of a project that a command is about.
struct ConfigSuites {
    struct One {
        var name: String
        var action: any SuiteAction
        var environments: [String]
    }

    let all: [One]

    init(_ suites: [Suite], named name: String?) throws {
        let found = suites.compactMap { suite -> One? in
            guard case .action(let action, _) = suite.body, let names = ConfigTables.environments(of: action) else {
                return nil
            }
            return One(name: suite.name, action: action, environments: names)
        }
        guard let name else {
            all = found
            return
        }
        all = found.filter { $0.name == name }
        guard all.isEmpty else { return }
        let nearest = NearestName.of(name, among: found.map(\.name)).map { "did you mean --suite \($0)?" }
        throw Stop(
            .invalid,
            "error: no config suite is called '\(name.clipped(to: 60).printable)'\n"
                + "  fix: \(nearest ?? "config suites: \(found.map(\.name).joined(separator: ", "))")\n")
    }

    /// The suites that have all of the environments; none is an error with the nearest name.
    func having(_ names: [String]) throws -> [One] {
        let fitting = all.filter { suite in names.allSatisfy(suite.environments.contains) }
        guard fitting.isEmpty else { return fitting }
        let known = all.flatMap(\.environments)
        let missing = names.first { !known.contains($0) }
        guard let missing else {
            throw Stop(.invalid, "error: no config suite has both \(names.joined(separator: " and "))\n")
        }
        let nearest = NearestName.of(missing, among: known).map { "did you mean '\($0)'?" }
        let listed =
            known.isEmpty ? "none: the project has no config suite" : Set(known).sorted().joined(separator: ", ")
        throw Stop(
            .invalid,
            "error: no config suite names files of an environment '\(missing.clipped(to: 60).printable)'\n"
                + "  fix: \(nearest ?? "environments: \(listed)")\n")
    }
}
