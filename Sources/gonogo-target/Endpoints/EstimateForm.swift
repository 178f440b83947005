/// What a client sends to have an estimate made.
///
///     {"customerId": "test_customer", "projectName": "Annex", "estimateItems": [
///         {"category": "HARDWARE", "itemCode": "TEST_001", "quantity": 1}]}
struct EstimateForm: Decodable {
    let customerId: String
    let projectName: String
    let estimateItems: [EstimateItemForm]
}

struct EstimateItemForm: Decodable {
    let category: Estimate.Category
    let itemCode: String
    let quantity: Int
}

extension [EstimateItemForm] {
    /// 1 to 50 lines, each with a code and a quantity of 1 to 1 000 000.
    func items() throws(Refusal) -> [Estimate.Item] {
        guard (1...50).contains(count) else { throw .unprocessable("'estimateItems' needs 1 to 50 lines") }
        var items: [Estimate.Item] = []
        for (index, form) in enumerated() {
            guard (1...1_000_000).contains(form.quantity) else {
                throw .unprocessable("'estimateItems.[\(index)].quantity' is not between 1 and 1000000")
            }
            let code = try form.itemCode.line(named: "estimateItems.[\(index)].itemCode")
            items.append(.init(category: form.category, itemCode: code, quantity: form.quantity))
        }
        return items
    }
}

extension String {
    /// Itself, if it is 1 to 100 bytes of text without control characters.
    func line(named name: String) throws(Refusal) -> String {
        guard (1...100).contains(utf8.count), unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw .unprocessable("'\(name)' must be 1 to 100 bytes of plain text")
        }
        return self
    }
}
