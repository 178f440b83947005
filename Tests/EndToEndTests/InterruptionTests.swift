import Foundation
import TestSupport
import Testing

@Suite("interrupted runs")
struct InterruptionTests {
    /// Two seconds are promised; the rest is for a machine that has other things to do.
    private static let bound = Duration.seconds(20)
    /// The same for what the record itself tells, in seconds.
    private static let recordedBound = 10.0

    private static let cases = """
        suite: waiting
        kind: smoke
        cases:
          - {id: FIRST, steps: [{command: {argv: ["true"]}}]}
          - {id: WAITS, needs: [FIRST], steps: [{http: {url: "{{base_url}}/", timeout: 300s}, check: {status: 200}}]}
          - {id: NEVER, needs: [WAITS], steps: [{command: {argv: ["true"]}}]}

        """

    private static let load = """
        suite: load
        kind: performance
        load: {users: 2, duration: 300s}
        scenarios: [{name: one, steps: [{http: {url: "{{base_url}}/"}, check: {status: 200}}]}]
        thresholds: [{expr: "ratio(errors) <= 1%"}]

        """

    private static let commands = """
        suite: commands
        kind: smoke
        cases:
          - {id: WAITS, steps: [{command: {shell: "touch begun; sleep 300", timeout: 300s}}]}
          - id: POLLS
            steps:
              - http: {url: "{{base_url}}/"}
                retry: {until: [{status: 204}], interval: 10ms, timeout: 300s}

        """

    @Test(
        "a first signal ends cases, commands, polls and loads, with every report written and marked incomplete",
        arguments: [SIGINT, SIGTERM], ["cases", "load", "commands"])
    func signal(_ signal: Int32, _ kind: String) async throws {
        let server = try kind == "cases" ? RawServer.silent() : .answering()
        defer { server.stop() }
        let suite = ["cases": Self.cases, "load": Self.load, "commands": Self.commands][kind] ?? ""
        let workspace = try Workspace(suite: suite, baseURL: server.url)
        defer { workspace.remove() }

        let (ending, sinceSignal, sentAt) = try await Gonogo.start(
            ["run", "--deployment-id", Workspace.deploymentID], in: workspace.path
        ) { child in
            try await wait {
                switch kind {
                case "cases": server.connections > 0
                case "load": server.requests > 20
                default: server.requests > 2 && workspace.isThere("begun")
                }
            }
            let sent = ContinuousClock.now
            let sentAt = Date()
            child.send(signal)
            return (try await child.end(within: .seconds(120)), sent.duration(to: .now), sentAt)
        }

        #expect(ending.status == 128 + signal, "\(ending.stderr)")
        #expect(sinceSignal < Self.bound)
        let name = signal == SIGINT ? "SIGINT" : "SIGTERM"
        #expect(ending.stdout.contains("Status: INTERRUPTED (Duration: "))
        #expect(ending.stdout.contains("incomplete: interrupted by \(name)"))
        #expect(ending.stderr.contains("interrupted by \(name): writing what is known"))
        try ReportCheck.expectReports(of: ending, in: workspace)
        let record = try workspace.record()
        #expect(!record.complete)
        #expect(try record.finished(after: sentAt) < Self.recordedBound)
        #expect(record.verdict.decision != "GO")
        if kind == "cases" { #expect(record.cases.map(\.outcome) == ["passed", "errored", "skipped"]) }
    }

    @Test("a second signal ends at once, whatever the run is doing")
    func second() async throws {
        let server = try RawServer.silent()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.cases, baseURL: server.url)
        defer { workspace.remove() }

        // Nobody reads the summary, so the run would wait for ever to print it.
        let ending = try await Gonogo.start(
            ["run", "-q", "--deployment-id", Workspace.deploymentID], in: workspace.path, output: .blocked
        ) { child in
            try await wait { server.connections > 0 }
            child.send(SIGINT)
            try await wait { FileManager.default.fileExists(atPath: "\(workspace.reports)/run.json") }
            child.send(SIGINT)
            return try await child.end(within: .seconds(30))
        }

        #expect(!ending.wasTooSlow)
        #expect(ending.status == 130)
        #expect(ending.stderr.isEmpty, "it ended before it could say more")
    }

    /// Cases that fail at once, and one that waits for ever.
    private static let failures = """
        suite: failures
        kind: smoke
        cases:
          - id: FAILS
            matrix: {rows: [\((1...60).map { "{n: \($0)}" }.joined(separator: ", "))]}
            steps: [{http: {url: "{{base_url}}/{{n}}"}, check: {status: 201}}]
          - {id: WAITS, steps: [{http: {url: "{{silent}}/", timeout: 300s}, check: {status: 200}}]}

        """

    @Test("a stderr that nobody reads keeps neither the run, nor a signal, nor the reports", arguments: [1, 2])
    func unreadErrors(_ signals: Int) async throws {
        let (server, silent) = (try RawServer.answering(), try RawServer.silent())
        defer {
            server.stop()
            silent.stop()
        }
        let workspace = try Workspace(suite: Self.failures, baseURL: server.url)
        defer { workspace.remove() }

        let (ending, sinceSignal, sentAt) = try await Gonogo.start(
            ["run", "-v", "--deployment-id", Workspace.deploymentID, "--var", "silent=\(silent.url)"],
            in: workspace.path, errors: .blocked
        ) { child in
            // The journal shows that the run goes on, whatever becomes of its progress.
            try await wait { silent.connections > 0 && workspace.finishedCases == 60 }
            let (sent, sentAt) = (ContinuousClock.now, Date())
            child.send(SIGINT)
            if signals > 1 {
                // By then the summary is out, and only what stands on stderr is left to do.
                try await wait { FileManager.default.fileExists(atPath: "\(workspace.reports)/run.json") }
                child.send(SIGINT)
            }
            return (try await child.end(within: .seconds(120)), sent.duration(to: .now), sentAt)
        }

        #expect(!ending.wasTooSlow)
        #expect(ending.status == 130)
        #expect(sinceSignal < Self.bound)
        let record = try workspace.record()
        #expect(!record.complete)
        #expect(try record.finished(after: sentAt) < Self.recordedBound)
        #expect(record.count("failed") == 60)
        guard signals == 1 else { return }
        #expect(ending.stdout.contains("Status: INTERRUPTED (Duration: "))
        #expect(workspace.isThere("reports/GOLDEN/junit.xml"))
    }

    @Test("a stderr that nobody reads keeps the verdict of a finished run neither from stdout nor from the reports")
    func finishedWithUnreadErrors() async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.failures, baseURL: server.url)
        defer { workspace.remove() }
        let ending = try await Gonogo.start(
            [
                "run", "-v", "--case", "FAILS", "--deployment-id", Workspace.deploymentID, "--var",
                "silent=\(server.url)",
            ],
            in: workspace.path, output: .file(try workspace.folder.write("stdout", "")), errors: .blocked
        ) { child in
            try await wait { workspace.text("stdout")?.contains("\nOverall: NO-GO") ?? false }
            // What is left is output that nobody takes: the first signal ends it.
            child.send(SIGINT)
            return try await child.end(within: .seconds(60))
        }
        #expect(!ending.wasTooSlow)
        #expect(ending.status == 130)
        #expect(workspace.text("stdout") == workspace.text("reports/GOLDEN/summary.txt"))
        #expect(try workspace.record().verdict.decision == "NO-GO")
    }

    @Test("a reader that is late finds the first lines, and how many were left out")
    func lateReader() async throws {
        let server = try RawServer.silent()
        defer { server.stop() }
        let long = String(repeating: "x", count: 300)
        let suite = """
            suite: lines
            kind: smoke
            cases:
              - id: LINES
                matrix: {rows: [\((1...900).map { "{n: \($0)}" }.joined(separator: ", "))]}
                steps: [{http: {url: "http://127.0.0.1:1/\(long)"}, check: {status: 200}}]
              - {id: WAITS, steps: [{http: {url: "{{base_url}}/", timeout: 300s}, check: {status: 200}}]}

            """
        let workspace = try Workspace(suite: suite, baseURL: server.url)
        defer { workspace.remove() }
        let pipe = try NamedPipe(workspace.folder.file("pipe"))
        let (ending, errors) = try await Gonogo.start(
            ["run", "-v", "--deployment-id", Workspace.deploymentID], in: workspace.path, errors: .file(pipe.path)
        ) { child in
            try await wait { workspace.finishedCases == 900 }
            async let errors = pipe.readToEnd()
            child.send(SIGINT)
            return (try await child.end(within: .seconds(60)), try await errors)
        }
        #expect(ending.status == 130)
        #expect(errors.hasPrefix("running 901 checks in 1 suite\n"))
        #expect(errors.contains(/\n\([0-9]+ lines left out: nobody read in time\)\n/))
        #expect(errors.contains("interrupted by SIGINT: writing what is known"))
    }

    @Test("after kill -9 the journal shows what was known")
    func killed() async throws {
        let server = try RawServer.silent()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.cases, baseURL: server.url)
        defer { workspace.remove() }

        let ending = try await Gonogo.start(
            ["run", "-q", "--deployment-id", Workspace.deploymentID], in: workspace.path
        ) { child in
            try await wait { server.connections > 0 }
            child.send(SIGKILL)
            return try await child.end()
        }
        #expect(ending.status == 128 + SIGKILL)
        #expect(!workspace.isThere("reports/GOLDEN/run.json"))

        let summary = try await Gonogo.run(["report", "reports/GOLDEN"], in: workspace.path)
        #expect(summary.status == 0, "\(summary.stderr)")
        #expect(summary.stdout.contains("incomplete: the run ended without finishing"))
        #expect(summary.stdout.contains("Smoke Tests: 1/3 passed, 2 skipped"), "\(summary.stdout)")
        #expect(!summary.stdout.contains("Overall: GO"))
        let json = try await Gonogo.run(["report", "reports/GOLDEN", "--format", "json"], in: workspace.path)
        let record = try Record(Data(json.output))
        #expect(!record.complete)
        #expect(record.cases.first?.id == "FIRST")
        #expect(record.cases.first?.outcome == "passed")
    }

    @Test(
        "max_duration ends a run against a target of one byte now and then, as INCONCLUSIVE",
        arguments: ["slow_body", "silent"])
    func maxDuration(_ name: String) async throws {
        let servers = Servers()
        defer { servers.stop() }
        let workspace = try Workspace(
            suite: Self.cases, baseURL: try await servers.value(name), policy: "{max_duration: 1s}")
        defer { workspace.remove() }

        let ending = try await workspace.run(within: .seconds(60))

        #expect(ending.status == 3, "\(ending.stdout)\(ending.stderr)")
        #expect(ending.duration < Self.bound)
        #expect(try workspace.record().durationMs < 1_000 * Self.recordedBound)
        try ReportCheck.expectReports(of: ending, in: workspace)
    }
}

/// Waits until something holds, for a minute at most.
func wait(until condition: () -> Bool) async throws {
    for _ in 0..<6000 {
        if condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw ServerFailure("waited for a minute")
}
