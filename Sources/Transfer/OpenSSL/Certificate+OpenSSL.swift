import COpenSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Certificate {
    private static let maxNames: Int32 = 100

    /// Reads a DER certificate and judges it for `host`; nil when the bytes are none.
    init?(der: [UInt8], chainError: Int32, depth: Int32, host: String) {
        let parsed = der.withUnsafeBufferPointer { bytes -> OpaquePointer? in
            var start = bytes.baseAddress
            return d2i_X509(nil, &start, bytes.count)
        }
        guard let x509 = parsed else { return nil }
        defer { X509_free(x509) }
        guard let notBefore = Self.seconds(X509_get0_notBefore(x509)),
            let notAfter = Self.seconds(X509_get0_notAfter(x509))
        else { return nil }
        self.init(
            subject: Self.text(X509_get_subject_name(x509)), issuer: Self.text(X509_get_issuer_name(x509)),
            alternativeNames: Self.names(x509), notBefore: notBefore, notAfter: notAfter, seenAt: Int64(time(nil)),
            problem: nil)
        problem = chainProblem(chainError, depth) ?? (Self.isFor(host, x509) ? nil : nameProblem(host))
    }

    static func der(_ x509: OpaquePointer) -> [UInt8] {
        let count = i2d_X509(x509, nil)
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, written in
            var start = buffer.baseAddress
            written = max(0, Int(i2d_X509(x509, &start)))
        }
    }

    private func chainProblem(_ code: Int32, _ depth: Int32) -> String? {
        let whose = depth == 0 ? "the certificate" : "an authority in the certificate's chain"
        switch code {
        case X509_V_OK: return nil
        case X509_V_ERR_CERT_HAS_EXPIRED where depth == 0: return "the certificate expired \(Self.span(-daysLeft)) ago"
        case X509_V_ERR_CERT_HAS_EXPIRED: return "\(whose) has expired"
        case X509_V_ERR_CERT_NOT_YET_VALID where depth == 0:
            return "the certificate becomes valid in \(Self.span(Double(notBefore - seenAt) / 86400))"
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return "the certificate is self-signed"
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
            return "the certificate was issued by '\(issuer.printable)', which is not trusted"
        default:
            let reason = X509_verify_cert_error_string(Int(code)).map { String(cString: $0) } ?? "error \(code)"
            return "\(whose) can't be trusted: \(reason.lowercasedFirst)"
        }
    }

    private func nameProblem(_ host: String) -> String {
        let names = alternativeNames.isEmpty ? [subject] : alternativeNames
        let shown = names.prefix(3).map(\.printable).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
        return "the certificate is for \(shown), not for \(host)"
    }

    /// `3 days`, `1 day`, `5 hours`, `1 hour`.
    private static func span(_ days: Double) -> String {
        let (count, unit) = days >= 1 ? (days, "day") : (days * 24, "hour")
        let whole = Int(min(max(count.rounded(), 1), 1_000_000))
        return "\(whole) \(unit)\(whole == 1 ? "" : "s")"
    }

    private static func isFor(_ host: String, _ x509: OpaquePointer) -> Bool {
        X509_check_ip_asc(x509, host, 0) == 1 || X509_check_host(x509, host, host.utf8.count, 0, nil) == 1
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }

    private static func text(_ name: OpaquePointer?) -> String {
        guard let name, let memory = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(memory) }
        gonogo_print_name(memory, name)
        var bytes: UnsafeMutablePointer<CChar>?
        let count = gonogo_bio_memory(memory, &bytes)
        guard let bytes, count > 0 else { return "" }
        return String(decoding: UnsafeRawBufferPointer(start: bytes, count: min(count, 4096)), as: UTF8.self)
    }

    private static func names(_ x509: OpaquePointer) -> [String] {
        guard let names = gonogo_alternative_names(x509) else { return [] }
        defer { GENERAL_NAMES_free(names) }
        return (0..<min(gonogo_names_count(names), maxNames)).compactMap { index in
            var kind: Int32 = 0
            var bytes: UnsafePointer<UInt8>?
            let count = gonogo_name_at(names, index, &kind, &bytes)
            guard count >= 0, let bytes else { return nil }
            let buffer = UnsafeBufferPointer(start: bytes, count: Int(count))
            return kind == GEN_DNS ? String(decoding: buffer, as: UTF8.self) : address(buffer)
        }
    }

    private static func address(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard bytes.count == 4 || bytes.count == 16,
            inet_ntop(family, bytes.baseAddress, &text, socklen_t(text.count)) != nil
        else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
