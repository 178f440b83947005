internal import JSON
internal import Synchronization
internal import XML

/// What a step found out, for queries to look into: the answer of a server, the output of a command.
final class Evidence: Sendable {
    /// The facts by the name that suites use: `status`, `body`, `timings.total`, `tls.days_left`, `exit_code`.
    let facts: [String: Fact]
    let headers: [(name: String, value: String)]
    let cookies: [(name: String, value: String)]
    let body: [UInt8]
    /// Why the body is not all that there was; nothing can be said about it then.
    let bodyProblem: String?
    /// The body may hold secrets: it can be looked into, and no part of it is shown.
    let isBodyWithheld: Bool

    enum Fact: Sendable {
        case integer(Int)
        case decimal(Double)
        case text(String)
        case texts([String])
        case bool(Bool)
        case milliseconds(Double)
        case bytes(Int)
        /// A figure whose unit has to be written in what is said about it.
        case measured(Double, Measured.Unit)
        /// A text that may be a secret: it can be compared, and is never shown.
        case withheld(String)
        case json(JSONValue)
        /// It is there, but not known, and why.
        case unknown(String)
    }

    /// Parsed once, however many queries look into the body.
    private struct Parsed {
        var json: Result<JSONDocument, JSONReadError>?
        var text: String?
    }

    private let parsed = Mutex(Parsed())

    init(
        facts: [String: Fact], headers: [(name: String, value: String)] = [],
        cookies: [(name: String, value: String)] = [],
        body: [UInt8] = [], bodyProblem: String? = nil, isBodyWithheld: Bool = false
    ) {
        self.facts = facts
        self.headers = headers
        self.cookies = cookies
        self.body = body
        self.bodyProblem = bodyProblem
        self.isBodyWithheld = isBodyWithheld
    }

    var json: Result<JSONDocument, JSONReadError> {
        parsed.withLock { parsed in
            if let known = parsed.json { return known }
            let result = Result { () throws(JSONReadError) in try JSONReader.responses.read(body) }
            parsed.json = result
            return result
        }
    }

    /// The JSON body, if a query has looked into it.
    var jsonInUse: JSONDocument? {
        parsed.withLock { parsed in
            if case .success(let document)? = parsed.json { document } else { nil }
        }
    }

    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    var text: String {
        parsed.withLock { parsed in
            if let known = parsed.text { return known }
            let text = String(decoding: body, as: UTF8.self)
            parsed.text = text
            return text
        }
    }
}
