#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Call {
    /// The body as a value: 411 without a length, 415 for another type, 400 for broken JSON, 422 for JSON that does not fit.
    func json<Value: Decodable>(_ type: Value.Type) throws(Refusal) -> Value {
        guard request.head.contentLength != nil else {
            throw Refusal(status: 411, message: "a body with Content-Length is needed")
        }
        let mediaType = (request.head.value(of: "content-type") ?? "").prefix { $0 != ";" }.lowercased()
        guard mediaType.filter({ $0 != " " }) == "application/json" else {
            throw Refusal(status: 415, message: "the body must be application/json")
        }
        do {
            return try JSONDecoder().decode(type, from: Data(request.body))
        } catch let error as DecodingError {
            throw Self.refusal(error)
        } catch {
            throw Refusal(status: 400, message: "the body is not usable JSON")
        }
    }

    private static func refusal(_ error: DecodingError) -> Refusal {
        switch error {
        case .keyNotFound(let key, let context): .unprocessable("'\(path(context, key))' is missing")
        case .valueNotFound(_, let context): .unprocessable("'\(path(context))' must not be null")
        case .typeMismatch(_, let context): .unprocessable("'\(path(context))' has the wrong type")
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            .unprocessable("'\(path(context))' has no usable value")
        default: Refusal(status: 400, message: "the body is not usable JSON")
        }
    }

    private static func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
        let keys = context.codingPath + (key.map { [$0] } ?? [])
        return keys.isEmpty
            ? "body" : keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
}
