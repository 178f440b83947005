/// Finds the route of a request and sees to what all routes share: HEAD, OPTIONS, 404, 405 and bearer tokens.
struct Router: Sendable {
    private let exact: [String: [Route]]
    private let patterns: [Route]

    init(_ routes: [Route]) {
        exact = Dictionary(grouping: routes.filter { !$0.pattern.contains("{") }, by: \.pattern)
        patterns = routes.filter { $0.pattern.contains("{") }
    }

    func respond(to request: Request, _ service: Service) throws(Refusal) -> Response {
        let head = request.head
        let (candidates, id) = routes(at: head.path)
        guard !candidates.isEmpty else { throw Refusal(status: 404, message: "there is nothing at \(head.path)") }
        let wanted = head.method == "HEAD" ? "GET" : head.method
        guard let route = candidates.first(where: { $0.method == wanted }) else {
            let allowed = Self.allowed(candidates)
            if head.method == "OPTIONS" { return Response(status: 204, fields: [("Allow", allowed)]) }
            throw Refusal(status: 405, message: "\(head.path) answers \(allowed) only", fields: [("Allow", allowed)])
        }
        if route.access == .bearer { try Self.checkToken(head, service.credentials) }
        return try route.handler(Call(request: request, id: id, service: service))
    }

    private func routes(at path: String) -> (routes: [Route], id: String) {
        if let routes = exact[path] { return (routes, "") }
        guard let first = patterns.first(where: { $0.match(path) != nil }), let id = first.match(path) else {
            return ([], "")
        }
        return (patterns.filter { $0.pattern == first.pattern }, String(id))
    }

    private static func allowed(_ routes: [Route]) -> String {
        let methods = routes.map(\.method).filter { $0 != "OPTIONS" }
        return (methods + (methods.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"]).joined(separator: ", ")
    }

    private static func checkToken(_ head: RequestHead, _ credentials: Credentials) throws(Refusal) {
        guard let authorization = head.value(of: "authorization") else {
            throw .unauthorized("this needs 'Authorization: Bearer TOKEN'")
        }
        let words = authorization.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer", credentials.accepts(token: String(words[1])) else {
            throw .unauthorized("the token is unknown or has expired")
        }
    }
}
