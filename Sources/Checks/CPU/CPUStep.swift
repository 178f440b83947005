internal import Host
internal import Model

/// Steps that look at how busy this machine's processors are.
enum CPUStep: StepKind {
    static let name = "cpu"
    static let summary = "how busy the processors of this machine are, between two readings"
    static let facts: Set<String> = ["used", "steal", "load1", "load5", "load15", "cores"]

    static let shape = MappingShape(
        "cpu", [Field("window", .duration, default: "1s", "the time between the two readings, 100ms to 60s")])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(
            id: "preflight/cpu", fix: "find out what keeps the processors busy, or add some, before the release")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let window = Reader(node, scope: context.scope).duration("window") ?? .seconds(1)
        guard (.milliseconds(100) ... .seconds(60)).contains(window) else {
            context.diagnostics.error(
                at: node["window"]?.location, "'window' is \(window.text)", fix: "from 100ms to 60s, such as 1s")
            return nil
        }
        return CPUProbe(window: window, location: node.location)
    }
}

private struct CPUProbe: Probe {
    let window: Duration
    let location: SourceLocation

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        let reading = MachineReading(subject: "cpu", timeout: window + .seconds(10), location: location)
        guard ContinuousClock.now.advanced(by: window) < deadline else {
            return reading.errored("the time left is less than the window of \(window.text)")
        }
        // The wait is the thread's, not the pool's.
        return await reading.attempt(by: deadline) {
            let before = try Host.cpuTimes()
            Host.sleep(window)
            let after = try Host.cpuTimes()
            let use = try CPUUse(from: before, to: after)
            let load = try Host.loadAverage()
            let cores = min(Double(after.cores), try Host.cpuQuota() ?? .infinity)
            let facts: [String: Evidence.Fact] = [
                "used": .measured(use.used, .percent),
                "steal": Host.tellsSteal
                    ? .measured(use.steal, .percent) : .unknown("this system does not tell what a hypervisor takes"),
                "load1": .decimal(load.one), "load5": .decimal(load.five), "load15": .decimal(load.fifteen),
                "cores": .decimal(cores),
            ]
            return MachineReading.Result(
                summary: "\(Measured(value: use.used, unit: .percent).text) busy over \(window.text)",
                evidence: Evidence(facts: facts))
        }
    }
}
