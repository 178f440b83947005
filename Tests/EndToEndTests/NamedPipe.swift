import Foundation
import TestSupport

/// A pipe with a name, which is read only when a test wants it.
final class NamedPipe: Sendable {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        guard mkfifo(path, 0o600) == 0 else { throw ServerFailure("no pipe: \(errno)") }
        // With a reader there, a writer can open it.
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw ServerFailure("no pipe: \(errno)") }
        self.path = path
    }

    deinit { close(descriptor) }

    /// Everything until the last writer has gone.
    func readToEnd() async throws -> String {
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                text += buffer.prefix(count)
            } else if count == 0 {
                return String(decoding: text, as: UTF8.self)
            } else if errno == EAGAIN || errno == EINTR {
                try await Task.sleep(for: .milliseconds(5))
            } else {
                throw ServerFailure("the pipe can't be read: \(errno)")
            }
        }
    }
}
