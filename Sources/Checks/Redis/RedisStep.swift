internal import JSON
internal import Model
internal import Transfer

/// Steps that ask a Redis server: one command, its `INFO`, or how it lets people in.
enum RedisStep: StepKind {
    static let name = "redis"
    static let summary = "one command to a Redis server, its INFO as facts, or how it lets people in (posture)"
    static let exampleOfCheck = "{value: PONG}"
    static let facts: Set<String> = [
        "value", "version", "body", "json", "jsonpath", "regex", "bytes", "sha256", "timings.dns", "timings.connect",
        "timings.total", "tls.version", "tls.cipher", "tls_offered", "password_required", "protected_mode",
        "certificate_required", "connected_clients", "maxclients", "used_memory", "maxmemory", "role",
    ]

    static let shape = MappingShape(
        "redis",
        DatabaseDecoder.fields(.redis) + [
            Field(
                "command", .list(.text, nonEmpty: true),
                "the command and its arguments; what may write needs mutating: true in the step"),
            Field(
                "info", .choice(["true"]),
                "asks INFO: connected_clients, maxclients, used_memory, maxmemory, role, and all of it as JSON"),
            Field(
                "posture", .choice(["true"]),
                "finds out how the server lets people in (password_required, protected_mode, tls_offered); "
                    + "sends no password"),
        ], exactlyOne: ["url", "host"])

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let decoder = DatabaseDecoder(kind: .redis, context: context)
        guard let question = decoder.chosen(node, ["command", "info", "posture"]), let target = decoder.target(node)
        else { return nil }
        let timeout = decoder.timeout(Reader(node, scope: context.scope))
        if question == "posture" {
            decoder.refuse(["tls", "user", "password", "database"], in: node, beside: "posture")
            return RedisPostureProbe(target: target, timeout: timeout, location: node.location)
        }
        let command = (node["command"]?.sequence ?? []).compactMap { $0.scalar.map { Template($0.text) } }
        if question == "command" { check(command, node, context) }
        return RedisCommandProbe(
            target: target, command: question == "info" ? nil : command, isMutating: context.isMutating,
            timeout: timeout, location: node.location)
    }

    /// Reports a command that may write and must not.
    private static func check(_ command: [Template], _ node: Node, _ context: DecodingContext) {
        let words = command.prefix(2).map { $0.resolvedIfKnown(in: context.scope) }
        guard !context.isMutating, let name = words.first ?? nil, !Unset.stands(in: name),
            !RedisReadCommands.contains([name] + words.dropFirst().map { $0 ?? "" })
        else { return }
        context.diagnostics.error(
            at: node["command"]?.location,
            "'\(name.clipped(to: 40).printable)' is not among the commands that only read",
            fix: "if it has to be, say mutating: true in the step")
    }
}

private struct RedisCommandProbe: DatabaseProbe {
    let target: DatabaseTarget
    /// Nil asks for `INFO`.
    let command: [Template]?
    let isMutating: Bool
    let timeout: Duration
    let location: SourceLocation

    /// The arguments may be anything, and many.
    func question(in scope: Scope) -> String { command?.first?.resolvedIfKnown(in: scope) ?? "INFO" }

    func ask(_ access: DatabaseAccess, timeout: Duration, in context: CaseContext) async throws -> ProbeResult {
        let words = try command?.map { try $0.text(in: context.scope) } ?? ["INFO"]
        guard isMutating || RedisReadCommands.contains(words) else { throw RedisFacts.Unreadable.mayWrite }
        var query = RedisQuery(access, words)
        query.timeout = timeout
        let answer = try await query.run()
        var facts = Evidence.facts(answer.timings, tls: answer.tls)
        facts["version"] = answer.serverVersion.map { .text($0) }
        let value: JSONValue
        if command == nil {
            guard let info = RedisInfo(answer.reply) else { throw RedisFacts.Unreadable.noInfo }
            facts.merge(RedisFacts.facts(info)) { _, new in new }
            value = RedisFacts.json(info)
        } else {
            facts["value"] = RedisFacts.value(answer.reply)
            value = RedisFacts.json(answer.reply)
        }
        let body = Array(JSONWriter().text(value).utf8)
        facts["bytes"] = .bytes(body.count)
        let server = answer.serverVersion.map { "Redis \($0)" } ?? "Redis"
        return ProbeResult(
            response: "\(server), \(command == nil ? "INFO" : RedisFacts.words(answer.reply))",
            timings: Timings(answer.timings, url: ""), finding: .evidence(Evidence(facts: facts, body: body)))
    }
}

private struct RedisPostureProbe: DatabaseProbe {
    let target: DatabaseTarget
    let timeout: Duration
    let location: SourceLocation

    func question(in scope: Scope) -> String { "posture" }

    func ask(_ access: DatabaseAccess, timeout: Duration, in context: CaseContext) async throws -> ProbeResult {
        var posture = RedisPosture(host: access.endpoint.host, port: access.endpoint.port)
        posture.timeout = timeout
        let found = try await posture.run()
        var facts = Evidence.facts(found.timings)
        facts["password_required"] =
            found.requiresPassword.map { .bool($0) }
            ?? .unknown("the server wants a client certificate before it tells")
        facts["protected_mode"] = .bool(found.isProtected)
        facts["certificate_required"] = .bool(found.requiresCertificate)
        facts["tls_offered"] = .bool(found.offersTLS)
        facts["version"] = found.serverVersion.map { .text($0) }
        let words = [
            found.requiresPassword.map { $0 ? "password required" : "no password" } ?? "certificate required",
            found.offersTLS ? "TLS" : "no TLS",
        ]
        return ProbeResult(
            response: words.joined(separator: ", "), timings: Timings(found.timings, url: ""),
            finding: .evidence(Evidence(facts: facts)))
    }
}
