/// The whole API. A pattern with `{id}.xml` stands before the one with `{id}`, because the first match answers.
enum Routes {
    static let all: [Route] =
        HealthEndpoints.routes + LoginEndpoints.routes + EstimateEndpoints.routes + TemplateEndpoints.routes
        + PredictionEndpoints.routes + SessionEndpoints.routes + DefenceEndpoints.routes + OperationsEndpoints.routes

    /// What each route takes and gives, for people.
    static var overview: [(route: String, summary: String)] {
        all.map { route in
            let method = route.method + String(repeating: " ", count: 7 - route.method.count)
            return (method + route.pattern, (route.access == .bearer ? "[bearer] " : "") + route.summary)
        }
    }
}
