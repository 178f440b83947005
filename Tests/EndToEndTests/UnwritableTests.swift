import Foundation
import TestSupport
import Testing

@Suite("reports and output that can't be written")
struct UnwritableTests {
    /// Enough cases for a record of more than two kilobytes.
    private static let suite = """
        suite: s
        kind: smoke
        cases:
          - id: ONE
            matrix: {rows: [\((1...20).map { "{n: \($0)}" }.joined(separator: ", "))]}
            steps: [{command: {argv: [echo, "{{n}}"]}, check: {stdout: {contains: "{{n}}"}}}]

        """

    private static let arguments = ["run", "-q", "--deployment-id", Workspace.deploymentID]

    private func expectSummary(_ ending: ChildProgram.Ending) {
        #expect(ending.status == 6, "\(ending.stderr)")
        #expect(ending.stdout.hasSuffix("\nOverall: GO\n"), "\(ending.stdout)")
        #expect(ending.stderr.contains("error: reports not written: "), "\(ending.stderr)")
    }

    @Test("a folder below a file: status 6, and the summary is on stdout")
    func folder() async throws {
        let workspace = try Workspace(suite: Self.suite)
        defer { workspace.remove() }
        try workspace.folder.write("file", "not a folder")
        expectSummary(try await workspace.run(["--reports", "file/reports"]))
        expectSummary(try await workspace.run(["--reports", "/proc/no-such-folder"]))
    }

    @Test("a full disk: status 6, the summary is on stdout, and no half report is left")
    func full() async throws {
        let workspace = try Workspace(suite: Self.suite)
        defer { workspace.remove() }
        let ending = try await Gonogo.run(Self.arguments, in: workspace.path, shell: "ulimit -f 2")
        expectSummary(ending)
        let left = try FileManager.default.contentsOfDirectory(atPath: workspace.reports)
        #expect(!left.contains("run.json"))
        #expect(Set(left).isSubset(of: ["summary.txt", "junit.xml", "journal.jsonl"]), "\(left)")
    }

    @Test("a report that can't be written: the others are, and the run still reads as finished")
    func one() async throws {
        // The run itself puts something in the way: before it, the folder would count as that of another run.
        let suite = """
            suite: s
            kind: smoke
            cases:
              - {id: ONE, steps: [{command: {shell: "mkdir reports/GOLDEN/junit.xml"}}]}
              - {id: TWO, steps: [{command: {shell: "exit 1"}}]}

            """
        let workspace = try Workspace(suite: suite)
        defer { workspace.remove() }
        let ending = try await workspace.run()
        #expect(ending.status == 6, "\(ending.stderr)")
        #expect(ending.stderr.contains("error: reports not written: "), "\(ending.stderr)")
        #expect(workspace.text("reports/GOLDEN/summary.txt") == ending.stdout)
        let again = try await Gonogo.run(["report", "reports/GOLDEN"], in: workspace.path)
        #expect(again.stdout == ending.stdout)
        #expect(again.stdout.contains("\nStatus: FAILED ("), "\(again.stdout)")
    }

    @Test("stdout that is closed early or full: status 6, and the reports are written")
    func stdout() async throws {
        for output in [ChildProgram.Stream.unread, .file("/dev/full")] {
            let workspace = try Workspace(suite: Self.suite)
            defer { workspace.remove() }
            let ending = try await Gonogo.run(Self.arguments, in: workspace.path, output: output)
            #expect(ending.status == 6)
            #expect(try workspace.record().verdict.decision == "GO")
            #expect(workspace.text("reports/GOLDEN/summary.txt")?.hasSuffix("Overall: GO\n") ?? false)
        }
    }
}
