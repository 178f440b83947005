import Foundation

/// A folder of a test's own, removed with everything in it at the end.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/gonogo-reports-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func at(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: at(name))) }
    func text(_ name: String) throws -> String { try String(contentsOfFile: at(name), encoding: .utf8) }
    func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: at(folder)).sorted()
    }
    func target(_ link: String) throws -> String { try FileManager.default.destinationOfSymbolicLink(atPath: at(link)) }
    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: at(name), withIntermediateDirectories: true)
    }
}
