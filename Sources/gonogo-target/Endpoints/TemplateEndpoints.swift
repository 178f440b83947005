/// The templates estimates start from.
enum TemplateEndpoints {
    static let routes = [
        Route("GET", "/api/v1/templates", #"{"templates": [{"id", "name", "category"}], "total"}"#, .open, json),
        Route("GET", "/api/v1/templates.xml", "the same as XML", .open, xml),
    ]

    private struct Template: Encodable {
        let id: String
        let name: String
        let category: Estimate.Category
    }

    private static let templates = [
        Template(id: "TPL-001", name: "Control cabinet", category: .hardware),
        Template(id: "TPL-002", name: "Monitoring licence", category: .software),
        Template(id: "TPL-003", name: "Yearly maintenance", category: .service),
    ]

    private static func json(_ call: Call) -> Response {
        struct Page: Encodable { let templates: [Template], total: Int }
        return .json(200, Page(templates: templates, total: templates.count))
    }

    private static func xml(_ call: Call) -> Response {
        let lines = templates.map { template in
            """
              <template id="\(template.id)" category="\(template.category.rawValue)">\(template.name)</template>

            """
        }
        let document = """
            <?xml version="1.0" encoding="UTF-8"?>
            <templates total="\(templates.count)">
            \(lines.joined())</templates>

            """
        return .text(200, document, type: "application/xml")
    }
}
