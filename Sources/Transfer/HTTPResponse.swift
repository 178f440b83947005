/// The status line and the header of one answer.
package struct ResponseHead: Sendable, Equatable {
    package var status: Int
    /// `HTTP/1.0`, `HTTP/1.1` or `HTTP/2`.
    package var version: String
    package var headers: [HTTPHeader]

    package init(status: Int, version: String, headers: [HTTPHeader]) {
        self.status = status
        self.version = version
        self.headers = headers
    }
}

/// The final answer of an exchange, complete: a cut-off answer is a `TransferError` instead.
package struct HTTPResponse: Sendable, Equatable {
    package var head: ResponseHead
    /// After decompression, when that was asked for.
    package var body: [UInt8]
    /// The URL that answered in the end, without user and password.
    package var url: String
    /// The redirects that were followed, in order; empty when none was or none was asked for.
    package var redirects: [Redirect]
    package var timings: TransferTimings
    package var wire: WireSizes
    /// The address and port that were connected to; nil for a Unix socket.
    package var remoteAddress: HostAndPort?
    /// True when the request went over a connection that an earlier one had opened.
    package var reusedConnection: Bool
    /// The peer's certificate; nil without TLS, and nil when libcurl was built without OpenSSL 3.
    package var certificate: Certificate?
    /// True when the body came compressed and was decompressed here.
    package var wasDecompressed: Bool

    package var status: Int { head.status }
    package var version: String { head.version }
    package var headers: [HTTPHeader] { head.headers }

    /// What the answer's `Set-Cookie` fields say, in order.
    package var cookies: [HTTPCookie] { headers.values(of: "set-cookie").compactMap(HTTPCookie.init(parsing:)) }
}

/// One followed redirect: the answer's status, and the absolute URL it led to without user and password.
package struct Redirect: Sendable, Equatable {
    package var status: Int
    package var url: String
}

/// Bytes as counted on the wire, of the last hop, TLS not counted.
package struct WireSizes: Sendable, Equatable {
    /// Request line, headers and body.
    package var sent = 0
    /// Status line and headers.
    package var header = 0
    /// The body before decompression.
    package var body = 0

    package init() {}
}
