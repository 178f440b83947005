import Synchronization
import TestSupport

/// A server that answers each request with the next text of a script, and remembers what came.
final class Answers: Sendable {
    private let server: RawServer
    private let seen: Seen

    /// The last answer is given to all that follow.
    convenience init(_ answers: String...) throws {
        try self.init { request, number in answers[min(number, answers.count - 1)] }
    }

    init(_ answer: @escaping @Sendable (RawRequest, Int) -> String) throws {
        let seen = Seen()
        server = try RawServer { connection in
            while let request = connection.readRequest() {
                guard connection.write(answer(request, seen.add(request))) else { return }
            }
        }
        self.seen = seen
    }

    deinit { server.stop() }

    var url: String { server.url }
    var port: Int { server.port }
    var connections: Int { server.connections }
    var requests: [RawRequest] { seen.all }

    private final class Seen: Sendable {
        private let requests = Mutex<[RawRequest]>([])

        func add(_ request: RawRequest) -> Int {
            requests.withLock { requests in
                requests.append(request)
                return requests.count - 1
            }
        }

        var all: [RawRequest] { requests.withLock { $0 } }
    }
}

/// A response with its length, kept alive.
func answer(_ body: String = "", status: String = "200 OK", headers: [String] = []) -> String {
    let lines = headers.map { "\($0)\r\n" }.joined()
    return "HTTP/1.1 \(status)\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
}
