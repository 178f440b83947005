internal import Load
internal import Model

/// Makes a `LoadSuite` of a performance suite that has passed `LoadShape`.
struct LoadDecoder {
    let context: DecodingContext

    private var diagnostics: Diagnostics { context.diagnostics }

    func decode(_ node: Node) -> LoadSuite? {
        let before = diagnostics.errorCount
        let reader = Reader(node, scope: context.scope)
        let profile = ProfileDecoder(context: context).decode(node)
        var numbers = VariableNumbers()
        let tables = FeederDecoder(context: context, isOpen: profile?.isOpen).tables(node["data"], &numbers)
        for name in Self.captures(node["scenarios"]) { numbers.add(name) }
        let beforeScenarios = diagnostics.errorCount
        let scenarios = ScenarioDecoder(context: context, feeders: tables, numbers: numbers).scenarios(
            node["scenarios"])
        let areComplete = diagnostics.errorCount == beforeScenarios
        let limits = ThresholdDecoder(
            context: context, scenarios: scenarios, areComplete: areComplete, isOpen: profile?.isOpen
        )
        .limits(node["thresholds"])
        let aborts = AbortDecoder(
            context: context, scenarios: scenarios, areComplete: areComplete, profile: profile
        ).rules(node["abort"])
        guard diagnostics.errorCount == before, let profile else { return nil }
        var plan = LoadPlan(
            model: profile.model, scenarios: scenarios, length: profile.length, variables: numbers.count,
            feeders: tables.feeders, warmup: profile.warmup,
            seed: UInt64(clamping: reader.int("seed") ?? 0))
        reader.reader("load").map { connect(&plan, $0) }
        limitTime(&plan, profile)
        SampleLint(diagnostics: diagnostics).check(limits, plan, profile)
        guard diagnostics.errorCount == before else { return nil }
        let isMutating = (node["scenarios"]?.sequence ?? []).flatMap { $0["steps"]?.sequence ?? [] }
            .contains { Reader($0, scope: context.scope).bool("mutating") ?? false }
        var thinkTime = Duration.zero
        if case .closed(let closed) = plan.model { thinkTime = closed.thinkTime.mean }
        return LoadSuite(
            name: context.suiteName, location: node["load"]?.location ?? node.location, loadPlan: plan, limits: limits,
            aborts: aborts, validity: ValidityDecoder.limits(reader.reader("validity"), profile),
            isMutating: isMutating, users: plan.users, thinkTime: thinkTime, plannedDuration: profile.measured)
    }

    /// The names of everything that a step captures.
    private static func captures(_ scenarios: Node?) -> [String] {
        (scenarios?.sequence ?? []).flatMap { $0["steps"]?.sequence ?? [] }
            .flatMap { $0["capture"]?.mapping ?? [] }.map(\.key)
    }

    /// How requests travel.
    private func connect(_ plan: inout LoadPlan, _ load: Reader) {
        if let shared = load.reader("connections")?.int("shared") { plan.connections = .shared(shared) }
        plan.keepAlive = load.bool("keep_alive") ?? true
        plan.streamsPerConnection = load.int("streams") ?? 100
        plan.cookies = load.word("cookies") != "none"
        plan.threads = load.int("threads")
    }

    private func limitTime(_ plan: inout LoadPlan, _ profile: Profile) {
        // A request in flight at the end is waited for until it is answered or timed out: given up before, it would
        // count as neither, and a target that hangs would look fine.
        plan.drainLimit = plan.scenarios.flatMap(\.steps).map(\.timeout).reduce(plan.drainLimit) {
            max($0, $1 + .seconds(1))
        }
        var length = profile.measured.map { $0 + plan.warmup }
        if case .open(let open) = plan.model { length = open.stages.reduce(.zero) { $0 + $1.duration } }
        if let length { plan.maxDuration = length + plan.drainLimit + .seconds(60) }
    }
}
