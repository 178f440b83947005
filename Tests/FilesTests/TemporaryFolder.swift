import Files
import Foundation

/// A folder of a test's own, removed with everything in it at the end.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/gonogo-files-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func at(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func file(_ name: String, _ text: String = "") throws -> String {
        try FileManager.default.createDirectory(atPath: Path.directory(of: at(name)), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: at(name)))
        return at(name)
    }

    func folder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: at(name), withIntermediateDirectories: true)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: at(name), withDestinationPath: target)
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: at(name), encoding: .utf8) }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}
