import CCurl

/// The header lists that libcurl reads while a hop runs, freed after it.
final class CurlLists {
    var headers: UnsafeMutablePointer<curl_slist>?
    var connectTo: UnsafeMutablePointer<curl_slist>?

    deinit {
        curl_slist_free_all(headers)
        curl_slist_free_all(connectTo)
    }

    func addHeader(_ line: String) {
        headers = curl_slist_append(headers, line) ?? headers
    }
}

extension CurlSession {
    func setOptions(
        for request: HTTPRequest, to target: TargetURL, deadline: Deadline, lists: CurlLists
    ) throws(TransferError) {
        try set(CURLOPT_URL, target.text)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_NOSIGNAL, 1)
        // Lets a name that never resolves be abandoned, at the deadline or when cancelled.
        try set(CURLOPT_QUICK_EXIT, 1)
        // Taken as a body without head, an answer that is no HTTP can be shown to people; it is refused all the same.
        try set(CURLOPT_HTTP09_ALLOWED, 1)
        try set(CURLOPT_TIMEOUT_MS, Int(deadline.remaining.millisecondsRoundedUp) + 1000)
        try set(CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(request.connectTimeout.millisecondsRoundedUp)))
        try set(CURLOPT_HTTP_VERSION, Self.version(request.version, target))
        // An empty proxy keeps libcurl from reading the environment.
        try set(CURLOPT_PROXY, request.proxy ?? "")
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        if let path = request.unixSocket { try set(CURLOPT_UNIX_SOCKET_PATH, path) }
        if let other = request.connectTo {
            lists.connectTo = curl_slist_append(nil, "\(target.endpoint):\(other)")
            try check(gonogo_set_list(easy, CURLOPT_CONNECT_TO, lists.connectTo))
        }
        try setMethod(of: request)
        try setHeaders(of: request, lists: lists)
        try setTLS(request.tls)
    }

    private static func version(_ version: HTTPRequest.Version, _ target: TargetURL) -> Int {
        switch version {
        case .automatic: Int(CURL_HTTP_VERSION_2TLS)
        case .http11: Int(CURL_HTTP_VERSION_1_1)
        case .http2: Int(target.isTLS ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE)
        }
    }

    private func setMethod(of request: HTTPRequest) throws(TransferError) {
        switch (request.method, request.body) {
        case ("GET", .none): try set(CURLOPT_HTTPGET, 1)
        case ("HEAD", .none): try set(CURLOPT_NOBODY, 1)
        case ("POST", _), ("PUT", _), ("PATCH", _), (_, .bytes), (_, .file):
            // With length 0 where there is no body, because servers ask POST for a length.
            try set(CURLOPT_POST, 1)
            try set(CURLOPT_CUSTOMREQUEST, request.method)
        case (_, .none): try set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func setHeaders(of request: HTTPRequest, lists: CurlLists) throws(TransferError) {
        switch request.authentication {
        case .none: break
        case .bearer(let token): lists.addHeader("Authorization: Bearer \(token)")
        case .basic(let user, let password):
            try set(CURLOPT_USERNAME, user)
            try set(CURLOPT_PASSWORD, password)
        }
        // libcurl's own ideas of these headers, taken back: a name without value.
        for own in ["Expect", "Content-Type"] where request.headers.first(own) == nil { lists.addHeader("\(own):") }
        if request.headers.first("User-Agent") == nil { lists.addHeader("User-Agent: gonogo") }
        if request.acceptsCompression, request.headers.first("Accept-Encoding") == nil {
            lists.addHeader("Accept-Encoding: \(Decompressor.codings)")
        }
        for header in request.headers {
            // A semicolon is how libcurl is told to send a header without value.
            lists.addHeader(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        try check(gonogo_set_list(easy, CURLOPT_HTTPHEADER, lists.headers))
    }

    private func setTLS(_ tls: TLSOptions) throws(TransferError) {
        try set(CURLOPT_SSL_VERIFYPEER, tls.verifies ? 1 : 0)
        try set(CURLOPT_SSL_VERIFYHOST, tls.verifies ? 2 : 0)
        // A resumed session shows no certificate.
        try set(CURLOPT_SSL_SESSIONID_CACHE, 0)
        if tls.caFile != nil || Self.hasOpenSSL {
            // Only the authorities of the file, or else those of `TrustStore`, and not libcurl's own beside them.
            try check(gonogo_set_string(easy, CURLOPT_CAINFO, tls.caFile))
            try check(gonogo_set_string(easy, CURLOPT_CAPATH, nil))
        }
        if let file = tls.clientCertificate {
            try set(CURLOPT_SSLCERT, file)
            try set(CURLOPT_SSLKEY, tls.clientKey ?? file)
        }
        if let pins = tls.pinnedPublicKey {
            try set(CURLOPT_PINNEDPUBLICKEY, pins.split(separator: ";").map { "sha256//\($0)" }.joined(separator: ";"))
        }
    }

    func setCallbacks(_ state: HopState) throws(TransferError) {
        let context = Unmanaged.passUnretained(state).toOpaque()
        try check(gonogo_set_data_function(easy, CURLOPT_HEADERFUNCTION, curlTakesHeader))
        try check(gonogo_set_data_function(easy, CURLOPT_WRITEFUNCTION, curlTakesBody))
        try check(gonogo_set_socket_function(easy, curlOpensSocket))
        try check(gonogo_set_prerequest_function(easy, curlSendsRequest))
        try check(gonogo_set_progress_function(easy, curlCountsBytes))
        try set(CURLOPT_NOPROGRESS, 0)
        var options = [
            CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_PREREQDATA, CURLOPT_XFERINFODATA,
        ]
        if Self.hasOpenSSL {
            try check(gonogo_set_tls_function(easy, curlStartsTLS))
            options.append(CURLOPT_SSL_CTX_DATA)
        }
        try check(gonogo_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(state.upload?.count ?? 0)))
        if state.upload != nil {
            try check(gonogo_set_data_function(easy, CURLOPT_READFUNCTION, curlWantsUpload))
            try check(gonogo_set_seek_function(easy, curlSeeksUpload))
            options += [CURLOPT_READDATA, CURLOPT_SEEKDATA]
        }
        for option in options { try set(option, pointer: context) }
    }

    /// True when libcurl's TLS is the OpenSSL that this module is linked with; with another, its contexts are not ours to touch.
    private static let hasOpenSSL: Bool = {
        guard let version = gonogo_tls_version() else { return false }
        return String(cString: version).hasPrefix("OpenSSL/3")
    }()
}

extension CurlSession {
    func set(_ option: CURLoption, _ value: Int) throws(TransferError) {
        try check(gonogo_set_long(easy, option, value))
    }

    func set(_ option: CURLoption, _ value: String) throws(TransferError) {
        try check(gonogo_set_string(easy, option, value))
    }

    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer) throws(TransferError) {
        try check(gonogo_set_pointer(easy, option, pointer))
    }

    func check(_ code: CURLcode) throws(TransferError) {
        guard code != CURLE_OK else { return }
        throw .usage(
            "libcurl can't do what the request asks: \(String(cString: curl_easy_strerror(code)).lowercasedFirst)")
    }
}
