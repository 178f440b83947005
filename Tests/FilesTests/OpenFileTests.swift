import Files
import Foundation
import Testing

@Suite("files read piece by piece")
struct OpenFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("pieces, parts and the time of a file")
    func pieces() throws {
        let path = try folder.file("a", "0123456789")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: path)
        let file = try OpenFile(path)
        #expect(file.size == 10 && file.modified == 1_700_000_000_000)
        #expect(try file.bytes(at: 8, count: 5) == Array("89".utf8))
        var buffer = [UInt8](repeating: 0, count: 6)
        #expect(try buffer.withUnsafeMutableBytes { try file.read(into: $0) } == 6)
        #expect(buffer == Array("012345".utf8))
        #expect(try buffer.withUnsafeMutableBytes { try file.read(into: $0) } == 4)
        #expect(try buffer.withUnsafeMutableBytes { try file.read(into: $0) } == 0)
    }

    @Test("what is no regular file is refused without waiting")
    func refused() throws {
        try folder.folder("d")
        mkfifo(folder.at("p"), 0o600)
        for name in ["d", "p"] { #expect(throws: FilesError.self) { _ = try OpenFile(folder.at(name)).size } }
        #expect(throws: FilesError.notFound(path: folder.at("x"))) { _ = try OpenFile(folder.at("x")).size }
    }

    @Test("a path is resolved through its links")
    func resolved() throws {
        try folder.file("a")
        try folder.link("l", to: "a")
        #expect(try Path.resolved(folder.at("l")) == Path.resolved(folder.at("a")))
    }
}
