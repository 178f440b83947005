/// A request as bytes, built before the run.
package struct RequestTemplate: Sendable, Equatable {
    /// A run of bytes, or (with captures under load) a hole for a variable.
    package enum Segment: Sendable, Equatable {
        case literal([UInt8])
    }

    package let method: String
    package let target: String
    package let segments: [Segment]

    /// Whether sending it twice does what sending it once does (RFC 9110, section 9.2.2).
    package var isIdempotent: Bool {
        ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(method)
    }

    /// An HTTP/1.1 request. `Host` and, with a body, `Content-Length` are added unless given.
    ///
    /// Throws `invalidRequest` when a method, target or header would break out of its line.
    package init(
        method: String = "GET", target: String, origin: Origin, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) throws(LoadError) {
        guard !method.isEmpty, method.utf8.allSatisfy(\.isTokenByte) else {
            throw .invalidRequest("'\(method)' is no HTTP method")
        }
        guard !target.isEmpty, target.utf8.allSatisfy({ $0 > .space && $0 != 127 }) else {
            throw .invalidRequest("a request target is empty or holds a space or control character")
        }
        var text = "\(method) \(target) HTTP/1.1\r\n"
        var names: Set<String> = []
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenByte) else {
                throw .invalidRequest("'\(name)' is no header name")
            }
            guard value.utf8.allSatisfy({ $0 == .tab || ($0 >= .space && $0 != 127) }) else {
                throw .invalidRequest("the value of header '\(name)' holds a control character")
            }
            names.insert(name.lowercased())
        }
        if !names.contains("host") { text += "Host: \(origin.authority)\r\n" }
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        let needsLength = !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
        if needsLength, !names.contains("content-length"), !names.contains("transfer-encoding") {
            text += "Content-Length: \(body.count)\r\n"
        }
        text += "\r\n"
        self.method = method
        self.target = target
        segments = [.literal(Array(text.utf8) + body)]
    }

    /// The request's bytes.
    var bytes: [UInt8] {
        segments.flatMap { segment in
            switch segment {
            case .literal(let bytes): bytes
            }
        }
    }
}
