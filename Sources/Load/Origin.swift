/// A server as the engine sees it: where it is, and how it is spoken to. Requests of one origin share connections.
package struct Origin: Sendable, Hashable {
    package enum Scheme: String, Sendable {
        case http, https

        package var defaultPort: UInt16 { self == .http ? 80 : 443 }
    }

    package enum Version: Sendable {
        /// HTTP/2 where TLS negotiates it, else HTTP/1.1.
        case auto
        case http11
        /// HTTP/2 only; without TLS by prior knowledge.
        case http2
    }

    /// Where to connect, whatever the host of the URL is.
    package enum Endpoint: Sendable, Hashable {
        case tcp(host: String, port: UInt16)
        /// The path of a Unix socket.
        case unix(String)
    }

    package var scheme: Scheme
    /// A name or an address literal, IPv6 without brackets.
    package var host: String
    package var port: UInt16
    package var version: Version
    /// Used with https.
    package var tls: TLSPolicy
    /// Nil for host and port themselves.
    package var endpoint: Endpoint?

    package init(
        scheme: Scheme = .http, host: String, port: UInt16, version: Version = .auto, tls: TLSPolicy = TLSPolicy(),
        endpoint: Endpoint? = nil
    ) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.version = version
        self.tls = tls
        self.endpoint = endpoint
    }

    /// The value of a Host header: brackets around IPv6, the port unless it is the scheme's own.
    package var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == scheme.defaultPort ? name : "\(name):\(port)"
    }

    var isUnixSocket: Bool { if case .unix = endpoint { true } else { false } }

    /// The name that is looked up to connect.
    var connectName: String {
        switch endpoint {
        case .tcp(let host, _): host
        case .unix(let path): path
        case nil: host
        }
    }
}
