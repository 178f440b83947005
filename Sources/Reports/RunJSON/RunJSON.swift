package import Model

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The run record as JSON: snake_case keys, sorted, one value a line. Documentation/Reports.md lists every field.
package enum RunJSON {
    /// A number that JSON can't express is written as one of these texts rather than as a wrong number.
    private static let unwritable = (positive: "Infinity", negative: "-Infinity", none: "NaN")

    package static func encode(_ record: RunRecord) throws(ReportError) -> [UInt8] {
        try encode(record, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) + [UInt8(ascii: "\n")]
    }

    package static func decode(_ bytes: [UInt8]) throws(ReportError) -> RunRecord {
        let schema = try decode(Header.self, bytes).schema
        guard schema == RunRecord.currentSchema else {
            throw .unreadable(
                "the run record has the schema '\(schema.oneLine(60))'; this program reads '\(RunRecord.currentSchema)'"
            )
        }
        return try decode(RunRecord.self, bytes)
    }

    private struct Header: Decodable {
        var schema: String
    }

    // MARK: Any value of the model

    /// The value on one line, without a line end.
    static func encodeLine(_ value: some Encodable) throws(ReportError) -> [UInt8] {
        try encode(value, [.sortedKeys, .withoutEscapingSlashes])
    }

    private static func encode(
        _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
    ) throws(ReportError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: unwritable.positive, negativeInfinity: unwritable.negative, nan: unwritable.none)
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw .notEncodable(String(describing: error).oneLine(200))
        }
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws(ReportError) -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: unwritable.positive, negativeInfinity: unwritable.negative, nan: unwritable.none)
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw .unreadable("not a run record: \(sentence(error))")
        } catch {
            throw .unreadable("not a run record")
        }
    }

    private static func sentence(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "\(path(context)) lacks '\(written(key))'"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(path(context)) has the wrong type"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "it is not valid JSON" : "\(path(context)) has a value that can't be there"
        @unknown default: "it can't be read"
        }
    }

    /// `suites[0].cases[3].outcome`.
    private static func path(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.prefix(20).reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + written(key)
            }
        }
        return path.isEmpty ? "it" : path.oneLine(200)
    }

    /// The key as it stands in the file.
    private static func written(_ key: any CodingKey) -> String {
        key.stringValue.oneLine(60).reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
    }
}
