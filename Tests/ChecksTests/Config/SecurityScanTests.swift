import Checks
import Foundation
import Model
import TestSupport
import Testing

@Suite("Security scan", .timeLimit(.minutes(2))) struct SecurityScanTests {
    /// Runs a suite with the `security` section in a folder with these files.
    private func scan(
        _ security: String, _ files: [String: String], prepare: (TestFolder) throws -> Void = { _ in },
        keys: String = "{}", redactor: Redactor = Redactor()
    ) async throws -> [String: CaseResult] {
        let folder = try TestFolder()
        defer { folder.remove() }
        for (name, text) in files {
            let path = folder.file(name)
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try folder.write(name, text)
        }
        try prepare(folder)
        let text = """
            sources:
              production: [{file: config/production.env}]
              staging: [{file: config/staging.env}]
            keys: \(keys)
            security: \(security)
            """
        let diagnostics = Diagnostics()
        let kind = try #require(CheckKinds.language.suiteKinds.first { $0.kind == .config })
        let node = try #require(Written.node(text, diagnostics, file: "\(folder.path)/suite.yaml"))
        ShapeChecker(scope: Scope(), diagnostics: diagnostics)
            .check(node, .mapping(MappingShape("suite", kind.fields)), named: "suite")
        let context = DecodingContext(
            scope: Scope(), environment: Written.place, suiteName: "env", directory: folder.path, defaults: nil,
            diagnostics: diagnostics)
        let action = try #require(kind.decode(node, context), "\(diagnostics.all)")
        let run = RunContext(
            directory: folder.path, environment: Written.place, scope: Scope(), redactor: redactor,
            deadline: .now + .seconds(60))
        let cases = await action.run(in: run).cases
        #expect(cases.map(\.id) == action.units.map(\.id))
        return Dictionary(cases.map { ($0.id, $0) }) { first, _ in first }
    }

    private static let scanAll = "{scan: ['config/**', '.env*', 'logs/**'], files: {mode: '0600', git_tracked: block}}"
    private static let good = [
        "config/production.env": "DB_PASSWORD=vault:secret/db#x\n", "config/staging.env": "A=1\n",
    ]
    private static let value = "hV7kQ2mZp9xTn4"

    @Test("an environment without secrets passes every rule")
    func good() async throws {
        let cases = try await scan(Self.scanAll, Self.good)
        for id in [
            "production/secrets", "production/key-tier", "security/files", "security/git-tracked", "security/logs",
            "security/other-files",
        ] {
            #expect(cases[id]?.outcome == .passed, "\(id): \(cases[id]?.findings ?? [])")
        }
    }

    @Test("a secret is found in its environment, with its place, its line masked, a fix, and a redactor that knows it")
    func found() async throws {
        let redactor = Redactor()
        let cases = try await scan(
            Self.scanAll,
            [
                "config/production.env": "A=1\nDATABASE_URL=postgres://app:\(Self.value)@db.internal/app\n",
                "config/staging.env": "DB_PASSWORD=\(Self.value)\n",
            ],
            redactor: redactor)
        let finding = try #require(cases["production/secrets"]?.findings.first)
        #expect(finding.property == "secret/dsn-password")
        #expect(finding.location?.line == 2 && finding.location?.column == 29)
        #expect(finding.location?.file.hasSuffix("config/production.env") == true)
        #expect(finding.finding?.subject == "production DATABASE_URL")
        #expect(finding.finding?.fix?.contains("vault:") == true)
        #expect(finding.finding?.excerpt?.text == "DATABASE_URL=postgres://********:********@db.internal/app")
        #expect(cases["production/secrets"]?.severity == .block)
        #expect(cases["staging/secrets"]?.severity == .warn)
        #expect(cases["staging/secrets"]?.findings.first?.finding?.related.first?.location.line == 2)
        #expect(redactor.redact("x \(Self.value) y") == "x ******** y")
        #expect(!"\(cases)".contains(Self.value))
    }

    @Test("a file belongs to the environment that its path names, and to the strictest rule where none is named")
    func environments() async throws {
        var files = Self.good
        files[".env.staging"] = "API_TOKEN=\(Self.value)1\n"
        files["config/prod/app.yml"] = "db:\n  password: \(Self.value)2\n"
        files["config/app.json"] = "{\"dbPassword\": \"\(Self.value)3\"}\n"
        files[".env.example"] = "DB_PASSWORD=changeme\n"
        let cases = try await scan(Self.scanAll, files)
        #expect(cases["staging/secrets"]?.findings.map(\.finding?.subject) == ["staging API_TOKEN"])
        #expect(cases["production/secrets"]?.findings.map(\.finding?.subject) == ["production db.password"])
        #expect(cases["security/other-files"]?.findings.map(\.finding?.subject) == ["dbPassword"])
        #expect(cases["security/other-files"]?.severity == .block)
    }

    @Test("a value of a config file is found in a log, in another encoding too")
    func logs() async throws {
        var files = Self.good
        files["config/production.env"] = "DB_PASSWORD=\(Self.value)\n"
        files["logs/app.log"] = "start\nencoded \(Data(Self.value.utf8).base64EncodedString())\nplain \(Self.value)\n"
        let leaks = try #require(try await scan(Self.scanAll, files)["security/logs"])
        #expect(leaks.outcome == .failed)
        #expect(leaks.findings.map { $0.location?.line } == [2, 3])
        #expect(leaks.findings.allSatisfy { $0.property == "secret/log-leak" })
    }

    @Test("permissions beyond those allowed are found on files with secrets alone")
    func modes() async throws {
        var files = Self.good
        files["config/production.env"] = "DB_PASSWORD=\(Self.value)\n"
        let cases = try await scan(Self.scanAll, files) { folder in
            try #require(chmod(folder.file("config/production.env"), 0o640) == 0)
            try #require(chmod(folder.file("config/staging.env"), 0o644) == 0)
        }
        let findings = try #require(cases["security/files"]?.findings)
        #expect(findings.map(\.property) == ["secret/file-mode"])
        #expect(findings.first?.actual == "mode 0640")
    }

    @Test("a file with a secret that git tracks is found, one that it ignores is not")
    func tracked() async throws {
        var files = Self.good
        files["config/production.env"] = "DB_PASSWORD=\(Self.value)\n"
        files["config/staging.env"] = "DB_PASSWORD=\(Self.value)\n"
        let cases = try await scan(Self.scanAll, files) { folder in
            for arguments in [["init", "-q"], ["add", "config/production.env"]] {
                let git = Process()
                git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                git.arguments = ["git"] + arguments
                git.currentDirectoryURL = URL(fileURLWithPath: folder.path)
                try git.run()
                git.waitUntilExit()
                try #require(git.terminationStatus == 0)
            }
        }
        let findings = try #require(cases["security/git-tracked"]?.findings)
        #expect(findings.map(\.property) == ["secret/git-tracked"])
        #expect(findings.first?.location?.file.hasSuffix("config/production.env") == true)
    }

    @Test("pipes, links out of the tree, and what is too large or no text are reported, and nothing waits for them")
    func hostile() async throws {
        let outside = try TestFolder()
        defer { outside.remove() }
        try outside.write("secret.env", "DB_PASSWORD=\(Self.value)\n")
        let cases = try await scan(Self.scanAll, Self.good) { folder in
            try #require(mkfifo(folder.file("config/pipe.env"), 0o600) == 0)
            try #require(symlink(outside.file("secret.env"), folder.file("config/link.env")) == 0)
            try #require(symlink("config/production.env", folder.file(".env")) == 0)
            try #require(symlink("loop", folder.file("config/loop")) == 0)
            try folder.write("config/large.yml", String(repeating: "a: b\n", count: 300_000))
            try folder.write("config/utf16.env", "\u{FEFF}A=1")
            try Data([0xFF, 0xFE, 0x41, 0x00]).write(to: URL(fileURLWithPath: folder.file("config/utf16.env")))
            try folder.write("config/nul.env", "\u{0}DB_PASSWORD=\(Self.value)\n")
            try Data([1, 0, 2]).write(to: URL(fileURLWithPath: folder.file("config/keys.jks")))
        }
        let files = try #require(cases["security/files"])
        #expect(files.outcome == .errored)
        for words in [
            "pipe.env is a named pipe", "link.env is a link out of the project", "loop leads nowhere",
            "large.yml has 1500000 bytes", "utf16.env is UTF-16", "nul.env holds a NUL byte",
        ] {
            #expect(files.findings.contains { $0.actual.contains(words) }, "\(words)")
        }
        #expect(cases["security/unscanned"]?.findings.first?.actual.contains("keys.jks") == true)
        #expect(!"\(cases)".contains(Self.value))
    }

    @Test("a server without a password is a hint, and a fault where the suite calls its address a secret")
    func openServer() async throws {
        let files = [
            "config/production.env": "REDIS_URL=redis://cache.internal:6379/0\n", "config/staging.env": "A=1\n",
        ]
        let hinted = try await scan(Self.scanAll, files)
        #expect(hinted["production/secrets"]?.outcome == .passed)
        #expect(hinted["production/secret-hints"]?.findings.map(\.property) == ["secret/missing-password"])
        let declared = try await scan(Self.scanAll, files, keys: "{REDIS_URL: {type: dsn, secret: true}}")
        #expect(declared["production/secrets"]?.findings.map(\.property) == ["secret/missing-password"])
    }

    @Test("a source that is a link out of the project is not followed, and what depends on it is no pass")
    func linkedSource() async throws {
        let outside = try TestFolder()
        defer { outside.remove() }
        try outside.write("secret.env", "DB_PASSWORD=\(Self.value)\n")
        let cases = try await scan(
            Self.scanAll, ["config/staging.env": "DB_PASSWORD=vault:x\n"],
            prepare: { folder in
                let link = folder.file("config/production.env")
                try #require(symlink(outside.file("secret.env"), link) == 0)
            }, keys: "{DB_PASSWORD: {required: true}}")
        #expect(cases["production/file"]?.findings.map(\.property) == ["config/unreadable-file"])
        #expect(cases["production/DB_PASSWORD"]?.outcome == .errored)
        #expect(cases["staging/DB_PASSWORD"]?.outcome == .passed)
    }

    @Test("a log that begins with a hole is searched behind it")
    func hole() async throws {
        var files = Self.good
        files["logs/app.log"] = String(repeating: "\u{0}", count: 9_000) + "\npassword=\(Self.value)\n"
        let cases = try await scan(Self.scanAll, files)
        #expect(cases["security/logs"]?.findings.map(\.property) == ["secret/log-leak"])
    }

    @Test("what could not be looked at is no pass for the environment that it belongs to")
    func gaps() async throws {
        let cases = try await scan(Self.scanAll, Self.good) { folder in
            try #require(mkfifo(folder.file("config/production.yml"), 0o600) == 0)
        }
        #expect(cases["production/secrets"]?.outcome == .errored)
        #expect(cases["staging/secrets"]?.outcome == .passed)
    }

    @Test("patterns that name nothing at all are no pass")
    func nothing() async throws {
        let cases = try await scan("{scan: ['conf/**']}", [:])
        #expect(cases["security/files"]?.outcome == .errored)
    }
}
