import COpenSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The client's side of TLS on a connected socket. It verifies nothing by itself: `certificate` tells what was shown.
struct TLSClient: ~Copyable {
    /// Whom to ask for, and what to show and to trust.
    struct Options {
        /// The name asked for (SNI) and expected in the certificate.
        var name: String
        var caFile: String?
        var clientCertificate: String?
        var clientKey: String?
        /// Protocols to offer, best first.
        var applicationProtocols: [String] = []
    }

    private let context: OpaquePointer
    private let ssl: OpaquePointer
    private let recorder: CertificateRecorder
    private let name: String
    private let endpoint: HostAndPort

    /// Throws `usage` for options that can't be used.
    init(_ options: Options, to endpoint: HostAndPort) throws(TransferError) {
        guard !options.name.utf8.contains(0) else { throw .usage("the server's name has a NUL character in it") }
        // Each name after its length, in one byte.
        let protocols = options.applicationProtocols.map { Array($0.utf8) }
        guard protocols.allSatisfy({ (1...255).contains($0.count) }) else {
            throw .usage("an application protocol is empty or too long")
        }
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw .noTLS(endpoint, "out of memory") }
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
        // What a write took is told at once, and the rest may come from another buffer.
        gonogo_ctx_set_mode(context, Int(SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
        if let problem = Self.install(options, on: context) {
            SSL_CTX_free(context)
            throw .usage(problem)
        }
        let list = protocols.flatMap { [UInt8($0.count)] + $0 }
        if !list.isEmpty { SSL_CTX_set_alpn_protos(context, list, UInt32(list.count)) }
        // Before there is a connection, which takes over what its context knows by then.
        let recorder = CertificateRecorder()
        recorder.install(on: UnsafeMutableRawPointer(context))
        if options.clientCertificate == nil {
            recorder.installWithoutOwnCertificate(on: UnsafeMutableRawPointer(context))
        }
        guard let ssl = SSL_new(context) else {
            SSL_CTX_free(context)
            throw .noTLS(endpoint, "out of memory")
        }
        if !options.name.isAddress { gonogo_ssl_set_server_name(ssl, options.name) }
        self.context = context
        self.ssl = ssl
        self.recorder = recorder
        self.endpoint = endpoint
        name = options.name
    }

    deinit {
        SSL_free(ssl)
        SSL_CTX_free(context)
    }

    /// What is wrong with the files; nil where nothing is.
    private static func install(_ options: Options, on context: OpaquePointer) -> String? {
        defer { ERR_clear_error() }
        guard TrustStore.install(on: context, caFile: options.caFile) else {
            return "the file of trusted authorities '\((options.caFile ?? "").printable)' can't be used"
        }
        if let file = options.clientCertificate {
            guard SSL_CTX_use_certificate_chain_file(context, file) == 1 else {
                return "the client certificate '\(file.printable)' can't be used"
            }
            let key = options.clientKey ?? file
            guard SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 else {
                return "the client key '\(key.printable)' can't be used"
            }
        }
        return nil
    }

    func shakeHands(
        _ socket: borrowing Socket, by deadline: Deadline, _ cancellation: Cancellation
    ) throws(TransferError) {
        SSL_set_fd(ssl, socket.descriptor)
        while true {
            ERR_clear_error()
            errno = 0
            let result = SSL_connect(ssl)
            if result == 1 { return }
            let event = try event(after: result, errno, doing: "in the TLS handshake")
            guard let event else {
                throw TransferError(
                    .reset, in: .tls, blame: .target, "\(endpoint) closed the connection in the TLS handshake")
            }
            try socket.wait(for: event, in: .tls, at: endpoint, by: deadline, cancellation)
        }
    }

    /// The bytes that have come, empty at the peer's end; nil with the event to wait for.
    func receive(atMost count: Int) throws(TransferError) -> (bytes: [UInt8]?, event: Int32) {
        var result: Int32 = 0
        var systemError: Int32 = 0
        ERR_clear_error()
        errno = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            result = SSL_read(ssl, buffer.baseAddress, Int32(clamping: count))
            systemError = errno
            written = max(0, Int(result))
        }
        if result > 0 { return (bytes, 0) }
        guard let event = try event(after: result, systemError, doing: "over TLS") else { return ([], 0) }
        return (nil, event)
    }

    /// How many of the bytes were taken; zero with the event to wait for.
    func send(_ bytes: ArraySlice<UInt8>) throws(TransferError) -> (count: Int, event: Int32) {
        ERR_clear_error()
        errno = 0
        let result = bytes.withUnsafeBytes { SSL_write(ssl, $0.baseAddress, Int32(clamping: $0.count)) }
        if result > 0 { return (Int(result), 0) }
        guard let event = try event(after: result, errno, doing: "over TLS") else {
            throw TransferError(.reset, in: .send, blame: .target, "\(endpoint) closed the connection")
        }
        return (0, event)
    }

    /// What to wait for; nil at the peer's end; throws what went wrong.
    private func event(
        after result: Int32, _ systemError: Int32, doing: String
    ) throws(TransferError) -> Int32? {
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return Int32(POLLIN)
        case SSL_ERROR_WANT_WRITE: return Int32(POLLOUT)
        case SSL_ERROR_SYSCALL where systemError != 0:
            throw TransferError(.reset, in: .tls, blame: .target, "\(endpoint) reset the connection \(doing)")
        case SSL_ERROR_SYSCALL, SSL_ERROR_ZERO_RETURN: return nil
        case SSL_ERROR_SSL where ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING:
            ERR_clear_error()
            return nil
        default:
            let reason = ERR_reason_error_string(ERR_peek_error()).map { String(cString: $0) }
            ERR_clear_error()
            if lacksOwnCertificate, let reason, reason.contains("certificate required") || reason.contains("handshake")
            {
                throw .noTLS(endpoint, "client \(TransferError.certificateRequired)")
            }
            throw .noTLS(endpoint, reason ?? "the handshake failed")
        }
    }

    // MARK: What was agreed on

    /// The server has asked for a certificate of ours, and there is none to show.
    var lacksOwnCertificate: Bool { recorder.lacksOwnCertificate }

    /// `TLSv1.2`, `TLSv1.3`.
    var version: String { String(cString: SSL_get_version(ssl)) }

    /// OpenSSL's name: `TLS_AES_256_GCM_SHA384`.
    var cipher: String { SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)).map { String(cString: $0) } ?? "" }

    var applicationProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &length)
        guard let name, length > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
    }

    /// What the server showed, judged for the name; throws where it showed nothing.
    func certificate() throws(TransferError) -> Certificate {
        guard let certificate = recorder.certificate(for: name) else {
            throw .noTLS(endpoint, "it showed no certificate")
        }
        return certificate
    }
}

extension TransferError {
    static func noTLS(_ endpoint: HostAndPort, _ reason: String) -> TransferError {
        TransferError(.tls, in: .tls, blame: .target, "no TLS with \(endpoint): \(reason)")
    }

    fileprivate static let certificateRequired = "certificate required"

    /// The peer ended TLS because it wants to see a client's certificate, and said so.
    var wantsClientCertificate: Bool { kind == .tls && message.contains(Self.certificateRequired) }
}

extension String {
    /// True for an IPv4 or IPv6 address, which SNI must not carry.
    fileprivate var isAddress: Bool {
        var bytes = (UInt64(0), UInt64(0))
        return inet_pton(AF_INET, self, &bytes) == 1 || inet_pton(AF_INET6, self, &bytes) == 1
    }
}
