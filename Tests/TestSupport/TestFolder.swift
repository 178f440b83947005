import Foundation

/// A folder of its own for one test or server; removed with `remove`.
package struct TestFolder: Sendable {
    package let path: String

    /// Throws when the system's folder for temporary files can't be written to.
    package init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("gonogo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    /// The path of a file in the folder, which need not exist.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    package func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// Runs a program to its end; throws with its output when it fails.
func run(_ program: String, _ arguments: [String], in folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        let words = arguments.joined(separator: " ")
        throw ServerFailure("\(program) \(words) failed: \(String(decoding: text, as: UTF8.self))")
    }
}

/// The full path of a program on PATH or in a folder for servers.
func find(_ program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"]
    return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}
