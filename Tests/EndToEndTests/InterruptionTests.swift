import Foundation
import TestSupport
import Testing

@Suite("interrupted runs")
struct InterruptionTests {
    /// Two seconds are promised; the rest is for a machine that has other things to do.
    private static let promised = Duration.seconds(2) + .seconds(2)

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

        let (ending, sinceSignal) = try await Gonogo.start(
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
            child.send(signal)
            return (try await child.end(within: .seconds(120)), sent.duration(to: .now))
        }

        #expect(ending.status == 128 + signal, "\(ending.stderr)")
        #expect(sinceSignal < Self.promised)
        let name = signal == SIGINT ? "SIGINT" : "SIGTERM"
        #expect(ending.stdout.contains("Status: INTERRUPTED (Duration: "))
        #expect(ending.stdout.contains("incomplete: interrupted by \(name)"))
        #expect(ending.stderr.contains("interrupted by \(name): writing what is known"))
        try ReportCheck.expectReports(of: ending, in: workspace)
        let record = try workspace.record()
        #expect(!record.complete)
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
        #expect(ending.duration < .seconds(10))
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
