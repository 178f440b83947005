/// What to ask, of whom, and within which bounds; a value without any I/O.
package struct HTTPRequest: Sendable, Equatable {
    /// Any token: `GET`, `PATCH`, `PURGE`.
    package var method: String
    /// An absolute `http` or `https` URL.
    package var url: String
    /// Sent in this order, after those that `body` and `authentication` bring.
    package var headers: [HTTPHeader] = []
    package var body: Body = .none
    package var authentication: Authentication = .none
    package var redirects = RedirectPolicy()
    /// One deadline for everything: names, connection, TLS, redirects, body and decompression.
    package var timeout: Duration = .seconds(30)
    /// The part of `timeout` in which a connection must stand, its names and TLS included.
    package var connectTimeout: Duration = .seconds(10)
    /// The URL of a proxy (`http://`, `https://`, `socks5h://`); the environment's proxy variables are never read.
    package var proxy: String?
    package var tls = TLSOptions()
    /// Connects here instead of to the URL's host and port; the Host header, SNI and the certificate check keep the URL's.
    package var connectTo: HostAndPort?
    /// The path of a Unix domain socket to connect to instead.
    package var unixSocket: String?
    package var version: Version = .automatic
    /// Asks for every content coding that libcurl can undo, and undoes it.
    package var acceptsCompression = false
    package var limits = Limits()

    package init(_ method: String = "GET", url: String) {
        self.method = method
        self.url = url
    }
}

extension HTTPRequest {
    package enum Body: Sendable, Equatable {
        case none
        case bytes([UInt8])
        /// A regular file, read while it is sent; at most `Limits.maxUploadBytes` long.
        case file(path: String)
    }

    package enum Authentication: Sendable, Equatable {
        case none
        case basic(user: String, password: String)
        case bearer(token: String)
    }

    package enum Version: Sendable, Equatable {
        /// HTTP/2 where TLS negotiates it, else HTTP/1.1.
        case automatic
        case http11
        /// Negotiated over TLS; without TLS, HTTP/2 is spoken at once.
        case http2
    }

    package struct RedirectPolicy: Sendable, Equatable {
        package var follow = false
        package var maximum = 10
        /// Lets an `https` answer lead to `http`.
        package var allowsDowngrade = false

        package init(follow: Bool = false, maximum: Int = 10, allowsDowngrade: Bool = false) {
            self.follow = follow
            self.maximum = maximum
            self.allowsDowngrade = allowsDowngrade
        }
    }

    package struct Limits: Sendable, Equatable {
        /// Of the body after decompression.
        package var maxBodyBytes = 10 << 20
        /// Of the body before decompression; nil means as `maxBodyBytes`.
        package var maxWireBytes: Int?
        /// Of all header lines of one answer, interim (1xx) answers included.
        package var maxHeaderBytes = 128 << 10
        package var maxUploadBytes = 1 << 30

        package init() {}
    }
}

/// How far a TLS peer is trusted, and what is shown to it.
package struct TLSOptions: Sendable, Equatable {
    /// Checks the chain and the host name.
    package var verifies = true
    /// A PEM file of trusted authorities, in place of the system's.
    package var caFile: String?
    /// A PEM file with the client's certificate, its chain after it.
    package var clientCertificate: String?
    /// A PEM file with the client's key; nil when it stands in `clientCertificate`.
    package var clientKey: String?
    /// The SHA-256 of the peer's public key (SPKI), in base64; several are parted by `;`.
    package var pinnedPublicKey: String?

    package init() {}
}

/// A host, by name or address without brackets, and a port.
package struct HostAndPort: Sendable, Equatable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension HTTPRequest.Authentication: CustomStringConvertible, CustomReflectable {
    /// Names the scheme and never the secret.
    package var description: String {
        switch self {
        case .none: "none"
        case .basic: "basic (hidden)"
        case .bearer: "bearer (hidden)"
        }
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
