internal import Load
internal import Model

/// Reads `data`: tables whose columns are variables, dealt out row by row.
struct FeederDecoder {
    let context: DecodingContext
    let isOpen: Bool?

    private var diagnostics: Diagnostics { context.diagnostics }

    struct Tables {
        var feeders: [LoadFeeder] = []
        var columns: Set<String> = []
        /// In the order of the feeders and of their variables.
        fileprivate var names: [[String]] = []

        func values(of column: String) -> [LoadValue] {
            for (feeder, names) in zip(feeders, names) {
                if let index = names.firstIndex(of: column) { return feeder.rows.map { $0[index] } }
            }
            return []
        }
    }

    func tables(_ node: Node?, _ numbers: inout VariableNumbers) -> Tables {
        var tables = Tables()
        for node in node?.sequence ?? [] {
            guard let rows = context.readTable(node, context), let first = rows.first else { continue }
            let names = first.names
            guard check(rows, names, node) else { continue }
            for name in names where !tables.columns.insert(name).inserted {
                diagnostics.error(
                    at: node.location, "the column '\(name)' stands in a table above already",
                    fix: "rename one of the two")
            }
            let reader = Reader(node, scope: context.scope)
            var feeder = LoadFeeder(
                variables: names.map { numbers.add($0) },
                rows: rows.map { row in names.compactMap { row[$0].map { LoadValue($0) } } })
            switch reader.word("order") {
            case "shuffled": feeder.order = .shuffled
            case "random": feeder.order = .random
            default: feeder.order = .sequential
            }
            feeder.scope = reader.word("per") == "user" ? .user : .iteration
            if feeder.scope == .user, isOpen == true {
                diagnostics.error(
                    at: node["per"]?.location, "an open model has no users that could keep a row each",
                    fix: "write per: iteration, or model: closed")
            }
            tables.feeders.append(feeder)
            tables.names.append(names)
        }
        return tables
    }

    /// Every row has to have every column, or a request could lack a value.
    private func check(_ rows: [Scope], _ names: [String], _ node: Node) -> Bool {
        let place = node["csv"] ?? node["json"] ?? node["rows"] ?? node
        guard !names.isEmpty else {
            diagnostics.error(at: place.location, "the table has no column", fix: "name at least one")
            return false
        }
        if let wrong = names.first(where: { !Template.isName($0) }) {
            diagnostics.error(
                at: place.location, "the column '\(wrong.clipped(to: 60).printable)' is no name for a variable",
                fix: "letters, digits and _ - .")
            return false
        }
        for (index, row) in rows.enumerated() where row.names != names {
            let missing = names.first { row[$0] == nil }
            let extra = row.names.first { !names.contains($0) }
            diagnostics.error(
                at: place.location,
                missing.map { "row \(index + 1) has no '\($0)'" }
                    ?? "row \(index + 1) has '\(extra?.clipped(to: 60).printable ?? "")', which the first row has not",
                fix: "give every row the same columns")
            return false
        }
        return true
    }
}

extension LoadValue {
    init(_ variable: Variable) {
        self.init(variable.text, isJSON: variable.json == variable.text)
    }
}
