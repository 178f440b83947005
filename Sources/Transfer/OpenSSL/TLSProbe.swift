/// Opens a TLS connection and looks at what the peer shows.
package struct TLSProbe: Sendable, Equatable {
    package var endpoint: HostAndPort
    /// The name asked for (SNI) and expected in the certificate; the endpoint's host when nil.
    package var serverName: String?
    /// Whether a certificate that can't be trusted is an error; if not, `Certificate.problem` tells.
    package var verifies = true
    /// A PEM file of trusted authorities, in place of the system's.
    package var caFile: String?
    /// Protocols to offer, best first: `["h2", "http/1.1"]`.
    package var applicationProtocols: [String] = []
    /// For everything: name, connection and handshake.
    package var timeout: Duration = .seconds(10)

    package init(host: String, port: Int) {
        endpoint = HostAndPort(host: host, port: port)
    }

    package struct Outcome: Sendable, Equatable {
        package var remoteAddress: HostAndPort
        /// `TLSv1.2`, `TLSv1.3`.
        package var version: String
        /// OpenSSL's name: `TLS_AES_256_GCM_SHA384`.
        package var cipher: String
        /// What was agreed on of those offered, if anything.
        package var applicationProtocol: String?
        package var certificate: Certificate
        package var timings: TransferTimings
    }

    /// Throws when there is no connection or no handshake, or a certificate that must be trusted and can't.
    package func run() async throws(TransferError) -> Outcome {
        let deadline = Deadline(after: timeout)
        let probe = self
        return try await Probe.run { (cancellation) throws(TransferError) in
            var timings = TransferTimings()
            do throws(TransferError) {
                return try probe.run(by: deadline, timings: &timings, cancellation)
            } catch {
                var error = error
                timings.total = deadline.elapsed
                error.timings = timings
                throw error
            }
        }
    }

    private var name: String { serverName ?? endpoint.host }

    private func run(
        by deadline: Deadline, timings: inout TransferTimings, _ cancellation: Cancellation
    ) throws(TransferError) -> Outcome {
        let options = TLSClient.Options(
            name: serverName ?? endpoint.host, caFile: caFile, applicationProtocols: applicationProtocols)
        let client = try TLSClient(options, to: endpoint)
        let socket = try Probe.connect(to: endpoint, by: deadline, timings: &timings, cancellation)
        try client.shakeHands(socket, by: deadline, cancellation)
        timings.tls = deadline.elapsed - timings.dns - timings.connect
        timings.total = deadline.elapsed
        let certificate = try client.certificate()
        if verifies, let problem = certificate.problem {
            throw TransferError(.tls, in: .tls, blame: .target, problem)
        }
        return Outcome(
            remoteAddress: socket.peer, version: client.version, cipher: client.cipher,
            applicationProtocol: client.applicationProtocol, certificate: certificate, timings: timings)
    }
}
