import Foundation

/// A shell that keeps a server of the tests: when this process closes its pipe, by `stop` or by dying in whatever way,
/// the shell ends the server and removes its folder.
final class Watchdog: Sendable {
    private let lifeline: FileHandle
    private let shell: Process

    /// `script` starts the server, reads a line of its input, which never comes, and cleans up.
    init(_ script: String, _ arguments: [String]) throws {
        let pipe = Pipe()
        shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", script, "watchdog"] + arguments
        shell.standardInput = pipe
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        // Another child of this process must not hold the pipe open.
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try shell.run()
        lifeline = pipe.fileHandleForWriting
    }

    var isRunning: Bool { shell.isRunning }

    func stop() {
        try? lifeline.close()
        shell.waitUntilExit()
    }
}

/// True when something accepts connections on this port of 127.0.0.1.
func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, socketStreamType, 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}
