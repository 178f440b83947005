import Configuration
import Model

/// Tables of values for people.
enum ConfigTableText {
    static func diff(_ table: ConfigTable, named name: String, showsAll: Bool) -> String {
        let shown = table.rows.filter { showsAll || $0.differs }
        let count = table.rows.count { $0.differs }
        let summary =
            count == 0 ? "no difference in \(table.rows.count) keys" : "\(count) of \(table.rows.count) keys differ"
        let header = ["  KEY"] + table.environments.flatMap { [$0.printable, ""] }
        let rows = shown.map { row in ["\(mark(row)) \(row.key)"] + row.cells.flatMap(columns) }
        return "\(name.printable)\n" + lines(shown.isEmpty ? [] : [header] + rows) + summary + "\n"
    }

    static func show(_ table: ConfigTable, named name: String) -> String {
        let rows = table.rows.map { row in ["  \(row.key)"] + row.cells.flatMap(columns) }
        return "\(name.printable), \(table.environments.joined(separator: ", ").printable)\n" + lines(rows)
    }

    static func variables(_ table: VariableTable, of environment: String) -> String {
        let rows = table.rows.map { row in
            ["  \(row.name.printable)", columns(row.value)[0], "(\(row.origin.clipped(to: 200).printable))"]
        }
        let title = table.suite.map { "variables of the suite \($0)" } ?? "variables of \(environment)"
        return "\(title.printable)\n" + lines(rows)
    }

    /// What could not be read, a line each.
    static func told(_ gaps: [String]) -> String {
        gaps.map { "error: \($0.clipped(to: 300).printable): what stands there is not shown\n" }.joined()
    }

    private static func mark(_ row: ConfigTable.Row) -> String {
        guard row.differs, row.cells.count == 2 else { return " " }
        if row.cells[0] == .unset { return "+" }
        return row.cells[1] == .unset ? "-" : "!"
    }

    /// The value, and where it stands.
    private static func columns(_ cell: ConfigTable.Cell) -> [String] {
        switch cell {
        case .unset: ["", ""]
        case .bare(let place): ["(not set)", "(\(place.short.printable))"]
        case .value(let text, let place):
            [text.isEmpty ? "\"\"" : text.clipped(to: 60).printable, "(\(place.short.printable))"]
        case .fingerprint(let digits, let place): ["secret:\(digits)", "(\(place.short.printable))"]
        }
    }

    /// Columns two spaces apart; nothing is left at the end of a line.
    private static func lines(_ rows: [[String]]) -> String {
        let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
                .joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
