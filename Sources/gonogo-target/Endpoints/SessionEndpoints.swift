/// A session kept in a cookie.
enum SessionEndpoints {
    static let routes = [
        Route("GET", "/api/v1/session", "starts a session: sets the cookie 'sid'", .open, start),
        Route("GET", "/api/v1/session/me", "the visits of the session in the cookie, or 401", .open, me),
    ]

    private static func start(_ call: Call) -> Response {
        var response = Response.json(200, ["session": "started"])
        let session = call.service.credentials.startSession()
        response.fields.append(("Set-Cookie", "sid=\(session); Path=/; HttpOnly; SameSite=Lax"))
        return response
    }

    private static func me(_ call: Call) throws(Refusal) -> Response {
        struct Session: Encodable { let user = "guest", visits: Int }
        guard let session = call.request.head.cookie("sid"),
            let visits = call.service.credentials.visit(session: String(session))
        else { throw Refusal(status: 401, message: "there is no session; GET /api/v1/session starts one") }
        return .json(200, Session(visits: visits))
    }
}
