import Foundation
import TestSupport
import Testing

/// What holds of the reports of every run.
enum ReportCheck {
    /// Expects the summary, JUnit file and record to be there, to agree with each other, with stdout and the exit status.
    static func expectReports(of ending: ChildProgram.Ending, in workspace: Workspace, printsJSON: Bool = false) throws
    {
        let folder = "reports/\(Workspace.deploymentID)"
        let record = try workspace.record()
        #expect(record.schema == "gonogo.run/1")
        if printsJSON {
            #expect(workspace.text("\(folder)/run.json") == ending.stdout)
        } else {
            #expect(workspace.text("\(folder)/summary.txt") == ending.stdout)
            #expect(ending.stdout.split(separator: "\n", omittingEmptySubsequences: false).count == 13, "twelve lines")
        }
        let decisions: [Int32: String] = [0: "GO", 1: "NO-GO", 3: "INCONCLUSIVE", 4: "GO"]
        if let decision = decisions[ending.status] { #expect(record.verdict.decision == decision) }

        let junit = try JUnitCounts(workspace.folder.file("\(folder)/junit.xml"))
        #expect(junit.found == junit.declared)
        #expect(junit.deepestSuite <= 2, "suites are not nested")
        #expect(junit.names.count == Set(junit.names).count, "names are unique")
        #expect(junit.found.failures == record.count("failed") + record.rulesOfTheRun.count { $0 })
        #expect(junit.found.skipped == record.count("skipped"))
        #expect(junit.found.errors == record.count("errored") + record.rulesOfTheRun.count { !$0 })
        #expect(junit.found.tests == record.cases.count + record.rulesOfTheRun.count)
        #expect(!workspace.isThere("\(folder)/journal.jsonl"), "a finished run keeps no journal")
    }
}
