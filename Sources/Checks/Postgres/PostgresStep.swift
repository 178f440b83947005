internal import JSON
internal import Model
internal import Transfer

/// Steps that ask a PostgreSQL server: one statement, or how it lets people in.
enum PostgresStep: StepKind {
    static let name = "postgres"
    static let summary = "one statement to a PostgreSQL server, or how it lets people in (posture)"
    static let exampleOfCheck = "{rows: 1}"
    static let facts: Set<String> = [
        "rows", "columns", "value", "version", "body", "json", "jsonpath", "regex", "bytes", "sha256", "timings.dns",
        "timings.connect", "timings.total", "tls.version", "tls.cipher", "auth", "auth_plain", "auth_tls",
        "tls_offered",
    ]

    static let shape = MappingShape(
        "postgres",
        DatabaseDecoder.fields(.postgres) + [
            Field(
                "query", .text,
                "one statement; without mutating: true in the step, the server carries it out read-only"),
            Field("params", .list(.any), "values for $1, $2 … in the statement; null is NULL"),
            Field(
                "posture", .choice(["true"]),
                "finds out what the server asks for (auth, auth_plain, auth_tls, tls_offered); sends no password"),
        ], exactlyOne: ["url", "host"])

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let decoder = DatabaseDecoder(kind: .postgres, context: context)
        let reader = Reader(node, scope: context.scope)
        guard let question = decoder.chosen(node, ["query", "posture"]), let target = decoder.target(node) else {
            return nil
        }
        let timeout = decoder.timeout(reader)
        if question == "posture" {
            decoder.refuse(["params", "tls", "password"], in: node, beside: "posture")
            return PostgresPostureProbe(target: target, timeout: timeout, location: node.location)
        }
        guard let query = reader.template("query") else { return nil }
        if let text = query.resolvedIfKnown(in: context.scope) {
            if text.allSatisfy(\.isWhitespace) {
                context.diagnostics.error(
                    at: node["query"]?.location, "the query is empty", fix: "such as SELECT 1 AS one")
            } else if !Unset.stands(in: text),
                let problem = PostgresStatement.problem(text, isMutating: context.isMutating)
            {
                context.diagnostics.error(at: node["query"]?.location, problem.words, fix: problem.fix)
            }
        }
        let parameters = (node["params"]?.sequence ?? []).compactMap { JSONTemplate($0, context.diagnostics) }
        return PostgresQueryProbe(
            target: target, query: query, parameters: parameters, isMutating: context.isMutating, timeout: timeout,
            location: node.location)
    }
}

private struct PostgresQueryProbe: DatabaseProbe {
    let target: DatabaseTarget
    let query: Template
    let parameters: [JSONTemplate]
    let isMutating: Bool
    let timeout: Duration
    let location: SourceLocation

    func question(in scope: Scope) -> String { query.resolvedIfKnown(in: scope) ?? "a query" }

    func ask(_ access: DatabaseAccess, timeout: Duration, in context: CaseContext) async throws -> ProbeResult {
        let statement = try query.text(in: context.scope)
        if let problem = PostgresStatement.problem(statement, isMutating: isMutating) {
            throw DatabaseTarget.Unusable(description: "\(problem.words): \(problem.fix)")
        }
        var query = PostgresQuery(access, statement)
        query.parameters = try parameters.map { Self.text(try $0.value(in: context.scope)) }
        query.isReadOnly = !isMutating
        query.timeout = timeout
        let answer = try await query.run()
        let count = answer.affected ?? answer.rows.count
        var facts = Evidence.facts(answer.timings, tls: answer.tls)
        facts["rows"] = .integer(count)
        facts["columns"] = .json(.array(answer.columns.map { .string($0) }))
        facts["version"] = .text(answer.serverVersion)
        facts["value"] = answer.rows.first?.first.flatMap(PostgresRows.fact)
        let body = PostgresRows.json(answer)
        facts["bytes"] = .bytes(body.count)
        return ProbeResult(
            response: "PostgreSQL \(answer.serverVersion), \(count) row\(count == 1 ? "" : "s")",
            timings: Timings(answer.timings, url: ""), finding: .evidence(Evidence(facts: facts, body: body)))
    }

    /// PostgreSQL's own text for a parameter.
    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        default: JSONWriter().text(value)
        }
    }
}

private struct PostgresPostureProbe: DatabaseProbe {
    let target: DatabaseTarget
    let timeout: Duration
    let location: SourceLocation

    func question(in scope: Scope) -> String { "posture" }

    func ask(_ access: DatabaseAccess, timeout: Duration, in context: CaseContext) async throws -> ProbeResult {
        var posture = PostgresPosture(access)
        posture.timeout = timeout
        let found = try await posture.run()
        var facts = Evidence.facts(found.timings)
        facts["auth"] = .text(found.weakest.rawValue)
        facts["auth_plain"] = .text(found.inTheOpen.rawValue)
        facts["auth_tls"] = found.overTLS.map { .text($0.rawValue) }
        facts["tls_offered"] = .bool(found.offersTLS)
        let words = [
            "\(found.inTheOpen.rawValue) in the open", found.overTLS.map { "\($0.rawValue) over TLS" } ?? "no TLS",
        ]
        return ProbeResult(
            response: words.joined(separator: ", "), timings: Timings(found.timings, url: ""),
            finding: .evidence(Evidence(facts: facts)))
    }
}
