/// Making, reading, listing and deleting estimates.
enum EstimateEndpoints {
    static let routes = [
        Route("GET", "/api/v1/estimates", "the newest estimates; ?limit=1…100, 20 unless told", .bearer, list),
        Route(
            "POST", "/api/v1/estimate", #"{"customerId", "projectName", "estimateItems"} → 201 and Location"#, .bearer,
            create),
        Route("GET", "/api/v1/estimates/{id}.xml", "one estimate as XML", .bearer, readXML),
        Route("GET", "/api/v1/estimates/{id}", "one estimate: PENDING at first, DONE after 300 ms", .bearer, read),
        Route("DELETE", "/api/v1/estimates/{id}", "204, and 404 ever after", .bearer, delete),
    ]

    /// Two finished estimates, so that the first list is not empty.
    static func addSamples(to store: EstimateStore) {
        let started = ContinuousClock.now.advanced(by: .zero - Estimate.calculationTime)
        for (name, category) in [("Showroom", Estimate.Category.hardware), ("Archive", .software)] {
            _ = store.add { number in
                Estimate(
                    number: number, customerId: "sample_customer", projectName: name,
                    items: [.init(category: category, itemCode: "SAMPLE_001", quantity: 1)],
                    createdAt: .now, createdOnClock: started, hasBeenRead: true)
            }
        }
    }

    private static func list(_ call: Call) throws(Refusal) -> Response {
        struct Page: Encodable { let estimates: [EstimateView], total: Int }
        var limit = 20
        if let text = call.request.head.queryValue("limit") {
            guard text.utf8.count <= 3, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text),
                (1...100).contains(number)
            else { throw .unprocessable("'limit' is not between 1 and 100") }
            limit = number
        }
        let (estimates, total) = call.service.estimates.newest(limit)
        return .json(200, Page(estimates: estimates.map { EstimateView($0) }, total: total))
    }

    private static func create(_ call: Call) throws(Refusal) -> Response {
        let form = try call.json(EstimateForm.self)
        let customer = try form.customerId.line(named: "customerId")
        let project = try form.projectName.line(named: "projectName")
        let items = try form.estimateItems.items()
        let estimate = call.service.estimates.add { number in
            Estimate(
                number: number, customerId: customer, projectName: project, items: items, createdAt: .now,
                createdOnClock: .now)
        }
        var response = Response.json(201, EstimateView(estimate))
        response.fields.append(("Location", "/api/v1/estimates/\(estimate.id)"))
        return response
    }

    private static func read(_ call: Call) throws(Refusal) -> Response { .json(200, EstimateView(try find(call))) }

    private static func readXML(_ call: Call) throws(Refusal) -> Response {
        .text(200, EstimateView(try find(call)).xml, type: "application/xml")
    }

    private static func delete(_ call: Call) throws(Refusal) -> Response {
        guard let number = Estimate.number(inID: call.id), call.service.estimates.remove(number) else {
            throw missing(call)
        }
        return .noContent
    }

    private static func find(_ call: Call) throws(Refusal) -> Estimate {
        guard let number = Estimate.number(inID: call.id), let estimate = call.service.estimates.read(number) else {
            throw missing(call)
        }
        return estimate
    }

    private static func missing(_ call: Call) -> Refusal {
        Refusal(status: 404, message: "there is no estimate '\(call.id)'")
    }
}
