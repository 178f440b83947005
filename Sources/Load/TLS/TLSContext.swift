import COpenSSL

/// What all TLS connections to one origin have in common: trusted authorities, who we are, the protocols offered.
///
/// Made once before a run and only read while it lasts, so that threads share it.
package final class TLSContext: @unchecked Sendable {
    let context: OpaquePointer
    let method: OpaquePointer
    let policy: TLSPolicy
    /// The name that is asked for and that the certificate must have.
    let serverName: String
    private let pins: [String]

    /// Throws `invalidPlan`, naming the file, when a certificate, key or list of authorities can't be used.
    package init(_ origin: Origin) throws(LoadError) {
        policy = origin.tls
        serverName = origin.tls.serverName ?? origin.host
        pins = (origin.tls.pinnedPublicKey ?? "").split(separator: ";").map {
            $0.hasPrefix("sha256//") ? String($0.dropFirst(8)) : String($0)
        }
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw .system("no memory for TLS") }
        self.context = context
        guard let method = gonogo_socket_method() else {
            SSL_CTX_free(context)
            throw .system("no memory for TLS")
        }
        self.method = method
        _ = gonogo_ctx_set_min_version(context, TLS1_2_VERSION)
        gonogo_ctx_harden(context)
        // Bytes that the kernel took are never offered again, and a repeated offer may lie elsewhere.
        _ = gonogo_ctx_set_mode(
            context, Int(SSL_MODE_ENABLE_PARTIAL_WRITE) | Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
        // One call fetches a record's header with its payload, and the records behind it.
        gonogo_ctx_set_read_ahead(context, 1)
        _ = gonogo_ctx_set_cache_mode(
            context, Int(SSL_SESS_CACHE_CLIENT) | Int(SSL_SESS_CACHE_NO_INTERNAL))
        SSL_CTX_sess_set_new_cb(context, keepSession)
        try trust()
        try identify()
        try offer(origin.version)
    }

    deinit {
        SSL_CTX_free(context)
        BIO_meth_free(method)
    }

    private func trust() throws(LoadError) {
        guard policy.verifies else { return SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil) }
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        if let file = policy.caFile {
            guard SSL_CTX_load_verify_locations(context, file, nil) == 1 else { throw unusable(file, "certificates") }
        } else {
            SSL_CTX_set_default_verify_paths(context)
        }
    }

    private func identify() throws(LoadError) {
        guard let file = policy.certificateFile else { return }
        guard SSL_CTX_use_certificate_chain_file(context, file) == 1 else { throw unusable(file, "a certificate") }
        let keyFile = policy.keyFile ?? file
        guard SSL_CTX_use_PrivateKey_file(context, keyFile, SSL_FILETYPE_PEM) == 1 else {
            throw unusable(keyFile, "the certificate's key")
        }
    }

    private func offer(_ version: Origin.Version) throws(LoadError) {
        let names: [String] =
            switch version {
            case .auto: ["h2", "http/1.1"]
            case .http11: ["http/1.1"]
            case .http2: ["h2"]
            }
        let list = names.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        guard SSL_CTX_set_alpn_protos(context, list, UInt32(list.count)) == 0 else {
            throw .system("no memory for TLS")
        }
    }

    private func unusable(_ file: String, _ what: String) -> LoadError {
        ERR_clear_error()
        return .invalidPlan("'\(file)' can't be read, or holds no \(what) in PEM form")
    }

    /// Whether the peer's public key is one of those pinned; true where none is.
    func acceptsKey(of ssl: OpaquePointer) -> Bool {
        guard !pins.isEmpty else { return true }
        guard let certificate = SSL_get1_peer_certificate(ssl) else { return false }
        defer { X509_free(certificate) }
        guard let key = X509_get_X509_PUBKEY(certificate) else { return false }
        let count = i2d_X509_PUBKEY(key, nil)
        guard count > 0 else { return false }
        var der = [UInt8](repeating: 0, count: Int(count))
        der.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            _ = i2d_X509_PUBKEY(key, &start)
        }
        var digest = [UInt8](repeating: 0, count: 32)
        _ = SHA256(der, der.count, &digest)
        var text = [UInt8](repeating: 0, count: 45)
        let length = EVP_EncodeBlock(&text, digest, 32)
        return pins.contains(String(decoding: text.prefix(Int(max(0, length))), as: UTF8.self))
    }
}

/// Keeps a session that a server offers for resumption in place of the one before it.
private func keepSession(_ ssl: OpaquePointer?, _ session: OpaquePointer?) -> Int32 {
    guard let ssl, let store = SSL_get_ex_data(ssl, 0) else { return 0 }
    Unmanaged<TLSSessionStore>.fromOpaque(store).takeUnretainedValue().keep(session)
    return 1
}

/// The latest session of one origin, for one thread.
package final class TLSSessionStore {
    private(set) var session: OpaquePointer?

    package init() {}

    deinit { SSL_SESSION_free(session) }

    fileprivate func keep(_ new: OpaquePointer?) {
        SSL_SESSION_free(session)
        session = new
    }
}
