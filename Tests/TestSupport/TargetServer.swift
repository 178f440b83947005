import Foundation

/// The demo target as a process of its own, on a free port.
///
/// A shell watches it as it does `NginxServer`: the target ends with this process, however that ends.
package final class TargetServer: Sendable {
    package let port: Int
    private let lifeline: FileHandle
    private let watchdog: Process

    package var url: String { "http://127.0.0.1:\(port)" }

    /// Starts it with these options, such as `--fault slow`; answers come without thinking time where none is named.
    package init(_ options: [String] = []) throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let pipe = Pipe()
        watchdog = Process()
        watchdog.executableURL = URL(fileURLWithPath: "/bin/sh")
        let latency = options.contains("--latency") ? [] : ["--latency", "none"]
        watchdog.arguments =
            ["-c", #""$@" & read -r line; kill -9 $!"#, "watchdog", try Binaries.path("gonogo-target")]
            + ["--port", "0", "--port-file", folder.file("port"), "--quiet"] + latency + options
        watchdog.standardInput = pipe
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try watchdog.run()
        lifeline = pipe.fileHandleForWriting
        for _ in 0..<3000 {
            if let text = try? String(contentsOfFile: folder.file("port"), encoding: .utf8),
                let port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
            {
                self.port = port
                return
            }
            usleep(10000)
        }
        try? lifeline.close()
        throw ServerFailure("gonogo-target did not start with \(options)")
    }

    package func stop() {
        try? lifeline.close()
    }
}

/// The programs of this package, as the test run built them.
package enum Binaries {
    /// The folder of the package.
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// Beside the test bundle, or above it where the bundle is a folder.
    package static func path(_ name: String) throws -> String {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL.deletingLastPathComponent()
        var folders: [String] = []
        for _ in 0..<4 {
            folders.append(folder.path)
            folder = folder.deletingLastPathComponent()
        }
        folders.append("\(root)/.build/debug")
        guard let found = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile) else {
            throw ServerFailure("no program \(name) beside \(CommandLine.arguments[0]); swift build makes it")
        }
        return found
    }
}
