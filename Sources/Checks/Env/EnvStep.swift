internal import Configuration
internal import Host
internal import Model

/// Steps that look at a variable of gonogo's own environment.
enum EnvStep: StepKind {
    static let name = "env"
    static let summary =
        "a variable of the environment that gonogo runs in; being set is a check of its own, unless set is checked"
    static let checksByItself = true
    static let impliedPredicates: [(name: String, predicate: Predicate)] = [
        ("set", .isTrue)
    ]
    static let facts: Set<String> = ["set", "value"]

    static let shape = MappingShape(
        "env",
        [
            Field("name", .text, required: true, "the variable's name"),
            Field(
                "secret", .boolean, default: "true for names such as DB_PASSWORD and for URLs with a password",
                "never shows the value"),
        ])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: "preflight/env", fix: "set the variable where gonogo is started")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let name = reader.template("name") else { return nil }
        if let known = name.resolvedIfKnown(in: context.scope), !Unset.stands(in: known), !EnvProbe.isName(known) {
            context.diagnostics.error(
                at: node["name"]?.location, "no variable has such a name", fix: "such as HOME, without $ and =")
            return nil
        }
        return EnvProbe(name: name, isSecret: reader.bool("secret"), location: node.location)
    }
}

struct EnvProbe: Probe {
    let name: Template
    let isSecret: Bool?
    let location: SourceLocation
    var read: @Sendable (String) throws(HostError) -> String? = { name throws(HostError) in try Host.variable(name) }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 256
            && !name.utf8.contains { $0 <= 0x20 || $0 == 0x7F || $0 == 0x3D || $0 == 0x24 }
    }

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        var reading = MachineReading(subject: "env", timeout: .seconds(10), location: location)
        do {
            let name = try self.name.text(in: context.scope)
            guard Self.isName(name) else { return reading.errored("no variable has such a name", expected: "a name") }
            reading = MachineReading(subject: "env \(name)", timeout: .seconds(10), location: location)
            let value = try read(name)
            var facts: [String: Evidence.Fact] = [
                // What is set to nothing is as good as not set.
                "set": .bool(value.map { !$0.isEmpty } ?? false)
            ]
            if let value {
                let isHidden = isSecret ?? (KeyName.suggestsSecret(name) || Self.holdsPassword(value))
                // What is masked everywhere has to be a secret rather for certain: `AUTH_MODE=true` is withheld here, but
                // to mask every "true" would leave little of the reports.
                if isSecret ?? (SecretName.suggests(name) || Self.holdsPassword(value)) {
                    context.run.redactor.add(Secret(value))
                    if let password = (try? DSN(value))?.password { context.run.redactor.add(password) }
                }
                facts["value"] = isHidden ? .withheld(value) : .text(value)
            }
            return ProbeResult(
                request: reading.subject, response: value.map { $0.isEmpty ? "empty" : "set" } ?? "not set",
                subject: reading.subject,
                finding: .evidence(Evidence(facts: facts)))
        } catch {
            return reading.errored("\(error)")
        }
    }

    /// `scheme://user:password@host`, also among other words, however strange its password is.
    private static func holdsPassword(_ value: String) -> Bool {
        value.firstRange(of: "://").map { value[$0.upperBound...].contains("@") } ?? false
    }
}
