import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns libcurl's result codes, and what the callbacks saw, into an error a person understands.
struct CurlFailure {
    let code: CURLcode
    /// libcurl's own sentence; may be empty.
    let text: String
    let systemError: Int32
    let state: HopState
    let request: HTTPRequest
    let target: TargetURL
    let certificate: Certificate?
    let deadline: Deadline
    let bodyBytes: Int

    var error: TransferError {
        state.stop.map(stopped) ?? byCode
    }

    static func undecodable(_ flaw: Decompressor.Flaw) -> TransferError {
        TransferError(.decode, in: .body, blame: .target, "the body could not be decompressed: \(flaw.sentence)")
    }

    private func stopped(by stop: HopState.Stop) -> TransferError {
        switch stop {
        case .headerTooLarge:
            target(.tooLarge, "the header of the answer is longer than \(readableSize(request.limits.maxHeaderBytes))")
        case .endlessInterim:
            target(
                .protocol, "more than \(ResponseHeadParser.maxInterim) interim (1xx) answers came before a final one")
        case .undecodable(let flaw): Self.undecodable(flaw)
        case .bodyTooLarge where state.decompressor != nil:
            target(.tooLarge, "the body decompressed to more than \(readableSize(request.limits.maxBodyBytes))")
        case .bodyTooLarge:
            target(.tooLarge, "the body is longer than \(readableSize(request.limits.maxBodyBytes))")
        case .wireTooLarge:
            target(
                .tooLarge,
                "the body is longer than \(readableSize(request.limits.maxWireBytes ?? request.limits.maxBodyBytes))")
        case .notHTTP(let start):
            target(.protocol, "the answer was not HTTP: it began with \(Self.shown(start))")
        case .upload(let message):
            TransferError(.usage, in: state.phase, blame: .environment, message)
        }
    }

    private var byCode: TransferError {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: .unresolved(target.host)
        case CURLE_COULDNT_RESOLVE_PROXY:
            TransferError(.dns, in: .dns, blame: .environment, "the name of the proxy could not be resolved")
        case CURLE_PROXY:
            TransferError(.connect, in: .connect, blame: .environment, "the proxy refused: \(detail)")
        case CURLE_COULDNT_CONNECT: notConnected
        case CURLE_OPERATION_TIMEDOUT: late
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            tlsFailure
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            target(.tls, in: .tls, "the public key of \(target.endpoint) is not the pinned one")
        case CURLE_SSL_CERTPROBLEM: .usage("the client certificate can't be used: \(detail)")
        case CURLE_SSL_CACERT_BADFILE: .usage("the file of trusted authorities can't be used: \(detail)")
        case CURLE_GOT_NOTHING:
            target(.reset, in: .firstByte, "\(target.endpoint) closed the connection without an answer")
        case CURLE_PARTIAL_FILE:
            target(.reset, in: .body, "the connection was closed in the middle of the body, after \(received)")
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR: broken
        case CURLE_OUT_OF_MEMORY where state.phase < .body, CURLcode(rawValue: 100):
            // What libcurl says of a header line beyond its own bound, before and since 8.6.
            target(.tooLarge, "a header line of the answer is longer than 100 KiB")
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_NOT_BUILT_IN, CURLE_FAILED_INIT,
            CURLE_OUT_OF_MEMORY,
            CURLE_READ_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED:
            TransferError(.usage, in: state.phase, blame: .environment, "libcurl could not do it: \(detail)")
        default: target(.protocol, "the answer is not valid HTTP: \(detail)")
        }
    }

    private var late: TransferError {
        let isConnecting = state.phase < .send
        let limit = isConnecting ? min(request.connectTimeout, deadline.timeout) : deadline.timeout
        return .late(state.phase, after: limit, at: target.endpoint)
    }

    private var notConnected: TransferError {
        var error = TransferError.notConnected(to: place, systemError, detail: detail)
        if request.proxy != nil { error.blame = .environment }
        return error
    }

    private var place: String {
        if request.proxy != nil { return "the proxy" }
        return request.unixSocket ?? "\(request.connectTo ?? target.endpoint)"
    }

    private var tlsFailure: TransferError {
        if systemError == ECONNRESET || systemError == EPIPE {
            return target(.reset, in: .tls, "\(target.endpoint) reset the connection in the TLS handshake")
        }
        // The end of the stream has no code of its own.
        if text.contains("unexpected eof") || text.contains("SSL_ERROR_SYSCALL") {
            return target(.reset, in: .tls, "\(target.endpoint) closed the connection in the TLS handshake")
        }
        if code == CURLE_PEER_FAILED_VERIFICATION, let problem = certificate?.problem {
            return target(.tls, in: .tls, problem)
        }
        // OpenSSL's lines end with the reason: `OpenSSL/3.0: error:0A00010B:SSL routines::wrong version number`.
        let reason = detail.contains("rror:") ? detail.split(separator: ":").last.map(String.init) ?? detail : detail
        let isOther = reason == "wrong version number" || reason == "http request"
        return target(
            .tls, in: .tls, "no TLS with \(target.endpoint): \(isOther ? "it does not speak TLS (\(reason))" : reason)")
    }

    private var broken: TransferError {
        if request.proxy != nil, state.phase < .send {
            return TransferError(.connect, in: .connect, blame: .environment, "the proxy refused: \(detail)")
        }
        let hasSystemError = [ECONNRESET, EPIPE, ECONNABORTED].contains(systemError)
        if hasSystemError || code == CURLE_SEND_ERROR || text.utf8.count == 0 || text.contains("eof") {
            let place = state.phase == .body ? "in the middle of the body, after \(received)" : "before it answered"
            return target(.reset, "\(target.endpoint) reset the connection \(place)")
        }
        return target(.protocol, "the answer is not valid HTTP: \(detail)")
    }

    private var received: String {
        bodyBytes == 1 ? "1 byte" : "\(bodyBytes) bytes"
    }

    private var detail: String {
        let words = text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
        return words.lowercasedFirst.printable
    }

    private func target(
        _ kind: TransferError.Kind, in phase: TransferError.Phase? = nil, _ message: String
    ) -> TransferError {
        TransferError(kind, in: phase ?? state.phase, blame: .target, message)
    }

    /// Foreign bytes in quotes, on one line; as numbers when they are no text.
    private static func shown(_ bytes: [UInt8]) -> String {
        let start = bytes.prefix(40)
        guard
            let text = String(validating: start, as: UTF8.self) ?? String(validating: start.dropLast(3), as: UTF8.self),
            text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 })
        else {
            return "the bytes "
                + start.prefix(12).map { byte in
                    let digits = String(byte, radix: 16)
                    return digits.utf8.count == 1 ? "0\(digits)" : digits
                }.joined(separator: " ")
        }
        let line = text.prefix { !$0.isNewline }
        return "'\(String(line).printable)'"
    }
}

extension TransferError.Phase: Comparable {
    /// Earlier phases are smaller.
    package static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
