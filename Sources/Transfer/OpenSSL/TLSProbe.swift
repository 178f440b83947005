import COpenSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
        let recorder = CertificateRecorder()
        let context = try makeContext(recorder)
        defer { SSL_CTX_free(context) }
        let socket = try Probe.connect(to: endpoint, by: deadline, timings: &timings, cancellation)
        guard let ssl = SSL_new(context) else { throw failure("out of memory") }
        defer { SSL_free(ssl) }
        if !name.isAddress { gonogo_ssl_set_server_name(ssl, name) }
        SSL_set_fd(ssl, socket.descriptor)
        try shakeHands(ssl, socket, by: deadline, cancellation)
        timings.tls = deadline.elapsed - timings.dns - timings.connect
        timings.total = deadline.elapsed

        guard let certificate = recorder.certificate(for: name) else { throw failure("it showed no certificate") }
        if verifies, let problem = certificate.problem {
            throw TransferError(.tls, in: .tls, blame: .target, problem)
        }
        return Outcome(
            remoteAddress: socket.peer, version: String(cString: SSL_get_version(ssl)),
            cipher: SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)).map { String(cString: $0) } ?? "",
            applicationProtocol: agreedProtocol(ssl), certificate: certificate, timings: timings)
    }

    /// Verifies nothing by itself: the handshake goes on, and the certificate is judged after it.
    private func makeContext(_ recorder: CertificateRecorder) throws(TransferError) -> OpaquePointer {
        guard !name.utf8.contains(0) else { throw .usage("the server's name has a NUL character in it") }
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw failure("out of memory") }
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
        guard TrustStore.install(on: context, caFile: caFile) else {
            SSL_CTX_free(context)
            throw .usage("the file of trusted authorities '\((caFile ?? "").printable)' can't be used")
        }
        recorder.install(on: UnsafeMutableRawPointer(context))
        // Each name after its length, in one byte.
        let names = applicationProtocols.map { Array($0.utf8) }
        guard names.allSatisfy({ (1...255).contains($0.count) }) else {
            SSL_CTX_free(context)
            throw .usage("an application protocol is empty or too long")
        }
        let list = names.flatMap { [UInt8($0.count)] + $0 }
        if !list.isEmpty { SSL_CTX_set_alpn_protos(context, list, UInt32(list.count)) }
        return context
    }

    private func shakeHands(
        _ ssl: OpaquePointer, _ socket: borrowing Socket, by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) {
        while true {
            ERR_clear_error()
            errno = 0
            let result = SSL_connect(ssl)
            if result == 1 { return }
            let systemError = errno
            switch SSL_get_error(ssl, result) {
            case SSL_ERROR_WANT_READ:
                try socket.wait(for: Int32(POLLIN), in: .tls, at: endpoint, by: deadline, cancellation)
            case SSL_ERROR_WANT_WRITE:
                try socket.wait(for: Int32(POLLOUT), in: .tls, at: endpoint, by: deadline, cancellation)
            case SSL_ERROR_SYSCALL where systemError != 0:
                throw TransferError(
                    .reset, in: .tls, blame: .target, "\(endpoint) reset the connection in the TLS handshake")
            case SSL_ERROR_SYSCALL, SSL_ERROR_ZERO_RETURN:
                throw TransferError(
                    .reset, in: .tls, blame: .target, "\(endpoint) closed the connection in the TLS handshake")
            case SSL_ERROR_SSL where ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING:
                ERR_clear_error()
                throw TransferError(
                    .reset, in: .tls, blame: .target, "\(endpoint) closed the connection in the TLS handshake")
            default:
                let reason = ERR_reason_error_string(ERR_peek_error()).map { String(cString: $0) }
                ERR_clear_error()
                throw failure(reason ?? "the handshake failed")
            }
        }
    }

    private func agreedProtocol(_ ssl: OpaquePointer) -> String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &length)
        guard let name, length > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
    }

    private func failure(_ reason: String) -> TransferError {
        TransferError(.tls, in: .tls, blame: .target, "no TLS with \(endpoint): \(reason)")
    }
}

extension String {
    /// True for an IPv4 or IPv6 address, which SNI must not carry.
    fileprivate var isAddress: Bool {
        var bytes = (UInt64(0), UInt64(0))
        return inet_pton(AF_INET, self, &bytes) == 1 || inet_pton(AF_INET6, self, &bytes) == 1
    }
}
