import COpenSSL
import CSystem

/// TLS on one non-blocking socket. Its calls have the conventions of `sys_send` and `sys_recv`.
///
/// A plain handle: whoever made it closes it, before the socket.
package struct TLSStream {
    package enum Progress: Equatable {
        case done
        /// The peer has to answer first.
        case waiting
        /// Why there is no trust, or no TLS; a sentence part.
        case failed(String)
        /// The connection was lost: 0 for closed, else an errno value.
        case lost(Int32)
    }

    package enum Negotiated { case http11, http2 }

    /// The peer closed the connection without saying so in TLS: what came may be cut short.
    package static let truncated = -Int64(EPROTO)

    private let ssl: OpaquePointer

    /// Begins TLS on a connected socket; nil when there is no memory.
    package init?(_ context: TLSContext, socket: Int32, sessions: TLSSessionStore) {
        guard let ssl = SSL_new(context.context) else { return nil }
        guard gonogo_set_socket(ssl, context.method, socket) == 1 else {
            SSL_free(ssl)
            return nil
        }
        self.ssl = ssl
        let name = context.serverName
        let isAddress = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name) == 1
        if !isAddress {
            _ = gonogo_ssl_set_server_name(ssl, name)
            SSL_set_hostflags(ssl, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
            if SSL_set1_host(ssl, name) != 1 {
                SSL_free(ssl)
                return nil
            }
        }
        ERR_clear_error()
        SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(sessions).toOpaque())
        if let session = sessions.session { SSL_set_session(ssl, session) }
        SSL_set_connect_state(ssl)
    }

    /// Frees it; tells the peer first where the handshake was done and the socket takes it.
    package func close(politely: Bool) {
        // Without either OpenSSL takes the session for broken and never resumes it.
        if politely { SSL_shutdown(ssl) } else { SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN) }
        SSL_free(ssl)
        ERR_clear_error()
    }

    // MARK: Handshake

    package func handshake(_ context: TLSContext) -> Progress {
        let result = SSL_do_handshake(ssl)
        if result == 1 {
            return context.acceptsKey(of: ssl) ? .done : .failed("the peer's public key is not one of those pinned")
        }
        let code = gonogo_errno()
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .waiting
        case SSL_ERROR_SYSCALL:
            ERR_clear_error()
            return .lost(result == 0 ? 0 : code)
        default:
            return .failed(reason())
        }
    }

    /// What ALPN chose; HTTP/1.1 where the server doesn't negotiate.
    package var negotiated: Negotiated {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &count)
        guard let name, count == 2 else { return .http11 }
        return name[0] == UInt8(ascii: "h") && name[1] == UInt8(ascii: "2") ? .http2 : .http11
    }

    /// Whether an earlier session was resumed.
    package var isResumed: Bool { SSL_session_reused(ssl) == 1 }

    private func reason() -> String {
        defer { ERR_clear_error() }
        let verdict = SSL_get_verify_result(ssl)
        if verdict != Int(X509_V_OK) { return Self.distrust(Int32(clamping: verdict)) }
        let error = ERR_peek_error()
        guard error != 0 else { return "the peer ended the handshake" }
        // A peer that speaks something else answers with bytes that are no TLS record.
        let notTLS = [SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_PACKET_LENGTH_TOO_LONG]
        let code = Int32(error & 0x7f_ffff)
        if notTLS.contains(code) { return "the peer does not speak TLS here" }
        if code == SSL_R_UNEXPECTED_EOF_WHILE_READING { return "the peer closed the connection in the handshake" }
        let text = ERR_reason_error_string(error).map { String(cString: $0) } ?? "error \(error)"
        return "the handshake failed: \(text)"
    }

    private static func distrust(_ code: Int32) -> String {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED: return "the certificate, or an authority in its chain, has expired"
        case X509_V_ERR_CERT_NOT_YET_VALID: return "the certificate is not valid yet"
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return "the certificate is self-signed"
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
            return "the certificate was issued by an authority that is not trusted"
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
            return "the certificate is for another host"
        default:
            let text = X509_verify_cert_error_string(Int(code)).map { String(cString: $0) } ?? "error \(code)"
            return "the certificate can't be trusted: \(text)"
        }
    }

    // MARK: Bytes

    /// How many bytes were taken, or a negative errno.
    @inline(__always)
    package func send(_ bytes: UnsafeRawPointer, _ count: Int) -> Int64 {
        let taken = SSL_write(ssl, bytes, Int32(clamping: count))
        return taken > 0 ? Int64(taken) : failure(taken)
    }

    /// How many bytes came: 0 for an orderly end, else a negative errno or `truncated`.
    @inline(__always)
    package func receive(_ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int64 {
        let got = SSL_read(ssl, bytes, Int32(clamping: count))
        return got > 0 ? Int64(got) : failure(got)
    }

    /// The kernel has announced bytes. What SSL_read returns next may be older ones, and no edge comes a second time.
    @inline(__always)
    package func noteReadable() { gonogo_note_readable(ssl) }

    /// Whether something may have come that no further event will announce.
    @inline(__always)
    package var mayHaveMore: Bool { gonogo_may_have_more(ssl) != 0 }

    private func failure(_ result: Int32) -> Int64 {
        let code = gonogo_errno()
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return -Int64(EAGAIN)
        case SSL_ERROR_ZERO_RETURN: return 0
        case SSL_ERROR_SYSCALL:
            ERR_clear_error()
            return code == 0 ? Self.truncated : -Int64(code)
        default:
            let isEnd = Int32(ERR_peek_error() & 0x7f_ffff) == SSL_R_UNEXPECTED_EOF_WHILE_READING
            ERR_clear_error()
            return isEnd ? Self.truncated : -Int64(EBADMSG)
        }
    }
}
