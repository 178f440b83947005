import ArgumentParser

/// Lists what a run would check.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List suites, cases, thresholds and config rules; send nothing.",
        discussion: """
            Columns: suite, kind, id, severity, tags, name.

            EXAMPLES
              gonogo list
              gonogo list --suite smoke --tag critical-path
            """)

    @OptionGroup(title: "Project") var options: ProjectOptions
    @OptionGroup(title: "Selection") var selection: SelectionOptions

    func run() throws {
        let loaded = try options.load()
        try PlanText.list(try selection.plan(loaded), loaded.redactor)
    }
}
