import Foundation
import TestSupport
import Testing

/// What may go wrong while somebody edits a line.
private struct Mistake: Sendable {
    let name: String
    let edit: @Sendable (String) -> String

    init(_ name: String, edit: @escaping @Sendable (String) -> String) {
        self.name = name
        self.edit = edit
    }

    static let all = [
        Mistake("a bracket too many") { $0 + " ]" },
        Mistake("a quote too many") { $0.replacing(": ", with: ": \"", maxReplacements: 1) },
        Mistake("a tab") { "\t" + $0 },
        Mistake("a wrong key") { $0.replacing(": ", with: "_x: ", maxReplacements: 1) },
        Mistake("a list in place of a value") { $0.replacing(": ", with: ": [", maxReplacements: 1) + "]" },
        Mistake("a line cut in the middle") { String($0.prefix($0.count * 2 / 3)) },
        Mistake("an undefined variable") { $0 + " {{undefined_name}}" },
        Mistake("a key twice") { $0 + "\n" + $0 },
    ]
}

/// Nothing that gonogo writes anywhere holds a secret, whatever happens and in whatever form.
@Suite("canaries")
struct CanaryTests {
    private func withProject<Result>(_ work: (CanaryProject) async throws -> Result) async throws -> Result {
        var canaries = Canaries()
        let token = canaries.plant("token of an answer", isPlain: true)
        let plain = canaries.plant("captured value", isPlain: true)
        let cookie = canaries.plant("Set-Cookie", isPlain: true)
        let body = #"{"access_token": "\#(token)", "plain": "\#(plain)"}"#
        let issuer = try RawServer { connection in
            while connection.readRequest() != nil {
                let head = "HTTP/1.1 200 OK\r\nSet-Cookie: sid=\(cookie); Path=/\r\nContent-Type: application/json\r\n"
                guard connection.write("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)") else { return }
            }
        }
        defer { issuer.stop() }
        let target = try RawServer.echoing()
        defer { target.stop() }
        let silent = try RawServer.silent()
        defer { silent.stop() }
        let project = try CanaryProject(
            target: target.url, issuer: issuer.url, down: "http://127.0.0.1:\(try freePort())", silent: silent.url,
            canaries)
        defer { project.workspace.remove() }
        return try await work(project)
    }

    private func run(_ project: CanaryProject, _ arguments: [String]) async throws -> ChildProgram.Ending {
        let temporary = project.workspace.folder.file("tmp")
        try? FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        return try await Gonogo.run(
            arguments, in: project.workspace.path,
            environment: project.environment.merging(["TMPDIR": temporary]) { $1 })
    }

    @Test("a run in which everything fails shows none of them, in any of its forms")
    func reports() async throws {
        try await withProject { project in
            #expect(project.canaries.all.count > 25)
            let ending = try await run(project, ["run", "-v", "--deployment-id", "GOLDEN", "--format", "sarif"])
            #expect(ending.status == 1, "\(ending.stderr)")
            try project.expectNoLeak(of: ending)
            // The failures were told, so there was something to leak from.
            let record = try project.workspace.record()
            #expect(record.cases.count { $0.outcome == "failed" } >= 10, "\(ending.stdout)")
            #expect(project.workspace.isThere("argv.seen"))
            let hidden = Set(record.cases.filter { $0.outcome == "failed" }.map(\.id))
            let told = [
                "DATABASES", "DATABASE_THAT_IS_NONE", "CACHE", "CACHE_SILENT", "CONNECTION", "VARIABLE", "CONTENTS",
                "PLAN", "production/secrets", "security/other-files", "security/logs",
            ]
            #expect(hidden.isSuperset(of: told), "\(Set(told).subtracting(hidden))")
            for format in ["json", "junit", "reasons", "summary", "sarif"] {
                let again = try await run(project, ["report", "reports/GOLDEN", "--format", format])
                try project.expectNoLeak(of: again, "\(format)")
            }
            let json = try await run(project, ["run", "--json", "--case", "ANSWERS"])
            try project.expectNoLeak(of: json)
        }
    }

    @Test(
        "commands that send nothing show none of them",
        arguments: [
            ["run", "--list"], ["run", "--dry-run"], ["validate"], ["validate", "--env", "test"], ["list"], ["schema"],
            ["run", "--suite", "nothing-like-it"], ["run", "--env", "nowhere"], ["run", "--deployment-id", "../x"],
            ["config", "show", "--env", "test"], ["config", "diff", "staging", "production", "--all"],
            ["config", "show", "--env", "test", "--format", "json"],
            ["config", "diff", "staging", "production", "--format", "json"], ["config", "diff", "staging", "nowhere"],
        ])
    func looking(_ arguments: [String]) async throws {
        try await withProject { project in
            let ending = try await run(project, arguments)
            try project.expectNoLeak(of: ending)
        }
    }

    @Test("a mistake on their very line shows none of them", arguments: Mistake.all.map(\.name))
    func mistakes(name: String) async throws {
        let edit = try #require(Mistake.all.first { $0.name == name }).edit
        try await withProject { project in
            var refused = 0
            for (file, text) in project.files.sorted(by: { $0.key < $1.key }) where file.hasSuffix(".yaml") {
                var lines = text.components(separatedBy: "\n")
                for (index, line) in lines.enumerated() where !project.canaries.found(in: line).isEmpty {
                    lines[index] = edit(line)
                    try project.workspace.folder.write(file, lines.joined(separator: "\n"))
                    let ending = try await run(project, ["validate", "--env", "test"])
                    if ending.status == 2 { refused += 1 }
                    try project.expectNoLeak(of: ending, "\(file):\(index + 1): \(ending.stderr)")
                    lines[index] = line
                }
                try project.workspace.folder.write(file, text)
            }
            #expect(refused > 5)
        }
    }

    @Test(
        "a run that is killed, crashes or is interrupted leaves none of them",
        arguments: [SIGKILL, SIGABRT, SIGSEGV, SIGILL, SIGBUS, SIGTRAP, SIGINT, SIGTERM])
    func crash(_ signal: Int32) async throws {
        try await withProject { project in
            try project.workspace.folder.write(
                "suite.yaml",
                try #require(project.files["suite.yaml"]).replacing(
                    "cases:\n",
                    with:
                        "cases:\n  - {id: LAST, steps: [{command: {shell: \"sleep 100\", env: {TOKEN: \"{{declared}}\"}, timeout: 100s}}]}\n",
                    maxReplacements: 1))
            let ending = try await Gonogo.start(
                ["run", "-v", "--suite", "positions", "--deployment-id", "GOLDEN"], in: project.workspace.path,
                environment: project.environment
            ) { child in
                try await wait { project.workspace.finishedCases >= 5 }
                child.send(signal)
                return try await child.end(within: .seconds(60))
            }
            #expect(ending.status == 128 + signal, "\(ending.stderr)")
            #expect(project.workspace.isThere("reports/GOLDEN"))
            try project.expectNoLeak(of: ending)
        }
    }
}
