internal import Host
internal import Model

/// Steps that ask whether a service of this machine is up.
enum ServiceStep: StepKind {
    static let name = "service"
    static let summary = "a service of this machine; being up is a check of its own, unless active is checked"
    static let checksByItself = true
    static let impliedPredicates: [(name: String, predicate: Predicate)] = [
        ("active", .isTrue)
    ]
    static let facts: Set<String> = ["active", "state", "substate", "manager", "restarts", "unit_file"]

    static let shape = MappingShape(
        "service",
        [
            Field(
                "name", .text, required: true,
                "the unit's name, such as nginx; on macOS the label, such as com.apple.cron"),
            Field(
                "process", .text, default: "the service's name",
                "the program to look for where no service manager runs"),
            MachineReading.timeoutField,
        ])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: "preflight/service", fix: "start the service, and see why it is not up, before the release")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let name = reader.template("name") else { return nil }
        if let known = name.resolvedIfKnown(in: context.scope), !Unset.stands(in: known),
            SystemdUnit.unitName(known) == nil
        {
            context.diagnostics.error(
                at: node["name"]?.location, "no service has such a name", fix: "such as nginx or postgresql@16-main")
            return nil
        }
        return ServiceProbe(
            name: name, process: reader.template("process"), timeout: MachineReading.timeout(reader),
            location: node.location)
    }
}

private struct ServiceProbe: Probe {
    let name: Template
    let process: Template?
    let timeout: Duration
    let location: SourceLocation

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        var reading = MachineReading(subject: "service", timeout: timeout, location: location)
        do {
            let name = try self.name.text(in: context.scope)
            let process = try self.process?.text(in: context.scope)
            guard let unit = SystemdUnit.unitName(name) else {
                return reading.errored("no service has such a name", expected: "a name")
            }
            reading = MachineReading(subject: "service \(name)", timeout: timeout, location: location)
            let question = ServiceQuestion(name: name, unit: unit, process: process)
            let limit = max(.milliseconds(1), min(timeout, ContinuousClock.now.duration(to: deadline)))
            guard let manager = Host.serviceManager() else {
                return await reading.attempt(by: deadline) { try question.judge(Host.processes()) }
            }
            let result = try await question.ask(manager, within: limit)
            return ProbeResult(
                request: reading.subject, response: result.summary, subject: reading.subject,
                finding: .evidence(result.evidence))
        } catch {
            return reading.errored("\(error)")
        }
    }
}
