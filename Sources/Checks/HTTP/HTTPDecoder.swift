internal import Files
internal import Model
internal import Transfer

/// Makes an HTTP probe of a step's `http`, with the defaults of suite, environment and project put under it.
struct HTTPDecoder {
    let context: DecodingContext

    private var diagnostics: Diagnostics { context.diagnostics }

    func probe(_ node: Node) -> HTTPProbe? {
        let own = Reader(node, scope: context.scope)
        let fallback = context.defaults?["http"].map { Reader($0, scope: context.scope) }
        func word(_ key: String) -> String? { own.word(key) ?? fallback?.word(key) }
        func bool(_ key: String) -> Bool? { own.bool(key) ?? fallback?.bool(key) }
        func duration(_ key: String) -> Duration? { own.duration(key) ?? fallback?.duration(key) }

        guard let url = own.template("url"), let body = body(own) else { return nil }
        checkURL(url, own["url"])
        var probe = HTTPProbe(method: own.template("method"), url: url, body: body, location: node.location)
        probe.query = parameters(own["query"])
        let hasCredentials = own["auth"]?.text != "none"
        probe.headers =
            parameters(fallback?["headers"]).filter { weak in
                (hasCredentials || !["authorization", "cookie"].contains(weak.name.lowercased()))
                    && !(own["headers"]?.mapping ?? []).contains { $0.key.lowercased() == weak.name.lowercased() }
            } + parameters(own["headers"])
        probe.cookies = parameters(own["cookies"])
        probe.authentication = (own["auth"] ?? fallback?["auth"]).flatMap(authentication)
        probe.proxy = own.template("proxy") ?? fallback?.template("proxy")
        probe.unixSocket = own.template("unix_socket") ?? fallback?.template("unix_socket")

        var options = HTTPRequest(url: "")
        options.timeout = duration("timeout") ?? options.timeout
        options.connectTimeout = min(duration("connect_timeout") ?? options.connectTimeout, options.timeout)
        options.redirects.follow = bool("follow_redirects") ?? false
        options.redirects.maximum =
            own.int("max_redirects") ?? fallback?.int("max_redirects") ?? options.redirects.maximum
        options.acceptsCompression = bool("compressed") ?? false
        options.limits.maxBodyBytes =
            own.bytes("max_body") ?? fallback?.bytes("max_body") ?? options.limits.maxBodyBytes
        options.connectTo = word("connect_to").flatMap(HostPort.init).map { HostAndPort(host: $0.host, port: $0.port) }
        switch word("http_version") {
        case "1.1": options.version = .http11
        case "2": options.version = .http2
        default: break
        }
        options.tls = TLSDecoder.options(own["tls"], fallback?["tls"], context)
        probe.options = options
        return probe
    }

    /// A URL that is plainly wrong is told before the run; one with variables when it is used.
    private func checkURL(_ url: Template, _ node: Node?) {
        guard let text = url.resolvedIfKnown(in: context.scope), !Unset.stands(in: text) else { return }
        if text.hasPrefix("/") {
            if context.scope["base_url"] == nil {
                diagnostics.error(
                    at: node?.location,
                    "the URL `\(text.clipped(to: 80))` is a path, but the environment has no base_url",
                    fix: "give the environment a base_url, or write the whole URL")
            }
        } else if !text.hasPrefix("http://"), !text.hasPrefix("https://") {
            diagnostics.error(
                at: node?.location, "the URL `\(text.clipped(to: 80).printable)` is neither http nor https",
                fix: "write http://…, https://…, or a path beginning with /")
        }
    }

    private func parameters(_ node: Node?) -> [(name: String, value: Template)] {
        (node?.mapping ?? []).flatMap { member in
            member.value.oneOrMany.compactMap { node in node.scalar.map { (member.key, Template($0.text)) } }
        }
    }

    private func authentication(_ node: Node) -> HTTPProbe.Authentication? {
        let reader = Reader(node, scope: context.scope)
        if let token = reader.template("bearer") { return .bearer(token) }
        if let jwt = reader["jwt"] { return JWTTemplate(jwt, context).map(HTTPProbe.Authentication.jwt) }
        guard let basic = reader.reader("basic"), let user = basic.template("user"),
            let password = basic.template("password")
        else { return nil }
        return .basic(user: user, password: password)
    }

    private func body(_ reader: Reader) -> HTTPProbe.Body? {
        let given = (reader.node.mapping ?? []).filter { ["json", "form", "body", "file"].contains($0.key) }
        if given.count > 1 {
            diagnostics.error(
                at: given[1].keyLocation, "'http' has both '\(given[0].key)' and '\(given[1].key)'",
                fix: "a request has one body")
            return nil
        }
        guard let member = given.first else { return HTTPProbe.Body.none }
        switch member.key {
        case "json": return JSONTemplate(member.value, diagnostics).map(HTTPProbe.Body.json)
        case "form": return .form(parameters(member.value))
        case "body": return reader.template("body").map(HTTPProbe.Body.text)
        default: return reader.word("file").map { .file(Path.join(context.directory, $0)) }
        }
    }
}

/// Reads a `tls` mapping, the stronger of two.
enum TLSDecoder {
    static func options(_ strong: Node?, _ weak: Node?, _ context: DecodingContext) -> TLSOptions {
        let readers = [strong, weak].compactMap { $0.map { Reader($0, scope: context.scope) } }
        /// A path starts at the folder of the file that it stands in.
        func path(_ key: String) -> String? {
            for reader in readers {
                // The key's own place: defaults of several files are merged into one mapping.
                guard let path = reader.word(key), let file = reader[key]?.location.file else { continue }
                return Path.join(Path.directory(of: file), path)
            }
            return nil
        }
        var options = TLSOptions()
        options.verifies = readers.lazy.compactMap { $0.bool("verify") }.first ?? true
        options.caFile = path("ca_file")
        options.clientCertificate = path("cert_file")
        options.clientKey = path("key_file")
        options.pinnedPublicKey = readers.lazy.compactMap { $0.word("pinned_sha256") }.first
        return options
    }
}
