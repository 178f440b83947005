import ArgumentParser
import Files
import Harness
import Model
import Reports

/// Runs suites against an environment and ends with a verdict.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run suites against an environment and end with GO, NO-GO or INCONCLUSIVE.",
        discussion: """
            Everything is read and checked before the first packet is sent. The twelve lines of the summary go to \
            stdout, everything else to stderr; reports/<deployment-id>/ holds summary.txt, junit.xml and run.json, and \
            reports/latest points at the newest run.

            EXAMPLES
              gonogo run --env staging --deployment-id DEPLOY-42
              gonogo run --env staging --suite smoke --tag critical-path
              gonogo run --case INT-010 -v
              gonogo run --var base_url=http://127.0.0.1:8080 --dry-run
              gonogo run --json > run.json
              gonogo run --format sarif
            """)

    @OptionGroup(title: "Project") var options: ProjectOptions
    @OptionGroup(title: "Selection") var selection: SelectionOptions

    @Option(
        help: ArgumentHelp(
            "The run's id and the name of its folder, which must not hold a run yet. (default: DEPLOY-<UTC time>)",
            valueName: "id"))
    var deploymentId: String?

    @Option(help: ArgumentHelp("The folder of all runs. (default: the project's)", valueName: "dir"))
    var reports: String?

    @Option(
        help: ArgumentHelp(
            "The JUnit schema to fit: junit-10, strict or extended. (default: the project's)", valueName: "name"))
    var junitDialect: String?

    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "A report to write beside those of the project: summary, junit, json or sarif; may be repeated.",
            valueName: "name"))
    var formats: [String] = []

    @Flag(help: "Print run.json on stdout in place of the summary.")
    var json = false

    @Flag(help: "Show what would run and how much would be sent; send nothing.")
    var dryRun = false

    @Flag(help: "List what is selected, a line each; send nothing.")
    var list = false

    @Flag(help: "End with status 4 where a GO has warnings.")
    var strictWarnings = false

    @Flag(name: .shortAndLong, help: "No progress, only the summary and the reasons.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Name every result as it comes.")
    var verbose = false

    func validate() throws {
        if let deploymentId, let problem = DeploymentID.problem(with: deploymentId) {
            throw ValidationError("--deployment-id \(problem)")
        }
        if let unknown = formats.first(where: { !ReportFormats.names.contains($0) }) {
            throw ValidationError(
                "--format wants one of \(ReportFormats.names.joined(separator: ", ")), found '\(unknown.printable)'")
        }
        if let junitDialect, JUnitDialect(rawValue: junitDialect) == nil {
            let names = JUnitDialect.allCases.map(\.rawValue)
            throw ValidationError(
                "--junit-dialect wants one of \(names.joined(separator: ", ")), found '\(junitDialect)'")
        }
    }

    func run() async throws {
        let startedAt = Timestamp.now
        let id = deploymentId ?? "DEPLOY-\(startedAt.compact)"
        let loaded = try options.load(deploymentID: id)
        if !loaded.warnings.isEmpty { Console.standardError.write(loaded.warnings) }
        let plan = try selection.plan(loaded)
        if list { return try PlanText.list(plan, loaded.redactor) }
        if dryRun { return try PlanText.dryRun(plan, loaded) }

        let directory = reports ?? loaded.project.reports.directory
        if deploymentId == nil, let other = Self.unused(insteadOf: id, in: directory) {
            // Suites may speak of {{deployment_id}}: they are read again with the one that counts.
            var again = self
            again.deploymentId = other
            return try await again.run()
        }
        let folder = Path.join(directory, id)
        guard !RunFolder.holdsRun(folder) else {
            throw Stop(
                .invalid,
                "error: \(folder.printable) already holds a run\n  fix: choose another --deployment-id, or remove the folder\n"
            )
        }
        let session = RunSession(
            loaded: loaded, plan: plan, deploymentID: id, startedAt: startedAt, reportsDirectory: directory,
            junitDialect: junitDialect.flatMap(JUnitDialect.init(rawValue:)), formats: formats, isQuiet: quiet,
            isVerbose: verbose)
        var ending = await session.run()
        // The verdict goes first: it comes out even where nobody reads stderr.
        let isPrinted = print(&ending, of: session)
        session.explain(ending)
        let wasSignalled = ending.record.interruption?.cause == .signal
        // After a signal nobody is waited for, so output that was not taken says nothing new.
        if ending.problem != nil || !isPrinted && !wasSignalled { Console.exit(.reportNotWritten) }
        Console.exit(ExitStatus(ending.record, strictWarnings: strictWarnings))
    }

    /// Prints the summary or the record; false when it could not be.
    private func print(_ ending: inout RunSession.Ending, of session: RunSession) -> Bool {
        guard json else { return Console.standardOutput.write(session.summary(ending.record)) }
        do throws(ReportError) {
            return Console.standardOutput.write(try session.json(ending.record))
        } catch {
            ending.problem = ending.problem ?? RunSession.notWritten("\(error)")
            return false
        }
    }

    /// Two runs that begin in the same second get folders of their own.
    private static func unused(insteadOf id: String, in directory: String) -> String? {
        guard Directory.isThere(Path.join(directory, id)) else { return nil }
        return (2..<1_000).lazy.map { "\(id)-\($0)" }.first { !Directory.isThere(Path.join(directory, $0)) }
    }
}
