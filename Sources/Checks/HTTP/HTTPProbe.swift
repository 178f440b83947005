internal import JSON
internal import Model
internal import Transfer

/// One HTTP exchange, made from templates when its turn comes.
struct HTTPProbe: Probe {
    enum Body: Sendable {
        case none
        case json(JSONTemplate)
        case form([(name: String, value: Template)])
        case text(Template)
        case file(String)
    }

    enum Authentication: Sendable {
        case bearer(Template)
        case basic(user: Template, password: Template)
        case jwt(JWTTemplate)
    }

    var method: Template?
    var url: Template
    var query: [(name: String, value: Template)] = []
    var headers: [(name: String, value: Template)] = []
    var cookies: [(name: String, value: Template)] = []
    var body: Body
    var authentication: Authentication?
    var proxy: Template?
    var unixSocket: Template?
    /// Everything that needs no variable; its URL is not used.
    var options = HTTPRequest(url: "")
    var location: SourceLocation

    init(method: Template?, url: Template, body: Body, location: SourceLocation) {
        self.method = method
        self.url = url
        self.body = body
        self.location = location
    }

    var notes: [String] { options.tls.verifies ? [] : ["TLS certificates were not verified"] }

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        let request: HTTPRequest
        do {
            request = try self.request(context.scope, deadline)
        } catch {
            return ProbeResult(
                finding: .failure(
                    Observation(
                        property: "request", expected: "a request that can be made", actual: "\(error)",
                        outcome: .errored, location: location)))
        }
        for secret in HTTPSecrets.of(request) { context.run.redactor.add(secret) }
        let line = "\(request.method) \(URLMask.withoutCredentials(request.url))"
        do throws(TransferError) {
            let session = try context.resource(SessionBox.self) { SessionBox() }.session()
            let response = try await session.perform(request)
            for secret in HTTPSecrets.of(response) { context.run.redactor.add(secret) }
            return ProbeResult(
                request: line, response: Self.summary(response), timings: Timings(response.timings, url: response.url),
                finding: .evidence(Evidence(response)))
        } catch {
            var result = ProbeResult(request: line, finding: .failure(Observation(error, location)))
            result.timings = Timings(error.timings, url: request.url)
            if let head = error.response { result.response = "\(head.status), then: \(error.message)" }
            return result
        }
    }

    private static func summary(_ response: HTTPResponse) -> String {
        let reused = response.reusedConnection ? ", connection reused" : ""
        let hops = response.redirects.isEmpty ? "" : ", \(response.redirects.count) redirects"
        return "\(response.status), \(response.body.count) bytes, \(response.version)\(hops)\(reused)"
    }
}

/// Makes the case's session when its first HTTP step runs.
private final class SessionBox: Sendable {
    private let made: Result<TransferSession, TransferError>

    init() { made = Result { () throws(TransferError) in try TransferSession() } }

    func session() throws(TransferError) -> TransferSession { try made.get() }
}
