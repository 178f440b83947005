import Checks
import Foundation
import Model
import TestSupport
import Testing

@Suite("File steps", .timeLimit(.minutes(1)))
struct FileStepTests {
    /// A project's folder with a few files, and a context for steps whose suites are in it.
    private struct Project {
        let folder: TestFolder
        let context: CaseContext

        init() throws {
            folder = try TestFolder()
            var run = Written.runContext()
            run.directory = folder.path
            context = CaseContext(run: run, scope: Scope())
            try folder.write("config.json", #"{"token": "canary-value-of-a-file", "version": 3}"#)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.file("config.json"))
        }

        func link(_ name: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(atPath: folder.file(name), withDestinationPath: target)
        }

        func run(_ step: String) async throws -> StepResult {
            try await Written.run("{\(step)}", directory: folder.path, in: context)
        }
    }

    @Test(
        "what holds of a file",
        arguments: [
            "check: {mode: '0640', size: {gt: 1B, lt: 1KiB}, file_type: file, inside: true, age: {lt: 1h}}",
            "check: {mode: {one_of: ['0600', '0640']}, link_target: {exists: false}}",
            "check: {json: {version: 3}, bytes: {gt: 10}, sha256: {matches: '^[0-9a-f]{64}$'}}",
            "check: {assert: [{jsonpath: $.version, gte: 3}, {regex: 'version. *: (.)', eq: 3}]}",
            "check: {body: {contains: version}}",
        ])
    func holds(check: String) async throws {
        let project = try Project()
        defer { project.folder.remove() }
        let result = try await project.run("file: {path: config.json}, \(check)")
        #expect(result.outcome == .passed, "\(result.refusals)")
    }

    @Test("the age of a file whose time is yet to come is not known, and no younger than any limit")
    func future() async throws {
        let project = try Project()
        defer { project.folder.remove() }
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: 86_400)],
            ofItemAtPath: project.folder.file("config.json"))
        let result = try await project.run("file: {path: config.json}, check: {age: {lt: 1h}}")
        #expect(result.outcome == .errored)
    }

    @Test("a mode that is not the expected one is told with both")
    func mode() async throws {
        let project = try Project()
        defer { project.folder.remove() }
        let result = try await project.run("file: {path: config.json}, check: {mode: '0600'}")
        #expect(result.refusals == ["mode: expected \"0600\", got \"0640\""])
        #expect(result.observations.last?.finding?.rule == "preflight/file")
    }

    @Test(
        "no part of a file's contents is shown, whatever looks into it",
        arguments: [
            "body: {contains: nothing}", "json: {token: other}", "assert: [{jsonpath: $.token, eq: other}]",
            "assert: [{regex: 'canary[^\"]*', eq: other}]", "assert: [{jsonpath: $.*, count: 7}]",
            "body: {contains: canary}",
        ])
    func withheld(check: String) async throws {
        let project = try Project()
        defer { project.folder.remove() }
        let result = try await project.run("file: {path: config.json}, check: {\(check)}")
        #expect(!"\(result)".contains("canary-value"))
    }

    @Test("contents are shown where the suite says so")
    func shown() async throws {
        let project = try Project()
        defer { project.folder.remove() }
        let result = try await project.run(
            "file: {path: config.json, show: true}, check: {assert: [{jsonpath: $.version, eq: 4}]}")
        #expect(result.refusals == ["jsonpath $.version: expected 4, got 3"])
    }

    @Test("what is captured from a file is a secret")
    func captured() async throws {
        let project = try Project()
        defer { project.folder.remove() }
        _ = try await project.run("file: {path: config.json}, capture: {token: {jsonpath: $.token}}")
        #expect(project.context.scope["token"]?.isSecret == true)
        #expect(!project.context.run.redactor.redact("x canary-value-of-a-file").contains("canary"))
    }

    @Test(
        "a link out of the project is told, and nothing behind it looked at",
        arguments: ["check: {mode: '0644'}", "check: {size: {gt: 0}}", "check: {body: {contains: root}}", "name: x"])
    func outside(check: String) async throws {
        let project = try Project()
        let other = try TestFolder()
        defer {
            project.folder.remove()
            other.remove()
        }
        try project.link("out", to: try other.write("secret", "root"))
        let result = try await project.run("file: {path: out}, \(check)")
        #expect(result.outcome == .errored, "\(result.refusals)")
        #expect(result.refusals.contains { $0.contains("out of the project's folder") })
    }

    @Test("links out of the project can be refused, or followed when asked to")
    func followed() async throws {
        let project = try Project()
        let other = try TestFolder()
        defer {
            project.folder.remove()
            other.remove()
        }
        let target = try other.write("secret", "root")
        try project.link("out", to: target)
        try project.link("folder", to: other.path)
        #expect(try await project.run("file: {path: out}, check: {inside: true}").outcome == .failed)
        #expect(try await project.run("file: {path: folder/secret}").outcome == .errored)
        let followed = try await project.run(
            "file: {path: out, follow: true}, check: {body: root, inside: false, link_target: \(target)}")
        #expect(followed.outcome == .passed, "\(followed.refusals)")
    }

    @Test("links within the project are followed, dangling and circular ones are told")
    func linksInside() async throws {
        let project = try Project()
        defer { project.folder.remove() }
        try project.link("current.json", to: "config.json")
        try project.link("dangling", to: "gone")
        try project.link("loop", to: "loop")
        let inside = try await project.run(
            "file: {path: current.json}, check: {link_target: config.json, json: {version: 3}, mode: '0640'}")
        #expect(inside.outcome == .passed, "\(inside.refusals)")
        #expect(try await project.run("file: {path: dangling}").outcome == .failed)
        #expect(
            try await project.run("file: {path: dangling}, check: {present: false, link_target: gone}").outcome
                == .passed)
        #expect(try await project.run("file: {path: loop}").outcome == .errored)
    }

    @Test("a pipe without a writer, a socket and a folder are told and never waited for")
    func notFiles() async throws {
        let project = try Project()
        defer { project.folder.remove() }
        #expect(mkfifo(project.folder.file("pipe"), 0o600) == 0)
        #expect(try await project.run("file: {path: pipe}, check: {file_type: pipe}").outcome == .passed)
        #expect(try await project.run("file: {path: pipe}, check: {file_type: file}").outcome == .failed)
        #expect(try await project.run("file: {path: pipe}, check: {size: {gt: 0}}").outcome == .failed)
        #expect(try await project.run("file: {path: pipe}, check: {body: {contains: x}}").outcome == .errored)
        #expect(try await project.run("file: {path: .}, check: {file_type: directory}").outcome == .passed)
    }

    @Test("of a huge file all is told but its contents")
    func huge() async throws {
        let project = try Project()
        defer { project.folder.remove() }
        let path = try project.folder.write("huge", "x")
        #expect(truncate(path, 200 << 30) == 0)
        #expect(try await project.run("file: {path: huge}, check: {size: {gt: 100GiB}}").outcome == .passed)
        let result = try await project.run("file: {path: huge}, check: {sha256: abc}")
        #expect(result.outcome == .errored)
        #expect(result.refusals.contains { $0.contains("larger than max_body (1048576 bytes)") })
    }

    @Test("how old a file is")
    func age() async throws {
        let project = try Project()
        defer { project.folder.remove() }
        let path = try project.folder.write("dump", "x")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -90_000)], ofItemAtPath: path)
        let result = try await project.run("file: {path: dump}, check: {age: {lt: 24h}}")
        #expect(result.refusals == ["age: expected < 24h, got 25h 0m"])
        #expect(try await project.run("file: {path: dump}, check: {age: {gt: 24h, lt: 2d}}").outcome == .passed)
    }
}
