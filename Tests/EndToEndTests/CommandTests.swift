import Foundation
import TestSupport
import Testing

@Suite("commands")
struct CommandTests {
    private static let suite = """
        suite: smoke
        kind: smoke
        vars: {who: suite}
        cases:
          - {id: A-1, tags: [x], name: "{{who}}", steps: [{http: {url: "{{base_url}}/"}, check: {status: 200}}]}
          - {id: A-2, tags: [x, y], needs: [B], steps: [{http: {url: "{{base_url}}/"}, check: {status: 200}}]}
          - {id: B, steps: [{http: {url: "{{base_url}}/"}, check: {status: 200}}]}

        """

    // MARK: Help and usage

    @Test(
        "every command explains itself with examples",
        arguments: [[], ["run"], ["validate"], ["list"], ["report"], ["query"], ["schema"], ["init"], ["config"]])
    func help(_ command: [String]) async throws {
        let ending = try await Gonogo.run(command + ["--help"], in: "/")
        #expect(ending.status == 0)
        #expect(ending.stdout.contains("EXAMPLES"))
        #expect(ending.stdout.contains("USAGE: gonogo \(command.joined())"))
        #expect(ending.stderr.isEmpty)
    }

    @Test("the version is one line")
    func version() async throws {
        let ending = try await Gonogo.run(["--version"], in: "/")
        #expect(ending.status == 0)
        #expect(ending.stdout.hasPrefix("gonogo ") && ending.stdout.split(separator: "\n").count == 1)
    }

    @Test(
        "a usage error ends with status 2 and says what is wrong on stderr",
        arguments: [
            (["run", "--no-such-option"], "--no-such-option"), (["runn"], "runn"),
            (["query", "--jsonpath", "$"], "<file>"),
            (["run", "--var", "novalue"], "name=value"), (["run", "--var", "1a b=x"], "name=value"),
            (["run", "--deployment-id", "a/b"], "--deployment-id"),
            (["run", "--deployment-id", ".."], "--deployment-id"),
            (["run", "--deployment-id", "latest"], "latest"), (["run", "--deployment-id", ""], "--deployment-id"),
            (["run", "--deployment-id", String(repeating: "x", count: 129)], "128"),
            (["run", "--junit-dialect", "nose"], "junit-10"), (["report", "reports", "--format", "pdf"], "summary"),
            (["report", "no-such-folder"], "no-such-folder"), (["schema", "everything"], "suite"),
            (["init", "--base-url", "not a url"], "--base-url"),
            (["run", "--project", "nowhere.yaml"], "nowhere.yaml"),
            (["validate", "--project", "/"], "directory"),
        ])
    func usage(_ arguments: [String], _ says: String) async throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let ending = try await Gonogo.run(arguments, in: folder.path)
        #expect(ending.status == 2, "\(ending.stdout)\(ending.stderr)")
        #expect(ending.stderr.contains(says), "\(ending.stderr)")
        #expect(ending.stdout.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    // MARK: Looking without sending

    @Test("listing, a dry run and validating send nothing and write nothing")
    func quietCommands() async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.suite, baseURL: server.url)
        defer { workspace.remove() }

        let listed = try await Gonogo.run(["run", "--list"], in: workspace.path)
        let list = try await Gonogo.run(["list"], in: workspace.path)
        let dry = try await Gonogo.run(["run", "--dry-run"], in: workspace.path)
        let valid = try await Gonogo.run(["validate"], in: workspace.path)

        for ending in [listed, list, dry, valid] { #expect(ending.status == 0, "\(ending.stderr)") }
        #expect(listed.stdout == list.stdout)
        #expect(list.stdout.split(separator: "\n").count == 3)
        #expect(dry.stdout.contains("3 checks, at least 3 requests"))
        #expect(dry.stdout.hasSuffix("nothing was sent\n"))
        #expect(valid.stdout == "valid: 3 checks in test\n")
        #expect(server.connections == 0)
        #expect(!workspace.isThere("reports"))
    }

    @Test(
        "--case, --tag and --suite choose, and what a chosen case needs comes along",
        arguments: [
            (["--case", "A-1"], ["A-1"]), (["--case", "A-*"], ["A-1", "A-2", "B"]), (["--case", "A-2"], ["A-2", "B"]),
            (["--tag", "x"], ["A-1", "A-2", "B"]), (["--tag", "y"], ["A-2", "B"]), (["--tag", "!x"], ["B"]),
            (["--suite", "smoke"], ["A-1", "A-2", "B"]), (["--case", "B,A-1"], ["A-1", "B"]),
            (["--suite", "smoke", "--tag", "x", "--case", "A-1"], ["A-1"]),
        ])
    func selection(_ arguments: [String], _ ids: [String]) async throws {
        let workspace = try Workspace(suite: Self.suite, baseURL: "http://127.0.0.1:1")
        defer { workspace.remove() }
        let ending = try await Gonogo.run(["list"] + arguments, in: workspace.path)
        #expect(ending.status == 0, "\(ending.stderr)")
        #expect(ending.stdout.split(separator: "\n").map { $0.split(separator: " ")[2].description } == ids)
    }

    @Test(
        "a value that selects nothing is an error, whatever the others select",
        arguments: [
            (["--case", "A-1,A-3"], ["--case A-3 selects nothing", "did you mean --case A-1?"]),
            (["--case", "A-1", "--case", "NONE-*"], ["--case NONE-* selects nothing", "gonogo list"]),
            (["--suite", "smoke,smok"], ["--suite smok selects nothing", "did you mean --suite smoke?"]),
            (["--suite", "smoke,performance"], ["--suite performance selects nothing"]),
            (["--tag", "x,yy"], ["--tag yy selects nothing", "did you mean --tag y?"]),
            (["--case", "C,D", "--tag", "z"], ["--case C selects nothing", "--case D", "--tag z selects nothing"]),
            (["--case", "B", "--tag", "y"], ["nothing is selected"]),
        ])
    func selectingNothing(_ arguments: [String], _ says: [String]) async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.suite, baseURL: server.url)
        defer { workspace.remove() }
        let ending = try await workspace.run(arguments)
        #expect(ending.status == 5)
        for text in says { #expect(ending.stderr.contains(text), "\(ending.stderr)") }
        #expect(server.connections == 0)
        #expect(!workspace.isThere("reports"))
    }

    @Test("what --tag leaves out of the chosen may be left out")
    func narrowing() async throws {
        let workspace = try Workspace(suite: Self.suite, baseURL: "http://127.0.0.1:1")
        defer { workspace.remove() }
        let ending = try await Gonogo.run(["list", "--case", "A-1,B", "--tag", "!x,!nothing"], in: workspace.path)
        #expect(ending.status == 0, "\(ending.stderr)")
        #expect(ending.stdout.split(separator: "\n").count == 1)
    }

    @Test(
        "a variable comes from the flag, else the process, else the environment, else the suite",
        arguments: [
            (
                ["--var", "who=flag", "--var", "who=last"], ["GONOGO_VAR_who": "process"], "vars: {who: environment}",
                "last"
            ),
            (["--var", "who=flag"], ["GONOGO_VAR_who": "process"], "secrets: {other: x}", "flag"),
            ([], ["GONOGO_VAR_who": "process"], "vars: {who: environment}", "process"),
            ([], [:], "vars: {who: environment}", "environment"), ([], [:], "secrets: {other: x}", "suite"),
        ] as [([String], [String: String], String, String)])
    func precedence(_ arguments: [String], _ process: [String: String], _ environment: String, _ expected: String)
        async throws
    {
        let workspace = try Workspace(suite: Self.suite)
        defer { workspace.remove() }
        try workspace.folder.write(
            "gonogo.yaml",
            """
            version: 1
            project: p
            suites: [suite.yaml]
            vars: {who: project}
            environments: {test: {base_url: "http://127.0.0.1:1", \(environment)}}

            """)
        let ending = try await Gonogo.run(
            ["list", "--case", "A-1"] + arguments, in: workspace.path, environment: process)
        #expect(ending.stdout.hasSuffix("  \(expected)\n"), "\(ending.stdout)\(ending.stderr)")
    }

    // MARK: Results

    @Test("an old run renders to the bytes that were written, in every format")
    func report() async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.suite, baseURL: server.url)
        defer { workspace.remove() }
        _ = try await workspace.run()
        for (format, file) in [("summary", "summary.txt"), ("junit", "junit.xml"), ("json", "run.json")] {
            for path in ["reports/GOLDEN", "reports/latest", "reports/GOLDEN/run.json"] {
                let ending = try await Gonogo.run(["report", path, "--format", format], in: workspace.path)
                #expect(ending.status == 0, "\(ending.stderr)")
                #expect(ending.stdout == workspace.text("reports/GOLDEN/\(file)"), "\(format) of \(path)")
            }
        }
        for dialect in ["strict", "extended"] {
            let ending = try await Gonogo.run(
                ["report", "reports/GOLDEN", "--format", "junit", "--junit-dialect", dialect], in: workspace.path)
            #expect(ending.stdout.hasPrefix("<?xml"))
        }
        try workspace.folder.write("broken.json", "{\"schema\": \"gonogo.run/999\"}")
        let broken = try await Gonogo.run(["report", "broken.json"], in: workspace.path)
        #expect(broken.status == 2)
        #expect(broken.stderr.hasPrefix("error: "))
    }

    @Test("--json prints the record in place of the summary")
    func json() async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.suite, baseURL: server.url)
        defer { workspace.remove() }
        let ending = try await workspace.run(["--json"])
        #expect(ending.status == 0)
        try ReportCheck.expectReports(of: ending, in: workspace, printsJSON: true)
    }

    @Test("latest points at the newest run, and runs of the same second have folders of their own")
    func latest() async throws {
        let workspace = try Workspace(
            suite: "suite: s\nkind: smoke\ncases: [{id: A, steps: [{command: {argv: [\"true\"]}}]}]\n")
        defer { workspace.remove() }
        for _ in 0..<3 {
            let ending = try await Gonogo.run(["run", "-q"], in: workspace.path)
            #expect(ending.status == 0, "\(ending.stderr)")
            let link = try FileManager.default.destinationOfSymbolicLink(
                atPath: workspace.folder.file("reports/latest"))
            #expect(ending.stdout.contains("Deployment ID: \(link) ("))
        }
        let runs = try FileManager.default.contentsOfDirectory(atPath: workspace.folder.file("reports"))
        #expect(runs.count == 4, "\(runs)")
    }

    @Test("a deployment id is used once: what a run left is never written over", arguments: ["finished", "unfinished"])
    func usedID(_ kind: String) async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.suite, baseURL: server.url)
        defer { workspace.remove() }
        #expect(try await workspace.run().status == 0)
        if kind == "unfinished" {
            let files = FileManager.default
            for name in try files.contentsOfDirectory(atPath: workspace.reports) {
                try files.removeItem(atPath: "\(workspace.reports)/\(name)")
            }
            try workspace.folder.write("reports/GOLDEN/journal.jsonl", "what was known")
        }
        let left = ["run.json", "journal.jsonl"].map { workspace.text("reports/GOLDEN/\($0)") }
        let connections = server.connections
        let again = try await workspace.run()
        #expect(again.status == 2)
        #expect(again.stderr.hasPrefix("error: reports/GOLDEN already holds a run\n"), "\(again.stderr)")
        #expect(again.stdout.isEmpty)
        #expect(server.connections == connections)
        #expect(["run.json", "journal.jsonl"].map { workspace.text("reports/GOLDEN/\($0)") } == left)
        #expect(try await workspace.run(["--dry-run"]).status == 0)
    }

    @Test("without a terminal, progress is plain lines, and -v names every result")
    func progress() async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let workspace = try Workspace(suite: Self.suite, baseURL: server.url)
        defer { workspace.remove() }
        let plain = try await Gonogo.run(["run"], in: workspace.path)
        #expect(plain.stderr.contains("running 3 checks in 1 suite\nsmoke (smoke): 3/3 passed in "))
        #expect(plain.stderr.contains("reports: reports/"))
        #expect(!plain.stderr.utf8.contains(0x1B))
        let verbose = try await Gonogo.run(["run", "-v"], in: workspace.path)
        for id in ["A-1", "A-2", "B"] { #expect(verbose.stderr.contains("passed  smoke/\(id)\n")) }
    }

    // MARK: Beginning

    @Test("the schemas are JSON", arguments: ["suite", "project"])
    func schema(_ subject: String) async throws {
        let ending = try await Gonogo.run(["schema", subject], in: "/")
        #expect(ending.status == 0)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(ending.output)) as? [String: Any])
        #expect(object["$schema"] is String)
    }

    @Test("what init writes is valid and runs against the target; a second init changes nothing")
    func begin() async throws {
        let servers = Servers()
        defer { servers.stop() }
        let target = try await servers.value("target")
        let folder = try TestFolder()
        defer { folder.remove() }
        let begun = try await Gonogo.run(["init", "--directory", "checks", "--base-url", target], in: folder.path)
        #expect(begun.status == 0, "\(begun.stderr)")
        let project = ["--project", "checks/gonogo.yaml"]
        let valid = try await Gonogo.run(["validate"] + project, in: folder.path)
        #expect(valid.status == 0, "\(valid.stderr)")
        let run = try await Gonogo.run(["run", "-q"] + project, in: folder.path)
        #expect(run.status == 0, "\(run.stderr)")
        #expect(run.stdout.contains("API Health: OK (200 in "))
        #expect(FileManager.default.fileExists(atPath: folder.file("checks/reports/latest/run.json")))
        let again = try await Gonogo.run(["init", "--directory", "checks"], in: folder.path)
        #expect(again.status == 2)
        #expect(again.stderr.contains("checks/gonogo.yaml is already there"))
    }

    @Test("the shipped suites are valid in every environment")
    func shipped() async throws {
        let ending = try await Gonogo.run(["validate", "--project", "suites/kis-core/gonogo.yaml"], in: Binaries.root)
        #expect(ending.status == 0, "\(ending.stderr)")
        #expect(ending.stdout.hasSuffix(" in local, staging, production\n"))
    }

    @Test("a query reads standard input")
    func query() async throws {
        let ending = try await Gonogo.run(["query", "--jsonpath", "$.a", "-"], in: "/", input: #"{"a": [1, 2.50]}"#)
        #expect(ending.stdout == "[[1,2.50]]\n")
    }
}
