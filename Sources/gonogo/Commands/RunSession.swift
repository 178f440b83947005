import Harness
import Model
import Reports

/// One run from the plan to the written reports: where harness, reports, signals and progress are put together.
struct RunSession {
    let loaded: LoadedProject
    let plan: Plan
    let deploymentID: String
    let startedAt: Timestamp
    let reportsDirectory: String
    let junitDialect: JUnitDialect?
    /// Formats beside those that the project asks for.
    let formats: [String]
    let isQuiet: Bool
    let isVerbose: Bool

    private var redactor: Redactor { loaded.redactor }

    /// What a run leaves to be told.
    struct Ending {
        var record: RunRecord
        /// Lines for stderr, such as where the reports are.
        var notices: [String] = []
        /// Why the reports, or what is to be remembered, are not all there.
        var problem: String?
    }

    /// Runs, and writes the reports before anything is printed: a reader that is stuck can't keep them from being there.
    func run() async -> Ending {
        let control = RunControl()
        Signals.handle { control.interrupt(.signal($0)) }
        var problem: String?
        var journal: RunJournal?
        do throws(ReportError) {
            journal = try RunJournal(
                record(planned, nil, finishedAt: startedAt), under: reportsDirectory, redactor: redactor)
        } catch {
            problem = Self.notWritten("\(error)")
        }
        let progress = Progress(
            console: .standardError, isQuiet: isQuiet, isVerbose: isVerbose, expected: plan.expectedDuration,
            redactor: redactor)
        var scope = loaded.project.variables.scope()
        scope["deployment_id"] = Variable(deploymentID, origin: "set by gonogo")
        let policy = loaded.project.policy
        let context = RunContext(
            directory: loaded.project.directory, environment: loaded.project.environment, scope: scope,
            redactor: redactor,
            deadline: .now.advanced(by: .seconds(policy.maxDurationSeconds)))
        let runner = Runner(plan: plan, context: context, policy: policy, control: control) { [journal] event in
            journal?.record(event, at: .now)
            progress.report(event)
        }
        let suites = await runner.run()
        var ending = Ending(record: record(suites, control.interruption, finishedAt: .now))
        ending.problem = problem ?? journal?.problem.map { Self.notWritten("\($0)") }
        do throws(ReportError) {
            let written = try ReportWriter.write(
                ending.record, formats: wantedFormats, directory: reportsDirectory, redactor: redactor)
            if !isQuiet {
                ending.notices = written.warnings.map { "warning: \($0)" } + ["reports: \(written.directory)"]
            }
        } catch {
            ending.problem = Self.notWritten("\(error)")
        }
        commit(context.commitments, &ending)
        Signals.endAtFirst()
        progress.finish()
        return ending
    }

    static func notWritten(_ problem: String) -> String { "reports not written: \(problem)" }

    /// Remembers what a GO lets be remembered: no GO without its reports.
    private func commit(_ commitments: Commitments, _ ending: inout Ending) {
        guard ending.record.verdict.decision == .go, ending.record.complete, ending.problem == nil else { return }
        let (done, problems) = commitments.perform()
        if !isQuiet { ending.notices += done.map(redactor.redact) }
        if let problem = problems.first { ending.problem = "not remembered: \(problem)" }
    }

    /// Every planned check as one that did not come to run: what a killed run has no result of.
    private var planned: [SuiteResult] {
        plan.suites.map { suite in
            SuiteResult(
                name: suite.name, kind: suite.kind, file: suite.file, startedAt: startedAt,
                cases: suite.units.map { $0.result(.skipped, reason: "not run: \(Interruption.killed.sentence)") })
        }
    }

    private var wantedFormats: [ReportFormat] {
        let dialect = junitDialect ?? JUnitDialect(rawValue: loaded.project.reports.junitDialect) ?? .junit10
        // The record is what everything else is made from, so it is always kept.
        return ReportFormats.named(loaded.project.reports.formats + formats + ["json"], junit: dialect)
    }

    private func record(_ suites: [SuiteResult], _ interruption: Interruption?, finishedAt: Timestamp) -> RunRecord {
        RunRecord(
            tool: Gonogo.version, project: loaded.project.name, environment: loaded.project.environment,
            deploymentId: deploymentID, startedAt: startedAt, finishedAt: finishedAt, interruption: interruption,
            policy: loaded.project.policy, suites: suites, notes: plan.notes)
    }

    /// The twelve lines.
    func summary(_ record: RunRecord) -> String { QCSummary(record.redacted(by: redactor)).text }

    /// The record as JSON.
    func json(_ record: RunRecord) throws(ReportError) -> [UInt8] { try RunJSON.encode(record.redacted(by: redactor)) }

    /// Where the reports are, why the verdict is not a plain GO, what failed under load, and what could not be
    /// written, on stderr.
    func explain(_ ending: Ending) {
        for notice in ending.notices { Console.standardError.write(notice + "\n") }
        let record = ending.record.redacted(by: redactor)
        let reasons = ReasonText.render(record) + ErrorText.render(record.suites)
        if !reasons.isEmpty { Console.standardError.write(reasons) }
        if let problem = ending.problem {
            Console.standardError.write("error: \(redactor.redact(problem).printable)\n")
        }
    }
}
