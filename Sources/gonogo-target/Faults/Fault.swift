/// A way of misbehaving that can be switched on.
enum Fault: String, CaseIterable, Sendable {
    case slow, errors, login, health, reset, stall, hang, headers, cors, jwt
    case rateLimit = "rate-limit"

    var explanation: String {
        switch self {
        case .slow: "answers under /api take 2.4 to 3 s: p95 exceeds 2100 ms"
        case .errors: "every 20th answer under /api is a 500 (5 %)"
        case .login: "logging in always answers 500"
        case .health: "/health and /api/v1/health answer 404, as if never deployed"
        case .reset: "every 20th answer under /api is reset (RST) mid-body (5 %)"
        case .stall: "all answers stop for the last 3 s of every 6 s, see --stall: p95 exceeds 2100 ms"
        case .hang: "every 20th request under /api is never answered (5 %)"
        case .headers: "answers lack the security headers, and name the software's version"
        case .cors: "/api/v1/account lets every origin read it, with credentials"
        case .jwt: "/api/v1/profile believes every token, and the lack of one"
        case .rateLimit: "/api/v1/quote never refuses, however often it is asked"
        }
    }
}
