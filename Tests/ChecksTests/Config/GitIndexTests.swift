import Checks
import Foundation
import TestSupport
import Testing

/// Indexes that git itself has written.
@Suite("Git's index") struct GitIndexTests {
    private static func git(_ arguments: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "git \(arguments.joined(separator: " "))")
    }

    /// A repository with three tracked files and one that is not.
    private static func repository(_ options: [String] = []) throws -> TestFolder {
        let folder = try TestFolder()
        try git(["init"] + options, in: folder.path)
        try FileManager.default.createDirectory(atPath: folder.file("config"), withIntermediateDirectories: true)
        for name in ["config/a.env", "config/" + String(repeating: "n", count: 250), "z.env"] {
            try folder.write(name, "A=1\n")
        }
        try git(["add", "."], in: folder.path)
        try folder.write("config/b.env", "A=1\n")
        return folder
    }

    private static let wanted = Set(["config/a.env", "config/b.env", "z.env", "config"].map { Array($0.utf8) })

    private static func tracked(_ folder: TestFolder) throws -> [String] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file(".git/index"))))
        return try GitIndex.tracked(wanted, in: bytes).map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    @Test("every version says which files are tracked", arguments: ["2", "3", "4"])
    func versions(_ version: String) throws {
        let folder = try Self.repository()
        defer { folder.remove() }
        try Self.git(["update-index", "--index-version", version], in: folder.path)
        // An entry with extended flags makes it version 3.
        if version == "3" { try Self.git(["add", "--intent-to-add", "config/b.env"], in: folder.path) }
        let expected = version == "3" ? ["config/a.env", "config/b.env", "z.env"] : ["config/a.env", "z.env"]
        #expect(try Self.tracked(folder) == expected)
    }

    @Test("a repository with SHA-256 is read too")
    func sha256() throws {
        let folder = try Self.repository(["--object-format=sha256"])
        defer { folder.remove() }
        #expect(try Self.tracked(folder) == ["config/a.env", "z.env"])
    }

    @Test("a split index is told from a whole one")
    func split() throws {
        let folder = try Self.repository()
        defer { folder.remove() }
        try Self.git(["update-index", "--split-index"], in: folder.path)
        #expect(throws: GitIndex.Failure.notWhole("split")) { try Self.tracked(folder) }
    }

    @Test("the tree around a file is found, in a further work tree as well")
    func trees() throws {
        let folder = try Self.repository()
        defer { folder.remove() }
        try Self.git(["commit", "-m", "x"], in: folder.path)
        try Self.git(["worktree", "add", "other"], in: folder.path)
        let root = try #require(Self.real(folder.path))
        guard case .found(let tree) = GitTree.around("\(root)/config"),
            case .found(let other) = GitTree.around("\(root)/other/config")
        else {
            Issue.record("no tree")
            return
        }
        #expect(tree.root == root)
        #expect(other.root == "\(root)/other")
        #expect(other.folder.hasSuffix("/.git/worktrees/other"))
        for place in [tree, other] { #expect((try? place.tracked(Self.wanted).get())?.count == 2) }
    }

    @Test("no piece or change of an index makes it fail otherwise than with an error")
    func damaged() throws {
        let folder = try Self.repository()
        defer { folder.remove() }
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file(".git/index"))))
        for count in bytes.indices {
            #expect(throws: GitIndex.Failure.self) { try GitIndex.tracked(Self.wanted, in: Array(bytes[..<count])) }
        }
        for index in bytes.indices {
            var changed = bytes
            changed[index] = 0xFF
            _ = try? GitIndex.tracked(Self.wanted, in: changed)
        }
    }

    private static func real(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}
