internal import Model

extension LoadSummary {
    /// The measured figures as suite properties whose names begin with `prefix`; what was not measured has none.
    func junitProperties(_ prefix: String) -> [(name: String, value: String)] {
        var list = PropertyList(prefix)
        list.add("model", model)
        list.add("users", users)
        list.add("max_in_flight", maxInFlight)
        list.add("rate.least", rate?.least)
        list.add("rate.most", rate?.most)
        list.add("ending", ending)
        list.add("planned_seconds", plannedSeconds)
        list.add("measured_seconds", measuredSeconds)
        list.add("requests.started", counts.started)
        list.add("requests.completed", counts.completed)
        list.add("requests.succeeded", counts.succeeded)
        list.add("requests.failed", counts.failed)
        list.add("requests.timed_out", counts.timedOut)
        list.add("requests.in_flight_at_end", counts.inFlightAtEnd)
        list.add("requests.resent", counts.resent)
        list.add("iterations.planned", counts.planned)
        list.add("iterations.dropped", counts.dropped)
        list.add("iterations.complete", counts.iterations)
        list.add("iterations.abandoned", counts.abandonedIterations)
        list.add("connections.opened", counts.connectionsOpened)
        list.add("requests_per_second", requestsPerSecond)
        list.add("error_ratio", errorRatio, places: 6)
        list.add("latency", response)
        list.add("service", service)
        list.add("waits", waits)
        list.add(generator)
        list.add(errors)
        for (index, reason) in invalid.prefix(20).enumerated() { list.add("invalid.\(index + 1)", reason) }
        for scenario in scenarios.prefix(Self.mostScenarios) { list.add(scenario) }
        return list.properties
    }

    private static let mostScenarios = 50

    /// The kinds of error that were counted, one a line.
    var junitOutput: String {
        errors.prefix(100).map {
            "\($0.count) × \($0.errorClass.oneLine(40)) in \($0.phase.oneLine(40)) (\($0.blame.oneLine(40))): "
                + $0.sample.oneLine(300) + "\n"
        }.joined().clipped(bytes: (64 << 10) - 64)
    }
}

/// Properties as they gather, each name once.
private struct PropertyList {
    private static let mostSteps = 50

    private let prefix: String
    private var names = JUnitNames()
    private(set) var properties: [(name: String, value: String)] = []

    init(_ prefix: String) { self.prefix = prefix }

    mutating func add(_ name: String, _ text: String?) {
        if let text { properties.append((names.unique("\(prefix).\(name)", mark: "_"), text.oneLine(300))) }
    }

    mutating func add(_ name: String, _ value: Double?, places: Int = 3) {
        if let value, value.isFinite { add(name, DurationText.fixed(value, places: places)) }
    }

    mutating func add(_ name: String, _ value: Int?) { add(name, value.map(String.init)) }

    mutating func add(_ name: String, _ latency: LoadSummary.Latency?) {
        guard let latency else { return }
        add("\(name).count", latency.count)
        add("\(name).min_ms", latency.minMs)
        add("\(name).mean_ms", latency.meanMs)
        add("\(name).p50_ms", latency.p50Ms)
        add("\(name).p95_ms", latency.p95Ms)
        add("\(name).p99_ms", latency.p99Ms)
        add("\(name).p999_ms", latency.p999Ms)
        add("\(name).max_ms", latency.maxMs)
    }

    mutating func add(_ name: String, _ spread: LoadSummary.Spread?) {
        guard let spread else { return }
        add("\(name).count", spread.count)
        add("\(name).p50_ms", spread.p50Ms)
        add("\(name).p99_ms", spread.p99Ms)
        add("\(name).max_ms", spread.maxMs)
    }

    mutating func add(_ generator: LoadSummary.Generator) {
        add("lateness", generator.lateness)
        add("generator.threads", generator.threads)
        add("generator.busiest_thread", generator.busiestThread)
        add("generator.cpu_seconds", generator.cpuSeconds)
        add("generator.longest_stall_ms", generator.longestStallMs)
        add("generator.clock_step_ms", generator.clockStepMs)
        add("generator.peak_in_flight", generator.peakInFlight)
        add("generator.unsolicited", generator.unsolicited)
    }

    /// By class, all its phases together, with the first sample there is.
    mutating func add(_ errors: [LoadSummary.ErrorCount]) {
        var seen: Set<String> = []
        for error in errors.prefix(200) where seen.insert(error.errorClass).inserted {
            let same = errors.filter { $0.errorClass == error.errorClass }
            let name = "errors.\(JUnitNames.component(error.errorClass))"
            add(name, same.reduce(0) { $0 + $1.count })
            add("\(name).sample", same.lazy.map(\.sample).first { !$0.isEmpty })
        }
    }

    mutating func add(_ scenario: LoadSummary.Scenario) {
        let name = "scenario.\(JUnitNames.component(scenario.name))"
        add("\(name).requests", scenario.requests)
        add("\(name).failed", scenario.failed)
        add("\(name).latency", scenario.response)
        add("\(name).service", scenario.service)
        add("\(name).iteration", scenario.iteration)
        for step in (scenario.steps ?? []).prefix(Self.mostSteps) {
            let name = "\(name).step.\(JUnitNames.component(step.name))"
            add("\(name).requests", step.requests)
            add("\(name).failed", step.failed)
            add("\(name).timed_out", step.timedOut)
            add("\(name).latency", step.response)
            add("\(name).service", step.service)
        }
    }
}
