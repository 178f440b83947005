internal import Model

/// Steps that make one HTTP exchange.
enum HTTPStep: StepKind {
    static let name = "http"
    static let summary = "one HTTP exchange"

    static let shape = MappingShape(
        "http",
        [
            Field("url", .text, required: true, "absolute, or a path behind base_url"),
            Field("method", .text, default: "GET, with a body POST", "any method"),
            Field("query", .dictionary(.oneOrMany(.text)), "parameters that are encoded and put behind the URL"),
            Field("json", .any, "a JSON body; sets content-type"),
            Field("form", .dictionary(.oneOrMany(.text)), "a URL-encoded form as the body; sets content-type"),
            Field("body", .text, "the body as text"),
            Field("file", .word, "a file that is the body, from the suite's folder"),
            Field(
                "cookies", .dictionary(.text), "cookies to send; those that the target sets are kept within the case"),
        ] + shared)

    static var defaults: MappingShape? { MappingShape("http", shared) }

    /// What both a step and `defaults` may say.
    private static let shared: [Field] = [
        Field("headers", .dictionary(.oneOrMany(.text)), "request headers"),
        Field(
            "auth", .scalarOr(.choice(["none"]), authentication),
            "credentials; they never follow a redirect to another origin; none leaves out those of defaults"),
        Field("timeout", .duration, default: "30s", "for everything: names, connection, TLS, redirects, body"),
        Field("connect_timeout", .duration, default: "10s", "until the connection stands, TLS included"),
        Field("follow_redirects", .boolean, default: "false", "follows 3xx answers"),
        Field("max_redirects", .integer(0...50), default: "10", "the most redirects followed"),
        Field(
            "http_version", .choice(["auto", "1.1", "2"]), default: "auto", "auto takes HTTP/2 where TLS negotiates it"),
        Field("compressed", .boolean, default: "false", "asks for compression and undoes it"),
        Field("max_body", .bytes, default: "10MiB", "the largest body, after decompression"),
        Field("proxy", .text, "a proxy's URL; the environment's proxy variables are not read"),
        Field("connect_to", .checked("host:port", hostAndPortProblem), "connects there, whatever host the URL names"),
        Field("unix_socket", .text, "the path of a Unix socket to connect to"),
        Field("tls", .mapping(tls), "how far the peer is trusted"),
    ]

    static let facts: Set<String> = [
        "status", "version", "headers", "header", "cookies", "cookie", "body", "json", "jsonpath", "xpath", "regex",
        "bytes",
        "sha256", "url", "redirects", "timings.dns", "timings.connect", "timings.tls", "timings.ttfb", "timings.total",
        "tls.valid", "tls.days_left", "tls.fraction_left", "tls.expires_in", "tls.issuer", "tls.subject",
    ]

    static func rule(of property: String) -> TrackedRule? { TLSExpiry.rule(of: property) }

    static let authentication = MappingShape(
        "auth",
        [
            Field("bearer", .text, "a token"),
            Field(
                "basic",
                .mapping(
                    MappingShape(
                        "basic",
                        [
                            Field("user", .text, required: true, "the user"),
                            Field("password", .text, required: true, "the password"),
                        ])), "user and password"),
            Field("jwt", .mapping(jwt), "a token made for this request"),
        ], exactlyOne: ["bearer", "basic", "jwt"])

    static let jwt = MappingShape(
        "jwt",
        [
            Field("claims", .dictionary(.any), required: true, "the claims, such as {sub: gonogo, exp: 4102444800}"),
            Field(
                "alg", .checked("HS256 or none", algorithmProblem), default: "HS256",
                "how it is signed; none, in any case of letters, is not signed at all"),
            Field("signing_key", .text, "the key of HS256"),
        ])

    @Sendable private static func algorithmProblem(_ text: String) -> String? {
        text == "HS256" || text.lowercased() == "none" ? nil : "HS256 or none; none may be written None, NONE …"
    }

    static let tls = MappingShape(
        "tls",
        [
            Field("verify", .boolean, default: "true", "checks the chain and the host name; the summary says when not"),
            Field("ca_file", .word, "a PEM file of trusted authorities, in place of the system's"),
            Field("cert_file", .word, "a PEM file with the client's certificate"),
            Field("key_file", .word, "a PEM file with the client's key"),
            Field("pinned_sha256", .word, "the SHA-256 of the peer's public key, in base64"),
        ])

    @Sendable private static func hostAndPortProblem(_ text: String) -> String? {
        HostPort(text) == nil ? "write it as host:port, an IPv6 address in brackets" : nil
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        HTTPDecoder(context: context).probe(node)
    }
}

/// `host:port`, an IPv6 address in brackets.
struct HostPort {
    var host: String
    var port: Int

    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Quantity.integer(String(text[text.index(after: colon)...])),
            (1...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.host = host
        self.port = port
    }
}
