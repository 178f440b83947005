/// One request, its head already understood and its body whole.
struct Request {
    var head: RequestHead
    var body: [UInt8] = []
}

/// The request line and the header fields, checked.
struct RequestHead {
    let method: String
    /// Percent-decoded, without the query.
    let path: String
    /// As sent, without the question mark.
    let query: String
    /// Names in lower case, in the order sent.
    let fields: [Field]
    /// Nil when the client named no length.
    let contentLength: Int?
    let keepsAlive: Bool
    let expectsContinue: Bool

    struct Field {
        let name: String
        let value: String
    }

    /// The first field of that lower-case name.
    func value(of name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The undecoded value of a query parameter.
    func queryValue(_ name: String) -> Substring? {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == name { return parts[1] }
        }
        return nil
    }

    /// The value of a cookie.
    func cookie(_ name: String) -> Substring? {
        guard let cookies = value(of: "cookie") else { return nil }
        for pair in cookies.split(separator: ";") {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == name { return parts[1] }
        }
        return nil
    }
}
