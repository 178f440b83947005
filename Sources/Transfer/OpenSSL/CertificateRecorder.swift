import COpenSSL

/// Writes down the certificate that a TLS peer shows, also when it is then refused.
final class CertificateRecorder {
    /// The peer's certificate in DER, and OpenSSL's opinion of its chain (0 is good) at this depth.
    private(set) var shown: (der: [UInt8], chainError: Int32, depth: Int32)?

    /// The peer has asked for a certificate of ours, and we have none.
    fileprivate(set) var lacksOwnCertificate = false

    /// Forgets what was shown before.
    func reset() { shown = nil }

    /// Hooks into a client's context, which must not be used after this object is gone: a peer may renegotiate at any time.
    func install(on context: UnsafeMutableRawPointer) {
        SSL_CTX_set_cert_verify_callback(
            OpaquePointer(context), recordCertificate, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Hears whether the peer asks for a certificate, on a context without one.
    func installWithoutOwnCertificate(on context: UnsafeMutableRawPointer) {
        SSL_CTX_set_cert_cb(OpaquePointer(context), recordRequest, Unmanaged.passUnretained(self).toOpaque())
    }

    fileprivate func record(_ store: OpaquePointer) {
        guard let leaf = X509_STORE_CTX_get0_cert(store) else { return }
        shown = (
            Certificate.der(leaf), X509_STORE_CTX_get_error(store), X509_STORE_CTX_get_error_depth(store)
        )
    }

    /// What was shown, judged for this host; nil when the handshake never came that far.
    func certificate(for host: String) -> Certificate? {
        shown.flatMap { Certificate(der: $0.der, chainError: $0.chainError, depth: $0.depth, host: host) }
    }
}

/// Stands in for OpenSSL's own step of checking the chain: does that same step, and keeps what it saw.
private func recordCertificate(_ store: OpaquePointer?, _ context: UnsafeMutableRawPointer?) -> Int32 {
    guard let store else { return 0 }
    let result = X509_verify_cert(store)
    if let context { Unmanaged<CertificateRecorder>.fromOpaque(context).takeUnretainedValue().record(store) }
    return result
}

/// Stands in where OpenSSL would choose a certificate to show: there is none.
private func recordRequest(_ ssl: OpaquePointer?, _ context: UnsafeMutableRawPointer?) -> Int32 {
    if let context {
        Unmanaged<CertificateRecorder>.fromOpaque(context).takeUnretainedValue().lacksOwnCertificate = true
    }
    return 1
}
