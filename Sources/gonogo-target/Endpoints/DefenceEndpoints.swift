/// What defends itself, for probes to try: cross-origin rules, signed tokens, a rate limit.
enum DefenceEndpoints {
    static let allowedOrigin = "https://app.kis-core.example"

    static let routes = [
        Route("GET", "/api/v1/account", "for scripts of \(allowedOrigin) only (CORS)", .open, account),
        Route("OPTIONS", "/api/v1/account", "its preflight", .open, preflight),
        Route("GET", "/api/v1/profile", "who the JSON Web Token is about, or 401", .open, profile),
        Route(
            "GET", "/api/v1/quote", "a number; \(RateLimiter.most) a minute, then 429", .open, quote),
    ]

    private static func account(_ call: Call) -> Response {
        var response = Response.json(200, ["owner": "guest"])
        response.fields += crossOrigin(call)
        return response
    }

    private static func preflight(_ call: Call) -> Response {
        var response = Response(status: 204, fields: crossOrigin(call))
        if response.fields.count > 1 { response.fields.append(("Access-Control-Allow-Methods", "GET, PUT")) }
        return response
    }

    /// Compares the origin as a whole: a name that only begins or ends like the allowed one is another.
    private static func crossOrigin(_ call: Call) -> [(String, String)] {
        let varies = ("Vary", "Origin")
        guard let origin = call.request.head.value(of: "origin"),
            origin == allowedOrigin || call.service.plan.faults.contains(.cors)
        else { return [varies] }
        return [varies, ("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true")]
    }

    private static func profile(_ call: Call) throws(Refusal) -> Response {
        if call.service.plan.faults.contains(.jwt) { return .json(200, ["user": "whoever"]) }
        let words = (call.request.head.value(of: "authorization") ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer",
            let token = SignedToken(String(words[1]), now: CalendarTime.now.seconds)
        else { throw .unauthorized("this needs a signed token that has not expired") }
        return .json(200, ["user": token.subject])
    }

    private static func quote(_ call: Call) throws(Refusal) -> Response {
        if !call.service.plan.faults.contains(.rateLimit), let wait = call.service.quoteLimit.wait() {
            let seconds = String(wait.components.seconds + 1)
            throw Refusal(status: 429, message: "ask again in \(seconds) s", fields: [("Retry-After", seconds)])
        }
        return .json(200, ["quote": 42])
    }
}
