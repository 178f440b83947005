#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An estimate as clients see it, in JSON or XML.
struct EstimateView: Encodable {
    let estimateId: String
    let state: String
    let customerId: String
    let projectName: String
    let items: [Item]
    let total: Decimal
    let createdAt: String

    struct Item: Encodable {
        let category: String
        let itemCode: String
        let quantity: Int
        let unitPrice: Decimal
        let amount: Decimal
    }

    init(_ estimate: Estimate, at now: ContinuousClock.Instant = .now) {
        estimateId = estimate.id
        state = estimate.state(at: now).rawValue
        customerId = estimate.customerId
        projectName = estimate.projectName
        items = estimate.items.map { item in
            Item(
                category: item.category.rawValue, itemCode: item.itemCode, quantity: item.quantity,
                unitPrice: Estimate.decimal(cents: item.category.unitPriceCents),
                amount: Estimate.decimal(cents: item.amountCents))
        }
        total = Estimate.decimal(cents: estimate.totalCents)
        createdAt = estimate.createdAt.iso8601
    }

    var xml: String {
        let lines = items.map { item in
            let code = XMLText.escaped(item.itemCode)
            return """
                    <item category="\(item.category)" code="\(code)" quantity="\(item.quantity)" amount="\(item.amount)"/>

                """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <estimate id="\(estimateId)" state="\(state)">
              <customer>\(XMLText.escaped(customerId))</customer>
              <project>\(XMLText.escaped(projectName))</project>
              <items>
            \(lines.joined())  </items>
              <total>\(total)</total>
            </estimate>

            """
    }
}
