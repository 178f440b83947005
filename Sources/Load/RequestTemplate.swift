/// A request with holes for variables, taken apart once before the run.
package struct RequestTemplate: Sendable, Equatable {
    /// A run of bytes, or a hole for a variable's value.
    package enum Segment: Sendable, Equatable {
        case literal([UInt8])
        case variable(Int, Encoding)

        package static func text(_ text: String) -> Segment { .literal(Array(text.utf8)) }
    }

    /// How a value is written so that it can't break out of its place.
    package enum Encoding: Sendable, Equatable {
        /// As it is, in a body.
        case raw
        /// As it is, in a target: a blank or a control character in the value fails the request.
        case target
        /// As it is, in a header: a control character in the value fails the request.
        case header
        /// Percent-encoded, as a path segment or a query parameter.
        case percent
        /// As a form's value: percent-encoded, blanks as `+`.
        case form
        /// Escaped, inside a JSON string that the template has opened.
        case jsonString
        /// As a JSON value: a string with its quotes, anything else as it is.
        case jsonValue
    }

    package struct Header: Sendable, Equatable {
        package var name: String
        package var value: [Segment]

        package init(name: String, value: [Segment]) {
            self.name = name
            self.value = value
        }
    }

    package let method: String
    /// Path and query.
    package let target: [Segment]
    /// As given; neither Host nor Content-Length unless given.
    package let headers: [Header]
    package let body: [Segment]

    /// Whether sending it twice does what sending it once does (RFC 9110, section 9.2.2).
    package var isIdempotent: Bool {
        ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(method)
    }

    /// Whether every byte is known before the run.
    package var isConstant: Bool { (target + headers.flatMap(\.value) + body).allSatisfy(\.isLiteral) }

    /// The path for people, without its query, which may carry secrets; a hole is written `{…}`.
    package var path: String {
        let text = target.map { segment in
            if case .literal(let bytes) = segment { String(decoding: bytes, as: UTF8.self) } else { "{…}" }
        }
        return String(text.joined().prefix { $0 != "?" })
    }

    /// A request whose every byte is known.
    ///
    /// Throws `invalidRequest` when a method, target or header would break out of its line.
    package init(
        method: String = "GET", target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) throws(LoadError) {
        try self.init(
            method: method, target: [.text(target)],
            headers: headers.map { Header(name: $0.name, value: [.text($0.value)]) },
            body: body.isEmpty ? [] : [.literal(body)])
    }

    /// Throws `invalidRequest` when a literal part of method, target or headers would break out of its line.
    package init(method: String, target: [Segment], headers: [Header], body: [Segment]) throws(LoadError) {
        guard !method.isEmpty, method.utf8.allSatisfy(\.isTokenByte) else {
            throw .invalidRequest("'\(method)' is no HTTP method")
        }
        guard !target.isEmpty, target.allSatisfy({ $0.allLiteral { $0 > .space && $0 != 127 } }),
            target != [.literal([])]
        else {
            throw .invalidRequest("a request target is empty or holds a space or control character")
        }
        for header in headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(\.isTokenByte) else {
                throw .invalidRequest("'\(header.name)' is no header name")
            }
            guard header.value.allSatisfy({ $0.allLiteral { $0 == .tab || ($0 >= .space && $0 != 127) } }) else {
                throw .invalidRequest("the value of header '\(header.name)' holds a control character")
            }
        }
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// Whether a header of this name is given, in any case.
    func has(_ name: String) -> Bool { headers.contains { $0.name.lowercased() == name } }
}

extension RequestTemplate.Segment {
    var isLiteral: Bool { if case .literal = self { true } else { false } }

    fileprivate func allLiteral(_ holds: (UInt8) -> Bool) -> Bool {
        if case .literal(let bytes) = self { bytes.allSatisfy(holds) } else { true }
    }
}
