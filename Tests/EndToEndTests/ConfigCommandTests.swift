import Foundation
import TestSupport
import Testing

@Suite("config show and diff")
struct ConfigCommandTests {
    private static let project = """
        version: 1
        project: shop
        suites: [suite.yaml]
        vars: {customer: nobody, region: eu}
        environments:
          staging:
            base_url: "https://user:canary-url@staging.example"
            vars: {customer: acme}
            secrets: {token: "canary-${STAGING_TOKEN}"}
          production: {base_url: "https://shop.example", secrets: {token: "${PRODUCTION_TOKEN}"}}

        """

    private static let suite = """
        suite: environments
        kind: config
        vars: {region: us, size: 8}
        sources:
          staging: [{file: base.env}, {file: staging.env}]
          production: [{file: base.env}, {file: production.env}]
        keys:
          DATABASE_URL: {type: dsn}
          MAX_SIZE: {type: bytes}

        """

    private func workspace(production: String? = nil) throws -> TestFolder {
        let folder = try TestFolder()
        try folder.write("gonogo.yaml", Self.project)
        try folder.write("suite.yaml", Self.suite)
        try folder.write("base.env", "MAX_SIZE=8MiB\nLEVEL=debug\nAPI_TOKEN=canary-shared\n")
        try folder.write("staging.env", "DATABASE_URL=postgresql://a:canary-1@db.staging.example/app\nDEBUG=1\n")
        try folder.write(
            "production.env",
            production ?? "DATABASE_URL=postgresql://a:canary-2@db.example/app\nMAX_SIZE=8388608\nLEVEL=info\n")
        return folder
    }

    @Test("diff shows what differs with file and line, and secrets as fingerprints of this output alone")
    func diff() async throws {
        let folder = try workspace()
        defer { folder.remove() }
        let ending = try await Gonogo.run(["config", "diff", "staging", "production"], in: folder.path)
        #expect(ending.status == 1, "\(ending.stderr)")
        let lines = ending.stdout.split(separator: "\n").map(String.init)
        #expect(lines.first == "environments")
        #expect(lines.last == "3 of 5 keys differ")
        #expect(
            lines.contains {
                $0.hasPrefix("! LEVEL") && $0.contains("(base.env:2)") && $0.contains("(production.env:3)")
            })
        #expect(lines.contains { $0.hasPrefix("- DEBUG") && $0.hasSuffix("(staging.env:2)") })
        #expect(lines.contains { $0.hasPrefix("! DATABASE_URL") && $0.contains(/secret:[0-9a-f]{12}/) })
        #expect(!ending.stdout.contains("canary"))
        let again = try await Gonogo.run(["config", "diff", "staging", "production"], in: folder.path)
        #expect(again.stdout != ending.stdout)
    }

    @Test("with --all the same keys are shown too, and equal secrets have equal fingerprints")
    func all() async throws {
        let folder = try workspace()
        defer { folder.remove() }
        let ending = try await Gonogo.run(["config", "diff", "staging", "production", "--all"], in: folder.path)
        let line = try #require(ending.stdout.split(separator: "\n").first { $0.contains("API_TOKEN") })
        let marks = line.matches(of: /secret:([0-9a-f]{12})/).map(\.output.1)
        #expect(marks.count == 2 && marks[0] == marks[1])
    }

    @Test("JSON names every value's origin, and holds no secret")
    func json() async throws {
        let folder = try workspace()
        defer { folder.remove() }
        for command in [["diff", "staging", "production", "--all"], ["show", "--env", "staging"]] {
            let ending = try await Gonogo.run(["config"] + command + ["--format", "json"], in: folder.path)
            #expect(!ending.stdout.contains("canary"))
            let root = try #require(
                try JSONSerialization.jsonObject(with: Data(ending.stdout.utf8)) as? [String: Any])
            #expect(root["schema"] as? String == "gonogo.config/1")
            let suites = try #require(root["suites"] as? [[String: Any]])
            #expect((suites.first?["keys"] as? [Any])?.count == 5)
        }
    }

    @Test("show names the origin of every variable, the strongest source first")
    func show() async throws {
        let folder = try workspace()
        defer { folder.remove() }
        let ending = try await Gonogo.run(
            ["config", "show", "--env", "staging", "--var", "customer=flag"], in: folder.path,
            environment: ["GONOGO_VAR_extra": "process", "STAGING_TOKEN": "canary-token"])
        #expect(ending.status == 0, "\(ending.stderr)")
        let lines = ending.stdout.split(separator: "\n").map(String.init)
        func line(_ name: String) -> String { lines.first { $0.hasPrefix("  \(name) ") } ?? "" }
        #expect(line("customer").hasSuffix("(--var)") && line("customer").contains(" flag "))
        #expect(line("extra").hasSuffix("(environment variable GONOGO_VAR_extra)"))
        #expect(line("base_url").contains("gonogo.yaml:7:"))
        #expect(line("token").contains("secret:"))
        #expect(lines.contains("variables of the suite environments"))
        #expect(lines.contains { $0.hasPrefix("  region") && $0.contains("us") && $0.contains("suite.yaml:3:") })
        #expect(line("LEVEL").hasSuffix("(base.env:2)"))
        #expect(!ending.stdout.contains("canary") && !ending.stderr.contains("canary"))
    }

    @Test("no difference ends with status 0, a file that can't be read with 3")
    func statuses() async throws {
        let folder = try workspace(production: "DATABASE_URL=postgresql://a:canary-1@db.staging.example/app\nDEBUG=1\n")
        defer { folder.remove() }
        let same = try await Gonogo.run(["config", "diff", "staging", "production"], in: folder.path)
        #expect(same.status == 0)
        #expect(same.stdout.contains("no difference in 5 keys"))
        try FileManager.default.removeItem(atPath: folder.file("production.env"))
        let missing = try await Gonogo.run(["config", "diff", "staging", "production"], in: folder.path)
        #expect(missing.status == 3)
        #expect(missing.stderr.contains("production.env is missing"))
    }

    @Test(
        "a name that nothing has is answered with the nearest one",
        arguments: [
            (["diff", "staging", "prodution"], "did you mean 'production'?"),
            (["diff", "staging", "staging"], "two different"),
            (["diff", "staging", "production", "--suite", "environment"], "did you mean --suite environments?"),
            (["show", "--env", "stagin"], "did you mean 'staging'?"), (["show", "--format", "xml"], "xml"),
        ])
    func usage(_ arguments: [String], _ says: String) async throws {
        let folder = try workspace()
        defer { folder.remove() }
        let ending = try await Gonogo.run(["config"] + arguments, in: folder.path)
        #expect(ending.status == 2)
        #expect(ending.stderr.contains(says), "\(ending.stderr)")
    }

    // MARK: Canaries

    private static let canary = """
        suite: environments
        kind: config
        sources: {test: [{file: test.env}]}
        keys: {RATE: {type: float}, OTHER: {}}
        environments: {test: {canary: {key: RATE, stages: [0, 0.1, 1.0], state: state/canary.json}}}
        unknown_keys: block

        """

    @Test("a canary's stage is remembered after a GO, and only then")
    func remembers() async throws {
        let workspace = try Workspace(suite: Self.canary)
        defer { workspace.remove() }
        try FileManager.default.createDirectory(
            atPath: workspace.folder.file("state"), withIntermediateDirectories: true)
        func run(_ env: String, id: String) async throws -> Int32 {
            try workspace.folder.write("test.env", env)
            return try await Gonogo.run(["run", "-q", "--deployment-id", id], in: workspace.path).status
        }
        #expect(try await run("RATE=0\nUNKNOWN=1", id: "A") == 1)
        #expect(!workspace.isThere("state/canary.json"))
        #expect(try await run("RATE=0", id: "B") == 0)
        let first = try #require(workspace.text("state/canary.json"))
        #expect(
            first.hasPrefix(#"{"schema":"gonogo.canary/1","environment":"test","key":"RATE","stage":"0","since":"20"#))
        #expect(try await run("RATE=1", id: "C") == 1)
        #expect(try await run("RATE=0", id: "D") == 0)
        #expect(workspace.text("state/canary.json") == first, "the time that the stage has stood goes on")
        #expect(try await run("RATE=0.1", id: "E") == 0)
        #expect(workspace.text("state/canary.json")?.contains(#""stage":"0.1""#) == true)
    }

    @Test("a state that can't be written ends with status 6, though the verdict stands")
    func unwritable() async throws {
        let workspace = try Workspace(suite: Self.canary)
        defer { workspace.remove() }
        try workspace.folder.write("test.env", "RATE=0")
        let ending = try await workspace.run()
        #expect(ending.status == 6)
        #expect(ending.stdout.contains("Overall: GO"))
        #expect(ending.stderr.contains("error: not remembered: "))
    }
}
