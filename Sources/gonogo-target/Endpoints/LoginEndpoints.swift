/// Logging in with the runbook's test user.
enum LoginEndpoints {
    static let routes = [
        Route(
            "POST", "/api/v1/auth/login", #"{"email", "password"} → {"token", "tokenType", "expiresIn"}, or 401"#,
            .open,
            login)
    ]

    private static func login(_ call: Call) throws(Refusal) -> Response {
        struct Form: Decodable { let email: String, password: String }
        struct Grant: Encodable {
            let token: String
            let tokenType = "Bearer"
            let expiresIn = Credentials.lifetimeSeconds
        }
        let form = try call.json(Form.self)
        guard form.email == Credentials.email, form.password == Credentials.password else {
            throw .unauthorized("e-mail or password is wrong")
        }
        return .json(200, Grant(token: call.service.credentials.issueToken()))
    }
}
