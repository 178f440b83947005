/// What operators look at: version, counters, documentation.
enum OperationsEndpoints {
    static let routes = [
        Route("GET", "/api/v1/version", #"{"service", "version", "api"}"#, .open, version),
        Route("GET", "/metrics", "counters in Prometheus' text format", .open, metrics),
        Route("GET", "/docs", "301 to /docs/", .open, redirect),
        Route("GET", "/docs/", "this list as HTML", .open, docs),
    ]

    private static func version(_ call: Call) -> Response {
        .json(200, ["service": "KIS_CORE_V3", "version": Service.version, "api": "v1"])
    }

    private static func metrics(_ call: Call) -> Response {
        let figures = call.service.counts.figures
        var text = """
            # HELP gonogo_target_requests_total Requests received, this one included.
            # TYPE gonogo_target_requests_total counter
            gonogo_target_requests_total \(figures.received)
            # HELP gonogo_target_responses_total Answers by status, those that a fault cut short included.
            # TYPE gonogo_target_responses_total counter

            """
        for (status, count) in figures.byStatus.sorted(by: { $0.key < $1.key }) {
            text += "gonogo_target_responses_total{status=\"\(status)\"} \(count)\n"
        }
        return .text(200, text, type: "text/plain; version=0.0.4; charset=utf-8")
    }

    private static func redirect(_ call: Call) -> Response {
        Response(status: 301, fields: [("Location", "/docs/")])
    }

    private static func docs(_ call: Call) -> Response {
        let items = Routes.overview.map { line in
            "<li><code>\(XMLText.escaped(line.route))</code> \(XMLText.escaped(line.summary))</li>\n"
        }.joined()
        let page = "<!doctype html>\n<title>gonogo-target</title>\n<h1>gonogo-target</h1>\n<ul>\n\(items)</ul>\n"
        return .text(200, page, type: "text/html; charset=utf-8")
    }
}
