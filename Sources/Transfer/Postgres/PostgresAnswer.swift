/// What a statement brought.
package struct PostgresAnswer: Sendable, Equatable {
    /// As the server says it, without the package's words: `15.18`.
    package var serverVersion: String
    /// The names of the columns in order, which need not differ; empty where the statement returns no rows.
    package var columns: [String] = []
    package var rows: [[PostgresCell]] = []
    /// The rows that a statement without rows of its own has touched.
    package var affected: Int?
    /// `TLSv1.3` and the cipher; nil on a connection in the open.
    package var tls: (version: String, cipher: String)?
    package var timings = TransferTimings()

    package static func == (a: PostgresAnswer, b: PostgresAnswer) -> Bool {
        a.serverVersion == b.serverVersion && a.columns == b.columns && a.rows == b.rows && a.affected == b.affected
    }
}

/// One value of a row, in PostgreSQL's own text but for booleans.
package enum PostgresCell: Sendable, Equatable {
    case null
    case bool(Bool)
    /// All its digits; `NaN` and the infinities come as text.
    case number(String)
    /// The text of a `json` or `jsonb`.
    case json(String)
    case text(String)

    /// By the column's type; what PostgreSQL numbers are is in its `pg_type`.
    init(_ text: String, type: UInt32) {
        switch type {
        case 16 where text == "t" || text == "f": self = .bool(text == "t")
        // int8, int2, int4, oid, float4, float8, numeric
        case 20, 21, 23, 26, 700, 701, 1700:
            self = text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } ? .number(text) : .text(text)
        case 114, 3802: self = .json(text)
        default: self = .text(text)
        }
    }
}
