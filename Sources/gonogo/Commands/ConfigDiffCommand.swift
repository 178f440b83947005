import ArgumentParser
import Checks
import Configuration
import Harness
import JSON
import Model

/// Compares the values of two environments.
struct ConfigDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare the config files of two environments, key by key.",
        discussion: """
            Reads the files that config suites name under sources, puts the values side by side with file and line, and \
            marks what differs: '!' another value, '-' only in the first, '+' only in the second. Quantities are the \
            same by what they say: 8MiB is 8388608. Secrets are fingerprints, with a key of this output alone.

            EXAMPLE
              $ gonogo config diff staging production
              environments
                KEY           staging                                 production
              ! DATABASE_URL  secret:6f1c2a9be04d  (staging.env:1)    secret:0b77e15ca3f2  (production.env:1)
              ! LOG_LEVEL     debug                (staging.env:4)    info                 (production.env:4)
              - DEBUG         1                    (staging.env:9)
              3 of 12 keys differ

            EXIT STATUS
              0 no difference   1 differences   2 usage or project invalid   3 a file could not be read
            """)

    @OptionGroup(title: "Project") var options: ProjectOptions

    @Argument(help: "The first environment, as config suites name it.")
    var first: String

    @Argument(help: "The second environment.")
    var second: String

    @Option(help: ArgumentHelp("Only this config suite.", valueName: "name"))
    var suite: String?

    @Option(help: "text or json.")
    var format = ConfigFormat.text

    @Flag(help: "Show the keys that are the same, too.")
    var all = false

    func validate() throws {
        if first == second { throw ValidationError("diff wants two different environments, found '\(first)' twice") }
    }

    func run() throws {
        let loaded = try options.loadAny(preferring: [first, second])
        let fingerprints = Fingerprints()
        let suites = try ConfigSuites(loaded.suites, named: suite).having([first, second])
        let tables = suites.compactMap { suite in
            ConfigTables.table(of: suite.action, [first, second], fingerprints).map { (suite.name, $0) }
        }
        switch format {
        case .text:
            let text = tables.map { ConfigTableText.diff($0.1, named: $0.0, showsAll: all) }.joined(separator: "\n")
            try Console.print(loaded.redactor.redact(text))
        case .json:
            let text = JSONWriter(.pretty).text(ConfigTableJSON.document("diff", tables, showsAll: all)) + "\n"
            try Console.print(loaded.redactor.redact(text))
        }
        let gaps = tables.flatMap(\.1.gaps)
        if !gaps.isEmpty { throw Stop(.inconclusive, loaded.redactor.redact(ConfigTableText.told(gaps))) }
        if tables.contains(where: { $0.1.rows.contains(where: \.differs) }) { throw Stop(.noGo) }
    }
}
