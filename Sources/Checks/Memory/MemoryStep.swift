internal import Host
internal import Model

/// Steps that look at this machine's memory.
enum MemoryStep: StepKind {
    static let name = "memory"
    static let summary = "how much memory this machine has and could still give"
    static let facts: Set<String> = ["used", "total", "available", "swap_used"]
    static let shape = MappingShape("memory", [MachineReading.timeoutField])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: "preflight/memory", fix: "find out what holds the memory, or add some, before the release")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        MemoryProbe(
            timeout: MachineReading.timeout(Reader(node, scope: context.scope)), location: node.location)
    }
}

private struct MemoryProbe: Probe {
    let timeout: Duration
    let location: SourceLocation

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        let reading = MachineReading(subject: "memory", timeout: timeout, location: location)
        return await reading.attempt(by: deadline) {
            let memory = try Host.memory()
            let facts: [String: Evidence.Fact] = [
                "used": .measured(memory.used, .percent), "total": .measured(Double(memory.total), .size),
                "available": .measured(Double(memory.available), .size),
                "swap_used": .measured(memory.swapUsed, .percent),
            ]
            let available = SizeText.text(Double(memory.available))
            return MachineReading.Result(
                summary: "\(available) of \(SizeText.text(Double(memory.total))) available",
                evidence: Evidence(facts: facts))
        }
    }
}
