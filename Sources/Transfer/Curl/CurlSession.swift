import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One easy handle in one multi handle: the connections, the cookies and the loop of a session.
///
/// Unchecked, because all but `wakeUp` is called on one queue, the session's, and libcurl lets any thread wake a loop.
final class CurlSession: @unchecked Sendable {
    let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    /// The session's, not the hop's: connections, which point to it, outlive hops.
    private let recorder = CertificateRecorder()
    /// The certificates seen, by where: a connection that is used again shows none.
    private var certificates: [String: Certificate] = [:]

    /// Done once a process. Writing to a closed TLS connection must be an error, not the end of the process.
    private static let isReady: Bool = {
        if curl_global_init(Int(CURL_GLOBAL_SSL) | Int(CURL_GLOBAL_WIN32)) != CURLE_OK { return false }
        ignoreBrokenPipes()
        return true
    }()

    init(keepsCookies: Bool) throws(TransferError) {
        guard Self.isReady, let easy = curl_easy_init() else {
            throw TransferError(.usage, in: .preparation, blame: .environment, "libcurl could not be started")
        }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(easy)
            throw TransferError(.usage, in: .preparation, blame: .environment, "libcurl could not be started")
        }
        self.easy = easy
        self.multi = multi
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        // An empty cookie opens a jar, which resets leave alone; by COOKIEFILE, each reset would leak.
        if keepsCookies { try set(CURLOPT_COOKIELIST, "") }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        errorText.deallocate()
    }

    /// Makes a loop that waits look at its cancellation; callable from any thread.
    func wakeUp() {
        curl_multi_wakeup(multi)
    }

    /// Sends one request to `target` and reads its whole answer, following nothing.
    func perform(
        _ request: HTTPRequest, to target: TargetURL, deadline: Deadline, cancellation: Cancellation
    ) throws(TransferError) -> Hop {
        let state = HopState(for: request, upload: try UploadSource.make(for: request), recorder: recorder)
        recorder.reset()
        curl_easy_reset(easy)
        errorText.pointee = 0
        let lists = CurlLists()
        try setOptions(for: request, to: target, deadline: deadline, lists: lists)
        try set(CURLOPT_ERRORBUFFER, pointer: errorText)
        try setCallbacks(state)

        let end = withExtendedLifetime((state, lists)) { run(until: deadline, cancellation) }
        let certificate = certificate(at: target)
        var failure: TransferError
        switch end {
        case .finished(CURLE_OK) where state.parser.head != nil:
            if let head = state.parser.head, state.endBody() { return hop(head, state, certificate) }
            failure = CurlFailure.undecodable(.cutShort)
        case .finished(CURLE_OK):
            // libcurl is content with a head that has no end.
            failure = TransferError(
                .reset, in: .firstByte, blame: .target,
                "\(target.endpoint) closed the connection in the middle of the header")
        case .finished(let code):
            failure =
                CurlFailure(
                    code: code, text: String(cString: errorText), systemError: systemError(state), state: state,
                    request: request,
                    target: target, certificate: certificate, deadline: deadline,
                    bodyBytes: offset(CURLINFO_SIZE_DOWNLOAD_T)
                ).error
        case .late:
            failure = .late(state.phase, after: deadline.timeout, at: target.endpoint)
        case .cancelled:
            failure = .cancelled(in: state.phase)
        }
        failure.timings = timings()
        failure.response = state.parser.partialHead
        throw failure
    }

    private enum End {
        case finished(CURLcode)
        case late
        case cancelled
    }

    private func run(until deadline: Deadline, _ cancellation: Cancellation) -> End {
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return .finished(CURLE_FAILED_INIT) }
        defer { curl_multi_remove_handle(multi, easy) }
        while true {
            if cancellation.isRequested { return .cancelled }
            if deadline.hasPassed { return .late }
            var running: Int32 = 0
            guard curl_multi_perform(multi, &running) == CURLM_OK else { return .finished(CURLE_FAILED_INIT) }
            var left: Int32 = 0
            while let message = curl_multi_info_read(multi, &left) {
                if message.pointee.msg == CURLMSG_DONE { return .finished(message.pointee.data.result) }
            }
            guard running > 0 else { return .finished(CURLE_FAILED_INIT) }
            let wait = min(deadline.remaining.millisecondsRoundedUp, 1000)
            guard curl_multi_poll(multi, nil, 0, wait, nil) == CURLM_OK else { return .finished(CURLE_FAILED_INIT) }
        }
    }

    private func hop(_ head: ResponseHead, _ state: HopState, _ certificate: Certificate?) -> Hop {
        var wire = WireSizes()
        wire.sent = long(CURLINFO_REQUEST_SIZE) + offset(CURLINFO_SIZE_UPLOAD_T)
        wire.header = long(CURLINFO_HEADER_SIZE)
        wire.body = offset(CURLINFO_SIZE_DOWNLOAD_T)
        let port = long(CURLINFO_PRIMARY_PORT)
        let address = string(CURLINFO_PRIMARY_IP).flatMap {
            $0.isEmpty || port == 0 ? nil : HostAndPort(host: $0, port: port)
        }
        return Hop(
            head: head, body: state.body, redirectURL: string(CURLINFO_REDIRECT_URL), timings: timings(), wire: wire,
            remoteAddress: address, reusedConnection: long(CURLINFO_NUM_CONNECTS) == 0, certificate: certificate,
            wasDecompressed: state.decompressor != nil)
    }

    private func certificate(at target: TargetURL) -> Certificate? {
        guard target.isTLS else { return nil }
        if let seen = recorder.certificate(for: target.host) { certificates["\(target.endpoint)"] = seen }
        return certificates["\(target.endpoint)"]
    }

    private func systemError(_ state: HopState) -> Int32 {
        state.socketError ?? Int32(truncatingIfNeeded: long(CURLINFO_OS_ERRNO))
    }

    /// libcurl counts each point of time from the hop's start.
    private func timings() -> TransferTimings {
        let names = offset(CURLINFO_NAMELOOKUP_TIME_T)
        let connected = offset(CURLINFO_CONNECT_TIME_T)
        let secured = offset(CURLINFO_APPCONNECT_TIME_T)
        let ready = offset(CURLINFO_PRETRANSFER_TIME_T)
        let first = offset(CURLINFO_STARTTRANSFER_TIME_T)
        let total = offset(CURLINFO_TOTAL_TIME_T)
        func span(_ from: Int, _ to: Int) -> Duration { to > from ? .microseconds(to - from) : .zero }

        var timings = TransferTimings()
        if long(CURLINFO_NUM_CONNECTS) > 0 {
            timings.dns = span(0, names)
            timings.connect = span(names, connected)
            timings.tls = span(connected, secured)
        }
        timings.wait = ready > 0 ? span(ready, first) : .zero
        timings.receive = first > 0 ? span(first, total) : .zero
        timings.ttfb = first > 0 ? .microseconds(first) : nil
        timings.total = .microseconds(total)
        return timings
    }
}

extension CurlSession {
    fileprivate func long(_ info: CURLINFO) -> Int {
        var value = 0
        return gonogo_get_long(easy, info, &value) == CURLE_OK ? value : 0
    }

    fileprivate func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return gonogo_get_offset(easy, info, &value) == CURLE_OK ? Int(value) : 0
    }

    fileprivate func string(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard gonogo_get_string(easy, info, &value) == CURLE_OK, let value else { return nil }
        return String(cString: value)
    }
}
