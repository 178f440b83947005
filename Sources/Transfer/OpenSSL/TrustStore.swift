import COpenSSL

/// The authorities that a TLS client trusts.
enum TrustStore {
    /// The system's, read once a process: reading them takes longer than a hundred handshakes.
    ///
    /// Unsafe only in the compiler's eyes: OpenSSL locks a store for whoever shares it.
    nonisolated(unsafe) private static let system: OpaquePointer? = {
        guard let store = X509_STORE_new() else { return nil }
        X509_STORE_set_default_paths(store)
        ERR_clear_error()
        return store
    }()

    /// Puts the authorities of a PEM file, or else the system's, into a client's context; false when the file is no good.
    static func install(on context: OpaquePointer, caFile: String?) -> Bool {
        if let caFile {
            defer { ERR_clear_error() }
            guard SSL_CTX_load_verify_locations(context, caFile, nil) == 1 else { return false }
        } else if let system {
            SSL_CTX_set1_cert_store(context, system)
        }
        // An authority that is itself signed by another may be trusted alone, as libcurl has it.
        X509_STORE_set_flags(SSL_CTX_get_cert_store(context), UInt(X509_V_FLAG_PARTIAL_CHAIN))
        return true
    }
}
