import Foundation
import Testing

/// Validates documents with libxml2's own program: an implementation that shares nothing with the writer.
enum Xmllint {
    struct Missing: Error, CustomStringConvertible {
        var description: String { "xmllint is not installed: apt-get install libxml2-utils (macOS has it)" }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What xmllint has against the document; empty where it is valid.
    static func complaints(about document: [UInt8], schema: URL) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("gonogo-\(UUID().uuidString).xml")
        try Data(document).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // --huge: a message may be longer than what the parser accepts from strangers.
        process.arguments = ["xmllint", "--noout", "--nonet", "--huge", "--schema", schema.path, path.path]
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        // env's status for a program that it can't find.
        if process.terminationStatus == 127 { throw Missing() }
        return process.terminationStatus == 0 ? "" : String(decoding: output.prefix(2_000), as: UTF8.self)
    }

    /// What xmllint has against a document of the default dialect.
    static func complaints(about document: [UInt8]) throws -> String {
        try complaints(about: document, schema: root.appendingPathComponent("fixtures/junit/gonogo-junit.xsd"))
    }
}
