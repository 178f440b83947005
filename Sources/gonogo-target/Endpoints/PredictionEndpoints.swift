#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The price prediction: plain arithmetic, so that a suite can expect exact answers.
enum PredictionEndpoints {
    static let routes = [
        Route(
            "POST", "/api/v1/ai/predict",
            #"{"estimateItems"} → {"prediction": {"price", "confidence"}, "model"}; the price is 97 % of the estimate's"#,
            .open, predict)
    ]

    private static func predict(_ call: Call) throws(Refusal) -> Response {
        struct Form: Decodable { let estimateItems: [EstimateItemForm] }
        struct Answer: Encodable {
            struct Prediction: Encodable { let price: Decimal, confidence: Decimal }
            let prediction: Prediction
            let model = "v2.4.0"
        }
        let items = try call.json(Form.self).estimateItems.items()
        let cents = items.reduce(0) { $0 + $1.amountCents }
        // 50 lines at most: from 0.95 down to 0.46.
        let confidence = Decimal(96 - items.count) / 100
        return .json(200, Answer(prediction: .init(price: Decimal(cents) * 97 / 10_000, confidence: confidence)))
    }
}
