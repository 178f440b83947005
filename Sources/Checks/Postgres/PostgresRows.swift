internal import JSON
internal import Transfer

/// Rows as JSON: `[{"id":1,"price":1.50,"gone":null}]`.
enum PostgresRows {
    /// A name that two columns share stands twice, so that whoever looks into the rows is told.
    static func json(_ answer: PostgresAnswer) -> [UInt8] {
        let names = answer.columns.map { JSONWriter().text(.string($0)) }
        let rows = answer.rows.map { row in
            "{" + zip(names, row).map { "\($0):\(JSONWriter().text(value($1)))" }.joined(separator: ",") + "}"
        }
        return Array("[\(rows.joined(separator: ","))]".utf8)
    }

    /// The value as a fact: a text may be compared with a number, as headers may; nil for NULL, which is no value.
    static func fact(_ cell: PostgresCell) -> Evidence.Fact? {
        switch cell {
        case .null: nil
        case .text(let text): .text(text)
        default: .json(value(cell))
        }
    }

    private static func value(_ cell: PostgresCell) -> JSONValue {
        switch cell {
        case .null: .null
        case .bool(let bool): .bool(bool)
        case .number(let text): JSONNumber(text).map { .number($0) } ?? .string(text)
        case .json(let text): (try? reader.read(text))?.value ?? .string(text)
        case .text(let text): .string(text)
        }
    }

    /// Within the levels that the rows themselves add.
    private static let reader = JSONReader(maximumDepth: 500, duplicateNames: .listed)
}
