import ArgumentParser
import Model
import Reports

/// Renders the record of an earlier run again.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Render the record of an earlier run again.",
        discussion: """
            Takes run.json, or the folder of a run. For a run that was killed it reads the journal that was kept while \
            running, and shows what was known.

            EXAMPLES
              gonogo report reports/latest
              gonogo report reports/DEPLOY-42/run.json --format junit > junit.xml
            """)

    @Argument(help: "run.json, or the folder of a run.")
    var path: String

    @Option(help: ArgumentHelp("summary, reasons, junit, json or sarif.", valueName: "name"))
    var format = "summary"

    @Option(help: ArgumentHelp("junit-10, strict or extended.", valueName: "name"))
    var junitDialect = JUnitDialect.junit10.rawValue

    func run() throws {
        guard let dialect = JUnitDialect(rawValue: junitDialect) else {
            throw ValidationError(
                "--junit-dialect wants one of \(JUnitDialect.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let known = ReportFormats.names + ["reasons"]
        guard known.contains(format) else {
            throw ValidationError("--format wants one of \(known.joined(separator: ", ")), found '\(format.printable)'")
        }
        let text: [UInt8]
        do throws(ReportError) {
            let record = try RunFolder.read(path)
            let renderer = ReportFormats.named([format], junit: dialect).first
            text =
                try renderer?.render(record)
                ?? Array((ReasonText.render(record) + ErrorText.render(record.suites)).utf8)
        } catch {
            throw Stop(.invalid, "error: \(error)\n")
        }
        try Console.print(text)
    }
}
