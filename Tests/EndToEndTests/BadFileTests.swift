import Foundation
import TestSupport
import Testing

/// Files that no repository should hold, made when they are needed.
struct BadFile: Sendable, CustomTestStringConvertible {
    let name: String
    /// Puts something at the path.
    let make: @Sendable (String) throws -> Void
    let says: String

    var testDescription: String { name }

    static let good = """
        suite: s
        kind: smoke
        cases:
          - id: A
            steps: [{http: {url: "{{base_url}}/"}, check: {status: 200}}]

        """

    static func bytes(_ name: String, says: String, _ make: @escaping @Sendable () -> [UInt8]) -> BadFile {
        BadFile(name: name, make: { try Data(make()).write(to: URL(fileURLWithPath: $0)) }, says: says)
    }

    static let all = [
        bytes("a NUL byte", says: "suite.yaml:6:3: error: a NUL byte stands here") { Array("\(good)# \0".utf8) },
        bytes("no UTF-8", says: "suite.yaml:6:3: error: a byte here is not UTF-8") {
            Array("\(good)# ".utf8) + [0xE9, 0x41]
        },
        bytes("UTF-16", says: "error: the file is UTF-16") { [0xFF, 0xFE, 0x73, 0, 0x75, 0] },
        bytes("an escape sequence", says: "error: a control character (U+001B)") { Array("\(good)# \u{1B}[31m".utf8) },
        bytes("empty", says: "error: the file is empty") { [] },
        bytes("only a comment", says: "error: the file is empty") { Array("# nothing\n".utf8) },
        bytes("a text", says: "wants a mapping") { Array("just a text\n".utf8) },
        bytes("100 MB", says: "104857600") { [UInt8](repeating: 0x61, count: 104_857_600) },
        bytes("deep nesting", says: "nested more than 64 levels deep") {
            Array("suite: \(String(repeating: "[", count: 100_000))\n".utf8)
        },
        bytes("deep block nesting", says: "nested more than 64 levels deep") {
            Array((0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined().utf8)
        },
        bytes("a long line", says: "error:") {
            Array("suite: \(String(repeating: "x", count: 900_000))\nkind: [\n".utf8)
        },
        bytes("many errors", says: "error: unknown key") {
            Array("\(good)\((0..<5000).map { "key\($0): 1\n" }.joined())".utf8)
        },
        BadFile(
            name: "a directory",
            make: { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true) },
            says: "directory"),
        BadFile(
            name: "a FIFO", make: { guard mkfifo($0, 0o600) == 0 else { throw ServerFailure("mkfifo") } }, says: "pipe"),
        BadFile(
            name: "a link to nowhere",
            make: { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: "nowhere.yaml") },
            says: "suite.yaml"),
        BadFile(
            name: "a link to a device",
            make: { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: "/dev/zero") },
            says: "device"),
    ]
}

@Suite("files that are no suite")
struct BadFileTests {
    @Test("each is a clear error, soon and in little memory, and nothing is sent", arguments: BadFile.all)
    func bad(_ one: BadFile) async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let workspace = try Workspace(suite: "", baseURL: server.url)
        defer { workspace.remove() }
        try FileManager.default.removeItem(atPath: workspace.folder.file("suite.yaml"))
        try one.make(workspace.folder.file("suite.yaml"))

        let ending = try await workspace.run(within: .seconds(20))

        #expect(!ending.wasTooSlow)
        #expect(ending.status == 2, "\(ending.stderr.prefix(2000))")
        #expect(ending.stderr.contains(one.says), "\(ending.stderr.prefix(2000))")
        #expect(ending.stderr.utf8.count < 100_000)
        #expect(ending.stdout.isEmpty)
        #expect(ending.peakMemory < 100 << 20, "\(ending.peakMemory >> 20) MiB")
        #expect(server.connections == 0)
        #expect(!workspace.isThere("reports"))
    }

    @Test("a byte order mark, CR LF and lone CR are read as what they are", arguments: ["\u{FEFF}", "\r\n", "\r"])
    func readable(_ kind: String) async throws {
        let server = try RawServer.answering()
        defer { server.stop() }
        let text =
            kind == "\u{FEFF}" ? kind + BadFile.good : BadFile.good.split(separator: "\n").joined(separator: kind)
        let workspace = try Workspace(suite: text, baseURL: server.url)
        defer { workspace.remove() }

        let ending = try await workspace.run()

        #expect(ending.status == 0, "\(ending.stderr)")
        #expect(server.requests == 1)
    }

    @Test("a mistake behind a byte order mark or CR LF is told at its line", arguments: ["\u{FEFF}", "\r\n"])
    func located(_ kind: String) async throws {
        let suite = "suite: s\nkind: smoke\ncases: []\n"
        let text = kind == "\u{FEFF}" ? kind + suite : suite.split(separator: "\n").joined(separator: kind)
        let workspace = try Workspace(suite: text)
        defer { workspace.remove() }

        let ending = try await workspace.run()

        #expect(ending.status == 2)
        #expect(
            ending.stderr.hasPrefix("suite.yaml:3:8: error: 'cases' is empty\n  3 | cases: []\n    |        ^\n"),
            "\(ending.stderr)")
    }
}
