import CCurl

/// An absolute http or https URL as libcurl itself reads it, so that what is checked is what will be contacted.
struct TargetURL: Sendable, Equatable {
    var scheme: String
    /// In small letters, an IPv6 address without its brackets.
    var host: String
    var port: Int
    /// The URL in libcurl's normal form, ready to be sent to.
    var text: String
    /// `text` without user and password: safe to show.
    var shown: String

    var isTLS: Bool { scheme == "https" }
    var endpoint: HostAndPort { HostAndPort(host: host, port: port) }

    /// True when credentials given for one may be sent to the other.
    func hasSameOrigin(as other: TargetURL) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// Throws `usage` for text that is no URL, and for other schemes.
    init(_ text: String) throws(TransferError) {
        switch Self.read(text) {
        case .success(let url): self = url
        case .failure(let flaw): throw .usage(flaw.sentence(about: "the URL"))
        }
    }

    /// Reads where an answer wants to lead; throws `protocol`, blaming the target.
    init(redirect text: String) throws(TransferError) {
        switch Self.read(text) {
        case .success(let url): self = url
        case .failure(.scheme(let scheme)):
            throw TransferError(.protocol, in: .body, blame: .target, "redirect to \(scheme):// refused")
        case .failure(let flaw):
            throw TransferError(.protocol, in: .body, blame: .target, flaw.sentence(about: "the redirect's URL"))
        }
    }
}

extension TargetURL {
    enum Flaw: Error {
        case tooLong
        case controlCharacter
        case unreadable(String)
        case scheme(String)

        func sentence(about subject: String) -> String {
            switch self {
            case .tooLong: "\(subject) is longer than 64 KiB"
            case .controlCharacter: "\(subject) has a blank or a control character in it"
            case .unreadable(let reason): "\(subject) is not valid: \(reason)"
            case .scheme(let scheme): "\(subject) begins with \(scheme)://, but only http and https are spoken"
            }
        }
    }

    private static func read(_ text: String) -> Result<TargetURL, Flaw> {
        guard text.utf8.count <= 64 << 10 else { return .failure(.tooLong) }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return .failure(.controlCharacter) }
        guard let handle = curl_url() else { return .failure(.unreadable("out of memory")) }
        defer { curl_url_cleanup(handle) }

        let flags = UInt32(bitPattern: CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
        let code = curl_url_set(handle, CURLUPART_URL, text, flags)
        guard code == CURLUE_OK else {
            return .failure(.unreadable(String(cString: curl_url_strerror(code)).lowercasedFirst))
        }
        func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &value, UInt32(bitPattern: flags)) == CURLUE_OK, let value else {
                return nil
            }
            defer { curl_free(value) }
            return String(cString: value)
        }
        guard let scheme = part(CURLUPART_SCHEME)?.asciiLowercased else { return .failure(.unreadable("no scheme")) }
        guard scheme == "http" || scheme == "https" else { return .failure(.scheme(scheme)) }
        guard let host = part(CURLUPART_HOST)?.asciiLowercased, !host.isEmpty else {
            return .failure(.unreadable("no host"))
        }
        guard let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) }), let full = part(CURLUPART_URL)
        else { return .failure(.unreadable("no port")) }
        for secret in [CURLUPART_USER, CURLUPART_PASSWORD] { curl_url_set(handle, secret, nil, 0) }
        guard let shown = part(CURLUPART_URL) else { return .failure(.unreadable("no URL")) }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        return .success(TargetURL(scheme: scheme, host: bare, port: port, text: full, shown: shown))
    }

    private init(scheme: String, host: String, port: Int, text: String, shown: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.text = text
        self.shown = shown
    }
}

extension String {
    /// libcurl's sentences begin with a capital; inside ours they don't, unless it is an abbreviation.
    var lowercasedFirst: String {
        guard let first = utf8.first, utf8.dropFirst().first.map({ !(0x41...0x5A).contains($0) }) ?? true else {
            return self
        }
        return String(decoding: [first.asciiLowercased], as: UTF8.self) + dropFirst()
    }
}
