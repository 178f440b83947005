import Files
import Foundation
import Testing

struct WritingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("an atomic write makes the file and replaces it, leaving nothing else")
    func atomicWrite() throws {
        try AtomicFile.write(Array("one".utf8), to: folder.at("a"))
        try AtomicFile.write(Array("two".utf8), to: folder.at("a"))
        #expect(try folder.text("a") == "two")
        #expect(try folder.names == ["a"])
    }

    @Test("an atomic write replaces a link, not the file that it leads to")
    func atomicWriteOverLink() throws {
        try folder.file("precious", "old")
        try folder.link("a", to: "precious")
        try AtomicFile.write(Array("new".utf8), to: folder.at("a"))
        #expect(try folder.text("precious") == "old")
        #expect(try folder.text("a") == "new")
    }

    @Test("a failed atomic write speaks of the file that was wanted and leaves nothing")
    func failedWrite() throws {
        try folder.folder("a")
        #expect(throws: FilesError.notAFile(path: folder.at("a"), kind: "a directory")) {
            try AtomicFile.write([1], to: folder.at("a"))
        }
        #expect(throws: FilesError.notFound(path: folder.at("none"))) {
            try AtomicFile.write([1], to: folder.at("none/b"))
        }
        #expect(try folder.names == ["a"])
    }

    @Test("folders are made with those above them, and may exist")
    func createFolders() throws {
        try Directory.create(folder.at("a/b/c"))
        try Directory.create(folder.at("a/b/c"))
        #expect(Directory.exists(folder.at("a/b/c")))
    }

    @Test("a file where a folder is wanted is named", arguments: ["file", "file/below"])
    func fileInTheWay(path: String) throws {
        try folder.file("file")
        #expect(throws: FilesError.notADirectory(path: folder.at("file"))) { try Directory.create(folder.at(path)) }
    }

    @Test("a list is sorted by bytes and bounded")
    func list() throws {
        for name in ["b", "a", "Z", "é", ".hidden"] { try folder.file(name) }
        #expect(try Directory.list(folder.path, limit: 5) == [".hidden", "Z", "a", "b", "é"])
        #expect(throws: FilesError.tooMany(path: folder.path, what: "entries", limit: 4)) {
            try Directory.list(folder.path, limit: 4)
        }
        #expect(throws: FilesError.notADirectory(path: folder.at("a"))) { try Directory.list(folder.at("a"), limit: 5) }
        #expect(throws: FilesError.notFound(path: folder.at("none"))) {
            try Directory.list(folder.at("none"), limit: 5)
        }
    }

    @Test("a link is made, then replaced; what is not a link is left alone")
    func links() throws {
        try SymbolicLink.replace(at: folder.at("latest"), target: "one")
        try SymbolicLink.replace(at: folder.at("latest"), target: "two")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.at("latest")) == "two")
        try folder.file("file", "kept")
        #expect(throws: FilesError.notALink(path: folder.at("file"), kind: "a file")) {
            try SymbolicLink.replace(at: folder.at("file"), target: "one")
        }
        #expect(try folder.text("file") == "kept")
        #expect(try folder.names == ["file", "latest"])
    }

    @Test("lines from many tasks arrive whole")
    func append() async throws {
        let file = try AppendFile(folder.at("journal"))
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<20 {
                group.addTask { for line in 0..<50 { try? file.append(line: Array("\(task)-\(line)".utf8)) } }
            }
        }
        let lines = try folder.text("journal").split(separator: "\n").map(String.init)
        #expect(Set(lines) == Set((0..<20).flatMap { task in (0..<50).map { "\(task)-\($0)" } }))
        #expect(lines.count == 1_000)
    }

    @Test("a journal is continued, or begun anew")
    func appendOrReplace() throws {
        try AppendFile(folder.at("j")).append(line: Array("one".utf8))
        try AppendFile(folder.at("j")).append(line: Array("two".utf8))
        #expect(try folder.text("j") == "one\ntwo\n")
        try AppendFile(folder.at("j"), replacing: true).append(line: Array("three".utf8))
        #expect(try folder.text("j") == "three\n")
    }

    @Test("a device or a folder is no place for a journal")
    func appendElsewhere() throws {
        #expect(throws: FilesError.notAFile(path: "/dev/null", kind: "a device")) { try AppendFile("/dev/null") }
        try folder.folder("d")
        #expect(throws: FilesError.self) { try AppendFile(folder.at("d")) }
    }
}
