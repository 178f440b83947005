internal import Load
internal import Transfer

extension Origin {
    /// Where a request goes and how it is spoken to there, as a step of kind http would do it.
    init(_ url: LoadURL, _ request: HTTPRequest) {
        var endpoint: Endpoint?
        if let path = request.unixSocket {
            endpoint = .unix(path)
        } else if let other = request.connectTo, let port = UInt16(exactly: other.port) {
            endpoint = .tcp(host: other.host, port: port)
        }
        let version: Version =
            switch request.version {
            case .http11: .http11
            case .http2: .http2
            case .automatic: .auto
            }
        // Without TLS it is nobody's policy, and differing ones would part connections.
        let tls = url.scheme == .https ? TLSPolicy(request.tls) : TLSPolicy()
        self.init(
            scheme: url.scheme, host: url.host, port: url.port, version: version, tls: tls, endpoint: endpoint)
    }
}

extension TLSPolicy {
    init(_ options: TLSOptions) {
        self.init(
            verifies: options.verifies, caFile: options.caFile, certificateFile: options.clientCertificate,
            keyFile: options.clientKey, pinnedPublicKey: options.pinnedPublicKey)
    }
}
