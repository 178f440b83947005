extension HTTPRequest {
    /// Throws `usage` for whatever would change the shape of the request on the wire, before anything is sent.
    func validate() throws(TransferError) {
        guard method.isToken else { throw .usage("the method '\(method.printable)' is not valid") }
        guard method != "CONNECT" else { throw .usage("the method CONNECT is for proxies only") }
        if method == "HEAD", body != .none { throw .usage("a HEAD request carries no body") }
        for header in headers {
            guard header.name.isToken else { throw .usage("the header name '\(header.name.printable)' is not valid") }
            try Self.checkValue(header.value, of: "the header '\(header.name)'")
        }
        switch authentication {
        case .none: break
        case .basic(let user, let password):
            try Self.checkValue(user, of: "the user name")
            try Self.checkValue(password, of: "the password")
            guard !user.utf8.contains(UInt8(ascii: ":")) else { throw .usage("the user name has a colon in it") }
        case .bearer(let token):
            try Self.checkValue(token, of: "the bearer token")
        }
        let texts: [(String, String?)] = [
            ("the proxy", proxy), ("the CA file", tls.caFile), ("the client certificate", tls.clientCertificate),
            ("the client key", tls.clientKey), ("the pinned key", tls.pinnedPublicKey), ("the Unix socket", unixSocket),
            ("the address to connect to", connectTo?.host),
        ]
        for (name, text) in texts {
            guard let text else { continue }
            guard !text.isEmpty else { throw .usage("\(name) is empty") }
            try Self.checkValue(text, of: name)
        }
        if let connectTo, !(1...65535).contains(connectTo.port) {
            throw .usage("the port \(connectTo.port) to connect to is not between 1 and 65535")
        }
        if let path = unixSocket, path.utf8.count > 100 { throw .usage("the path of the Unix socket is too long") }
    }

    private static func checkValue(_ text: String, of name: String) throws(TransferError) {
        for (byte, word) in [(UInt8(13), "carriage return"), (10, "line feed"), (0, "NUL character")]
        where text.utf8.contains(byte) {
            throw .usage("\(name) has a \(word) in it, which would change the request")
        }
    }
}

extension String {
    /// A token of RFC 9110 section 5.6.2.
    var isToken: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// The text on one line, its control characters escaped, at most 80 characters of it.
    var printable: String {
        var text = ""
        for scalar in unicodeScalars.prefix(80) {
            text += scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return unicodeScalars.count > 80 ? text + "…" : text
    }
}
