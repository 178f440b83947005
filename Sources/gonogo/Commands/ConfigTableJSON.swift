import Configuration
import JSON
import Model

/// Tables of values for machines.
///
///     {"schema":"gonogo.config/1","command":"diff","suites":[{"suite":"environments","environments":["a","b"],
///      "keys":[{"key":"LEVEL","differs":true,"values":[{"value":"debug","origin":"a.env:4"},null]}]}]}
enum ConfigTableJSON {
    static func document(
        _ command: String, _ tables: [(name: String, table: ConfigTable)], showsAll: Bool,
        variables: [VariableTable]? = nil
    ) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init(name: "schema", value: "gonogo.config/1"), .init(name: "command", value: .string(command)),
        ]
        if let variables {
            members.append(.init(name: "variables", value: .array(variables.flatMap(Self.variables))))
        }
        members.append(.init(name: "suites", value: .array(tables.map { suite($0.name, $0.table, showsAll) })))
        return .object(JSONObject(members))
    }

    private static func suite(_ name: String, _ table: ConfigTable, _ showsAll: Bool) -> JSONValue {
        let rows = table.rows.filter { showsAll || $0.differs }
        return [
            "suite": .string(name), "environments": .array(table.environments.map { .string($0) }),
            "keys": .array(
                rows.map { row in
                    [
                        "key": .string(row.key), "differs": .bool(row.differs),
                        "values": .array(row.cells.map { value($0) }),
                    ]
                }), "gaps": .array(table.gaps.map { .string($0) }),
        ]
    }

    private static func variables(_ table: VariableTable) -> [JSONValue] {
        table.rows.map { row in
            var members: [JSONObject.Member] = [.init(name: "name", value: .string(row.name))]
            if let suite = table.suite { members.append(.init(name: "suite", value: .string(suite))) }
            members.append(.init(name: "value", value: value(row.value, origin: row.origin)))
            return .object(JSONObject(members))
        }
    }

    /// Null where the key is not there, `value` null where it has none.
    private static func value(_ cell: ConfigTable.Cell, origin: String? = nil) -> JSONValue {
        switch cell {
        case .unset: .null
        case .bare(let place): ["value": .null, "origin": .string(origin ?? place.short)]
        case .value(let text, let place): ["value": .string(text), "origin": .string(origin ?? place.short)]
        case .fingerprint(let digits, let place):
            ["fingerprint": .string(digits), "origin": .string(origin ?? place.short)]
        }
    }
}
