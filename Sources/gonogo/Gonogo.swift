import ArgumentParser
import Model

/// The program: parses the command line and turns every ending into a documented exit status.
@main
struct Gonogo: AsyncParsableCommand {
    static let version = "gonogo 0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "gonogo",
        abstract: "Verifies a target and answers whether a release may go out: GO, NO-GO or INCONCLUSIVE.",
        discussion: """
            Reads gonogo.yaml and its suites, runs smoke, integration, performance and config checks against one \
            environment, prints a summary of twelve lines, and leaves JUnit XML and a run record under reports/.

            EXAMPLES
              Begin a project, check it, run it:
                gonogo init
                gonogo validate
                gonogo run --env staging
              Only the smoke suites, then only one case:
                gonogo run --suite smoke
                gonogo run --case SMOKE-001

            EXIT STATUS
              0    GO
              1    NO-GO
              2    usage, suite or config invalid: nothing was sent
              3    INCONCLUSIVE: it could not be found out
              4    GO with warnings, only with --strict-warnings
              5    nothing selected, or a value of --suite, --tag or --case selects nothing
              6    a report or evidence could not be written safely
              70   internal error
              130  interrupted by Ctrl-C, 143 by SIGTERM; partial reports are written
            """,
        version: version,
        subcommands: [
            RunCommand.self, ValidateCommand.self, ListCommand.self, ReportCommand.self, QueryCommand.self,
            SchemaCommand.self,
            InitCommand.self, ConfigCommand.self,
        ])

    /// Nothing asked for is nothing verified: never a success.
    func run() async throws {
        throw Stop(.invalid, Self.helpMessage() + "\n\nerror: say what to do, such as gonogo run\n")
    }

    static func main() async {
        Crashes.leaveNothing()
        Signals.ignoreWriteFailures()
        do {
            try await run(parsed())
        } catch let stop as Stop {
            if let message = stop.message { Console.standardError.write(message) }
            Console.exit(stop.status)
        } catch  where [.success, .validationFailure].contains(exitCode(for: error)) {
            end(with: error)
        } catch {
            // Only its type: nobody knows what else such an error would tell.
            Console.standardError.write("error: gonogo itself failed (\(type(of: error))): there is no verdict\n")
            Console.exit(.internalError)
        }
    }

    /// The command that was asked for; a command line that can't be read ends the program.
    private static func parsed() -> any ParsableCommand {
        do {
            return try parseAsRoot()
        } catch {
            end(with: error)
        }
    }

    private static func run(_ command: any ParsableCommand) async throws {
        var command = command
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }

    /// Help and version are successes on stdout; everything else that the parser refuses is a usage error.
    private static func end(with error: any Error) -> Never {
        let isClean = exitCode(for: error) == .success
        let text = fullMessage(for: error)
        if isClean {
            if !text.isEmpty { Console.standardOutput.write(text + "\n") }
            Console.exit(.go)
        }
        Console.standardError.write(text + "\n")
        Console.exit(.invalid)
    }
}

/// Ends the program with a status and, perhaps, a last word on stderr.
struct Stop: Error {
    var status: ExitStatus
    var message: String?

    init(_ status: ExitStatus, _ message: String? = nil) {
        self.status = status
        self.message = message
    }
}
