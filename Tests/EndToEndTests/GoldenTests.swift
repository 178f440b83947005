import Foundation
import TestSupport
import Testing

@Suite("golden cases")
struct GoldenTests {
    @Test("a case gives exactly what stands beside it", arguments: GoldenCase.all)
    func golden(_ one: GoldenCase) async throws {
        let servers = Servers(target: one.directives("target").flatMap { $0.split(separator: " ").map(String.init) })
        defer { servers.stop() }
        // In a case of invalid input the target is a server that counts: it must not hear a word.
        let counter = one.folder == "invalid" ? try RawServer.answering() : nil
        defer { counter?.stop() }
        let workspace = try await prepare(one, servers, counter)
        defer { workspace.remove() }

        let ending = try await run(one, workspace, try await variables(one, servers, counter))

        #expect(!ending.wasTooSlow)
        if let counter { #expect(counter.connections == 0, "nothing is sent") }
        try compare(one, ending)
        guard one.hasSource else { return }
        if [0, 1, 3, 4].contains(ending.status) {
            try ReportCheck.expectReports(of: ending, in: workspace, printsJSON: one.arguments.contains("--json"))
            try keepFindings(one, workspace)
        } else {
            #expect(!workspace.isThere("reports"), "no reports of what was not run")
        }
    }

    @Test("there are cases of every verdict")
    func breadth() {
        let folders = Dictionary(grouping: GoldenCase.all, by: \.folder).mapValues(\.count)
        for folder in ["go", "no-go", "inconclusive", "invalid", "nothing-selected", "query"] {
            #expect((folders[folder] ?? 0) > 0, "fixtures/cases/\(folder)")
        }
    }

    private func prepare(_ one: GoldenCase, _ servers: Servers, _ counter: RawServer?) async throws -> Workspace {
        let workspace = try Workspace()
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: one.path("files"))) ?? [] {
            try files.copyItem(atPath: "\(one.path("files"))/\(name)", toPath: workspace.folder.file(name))
        }
        for name in one.directives("copy") {
            let source = URL(fileURLWithPath: Binaries.root).appendingPathComponent(name)
            try files.copyItem(atPath: source.path, toPath: workspace.folder.file(source.lastPathComponent))
        }
        guard let source = one.text("yaml") else { return workspace }
        if source.contains("\nproject:") {
            try workspace.folder.write("gonogo.yaml", source)
            return workspace
        }
        try workspace.folder.write("\(one.name).yaml", source)
        let speaksOfTarget =
            source.contains("{{target}}") || source.contains("{{base_url}}") || source.contains("url: /")
        var baseURL = counter?.url
        if !speaksOfTarget { baseURL = nil } else if counter == nil { baseURL = try await servers.value("target") }
        try workspace.folder.write(
            "gonogo.yaml",
            Workspace.project(
                suite: "\(one.name).yaml", baseURL: baseURL, policy: one.directives("policy").first,
                environment: one.directives("environment").joined(separator: "\n    ")))
        return workspace
    }

    /// `--var` for every server that the case mentions.
    private func variables(_ one: GoldenCase, _ servers: Servers, _ counter: RawServer?) async throws -> [String] {
        let source = one.text("yaml") ?? ""
        var arguments: [String] = []
        for name in Servers.names where source.contains("{{\(name)}}") {
            if name == "target", let counter {
                arguments += ["--var", "target=\(counter.url)"]
            } else {
                arguments += ["--var", "\(name)=\(try await servers.value(name))"]
            }
        }
        return arguments
    }

    /// `Tests/consumers/read-sarif.sh` has programs from elsewhere read these files.
    private func keepFindings(_ one: GoldenCase, _ workspace: Workspace) throws {
        let folder = "\(Binaries.root)/.build/sarif-samples/golden/\(one.folder)/\(one.name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["findings.sarif", "run.json"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(workspace.reports)/\(name)"))
            try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
    }

    private func run(_ one: GoldenCase, _ workspace: Workspace, _ variables: [String]) async throws
        -> ChildProgram.Ending
    {
        guard one.hasSource else { return try await Gonogo.run([one.folder] + one.arguments, in: workspace.path) }
        var environment: [String: String] = [:]
        for text in one.directives("process") {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            environment[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
        return try await workspace.run(
            variables + ["--format", "sarif"] + one.arguments, environment: environment)
    }

    private func compare(_ one: GoldenCase, _ ending: ChildProgram.Ending) throws {
        if GoldenCase.isUpdating {
            try GoldenText.updated(one.text("out"), with: ending.stdout).write(
                toFile: one.path("out"), atomically: true, encoding: .utf8)
            try GoldenText.updated(one.text("err"), with: ending.stderr).write(
                toFile: one.path("err"), atomically: true, encoding: .utf8)
            try "\(ending.status)\n".write(toFile: one.path("exit"), atomically: true, encoding: .utf8)
            return
        }
        let expected = one.text("exit")?.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(String(ending.status) == expected, "exit status; stderr: \(ending.stderr)")
        #expect(
            GoldenText.matches(ending.stdout, one.text("out") ?? ""),
            "stdout:\n\(ending.stdout)\nexpected:\n\(one.text("out") ?? "")")
        #expect(
            GoldenText.matches(ending.stderr, one.text("err") ?? ""),
            "stderr:\n\(ending.stderr)\nexpected:\n\(one.text("err") ?? "")")
    }
}
