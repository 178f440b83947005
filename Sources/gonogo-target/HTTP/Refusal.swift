/// A request that gets an error for an answer: `{"error": {"status", "code", "message"}}`.
struct Refusal: Error {
    let status: Int
    let message: String
    var fields: [(String, String)] = []
    /// Set when what follows on the connection can't be trusted to be a request.
    var closes = false

    var response: Response {
        struct Body: Encodable {
            struct Details: Encodable { let status: Int, code: String, message: String }
            let error: Details
        }
        let code = String(Response.reason(status).lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        var response = Response.json(status, Body(error: .init(status: status, code: code, message: message)))
        response.fields += fields
        response.closes = closes
        return response
    }

    /// The stream itself is broken: answer, then close.
    static func broken(_ status: Int, _ message: String) -> Refusal {
        Refusal(status: status, message: message, closes: true)
    }

    static func unauthorized(_ message: String) -> Refusal {
        Refusal(status: 401, message: message, fields: [("WWW-Authenticate", "Bearer realm=\"kis-core\"")])
    }

    static func unprocessable(_ message: String) -> Refusal { Refusal(status: 422, message: message) }
}
