import CSystem

/// Runs load plans on threads of its own. It knows nothing of suites, thresholds or reports.
package enum LoadEngine {
    /// Runs a plan to its end and returns what happened; blocks the calling thread meanwhile.
    ///
    /// Throws only when nothing could be begun. An origin whose name does not resolve is a result: nothing started,
    /// one setup failure of class `dns`.
    package static func run(_ plan: LoadPlan, control: LoadControl = LoadControl()) throws(LoadError) -> LoadResult {
        try plan.validate()
        let resolved: [(origin: Origin, addresses: [SocketAddress])]
        switch resolveAll(plan, control) {
        case .success(let origins): resolved = origins
        case .failure(let failure): return .notStarted(plan, failure.count)
        }
        let table = PlanTable(plan, resolved: resolved)
        let threads = plan.threadCount
        _ = sys_raise_descriptor_limit(UInt64(plan.users * table.origins.count + 64))
        // The first users come due when every thread has had time to lay out its memory.
        let schedule = Schedule(plan, start: Clock.now() + 2_000_000 + UInt64(plan.users) * 2_000)
        let cells = (0..<threads).map { _ in ProgressCell() }
        control.attach(cells)
        var running: [WorkerThread] = []
        defer { for thread in running { thread.join() } }
        for (index, cell) in cells.enumerated() {
            let share = plan.share(of: index, among: threads)
            do throws(LoadError) {
                running.append(
                    try WorkerThread(table, schedule: schedule, share: share, control: control, progress: cell))
            } catch {
                control.stop()
                throw error
            }
        }
        var merged: LoadResult?
        for thread in running {
            thread.join()
            guard let result = thread.result else { throw .system("a generator thread could not make its event queue") }
            merged?.merge(result)
            merged = merged ?? result
        }
        guard let merged else { throw .system("no generator thread ran") }
        return merged
    }

    private struct ResolveFailure: Error {
        var count: FailureCount
    }

    private static func resolveAll(
        _ plan: LoadPlan, _ control: LoadControl
    ) -> Result<[(origin: Origin, addresses: [SocketAddress])], ResolveFailure> {
        var resolved: [(origin: Origin, addresses: [SocketAddress])] = []
        for step in plan.scenarios.flatMap(\.steps) where !resolved.contains(where: { $0.origin == step.origin }) {
            do throws(Resolver.Failure) {
                let addresses = try Resolver.resolve(step.origin, timeout: plan.resolveTimeout, control: control)
                resolved.append((step.origin, addresses))
            } catch {
                let reason =
                    switch error {
                    case .resolver(let code): SystemError.resolver(code)
                    case .timedOut: "no answer within \(plan.resolveTimeout)"
                    case .cancelled: "stopped while resolving"
                    }
                return .failure(
                    ResolveFailure(
                        count: FailureCount(
                            failureClass: .dns, phase: .resolve, blame: .generator, count: 1,
                            sample: "cannot resolve '\(step.origin.host)': \(reason)")))
            }
        }
        return .success(resolved)
    }
}

extension LoadPlan {
    /// Simulated users.
    var users: Int {
        switch model {
        case .closed(let users, _): users
        }
    }

    /// One thread serves some 1 000 users; one core is left to others.
    var threadCount: Int {
        let cores = Int(sys_core_count())
        let wanted = threads ?? min(max(1, cores - 1), 1 + users / 1000)
        return max(1, min(wanted, users))
    }

    /// An even part of users and iterations.
    func share(of index: Int, among threads: Int) -> Worker.Share {
        func part(_ total: Int) -> Range<Int> { (total * index / threads)..<(total * (index + 1) / threads) }
        switch length {
        case .duration: return Worker.Share(users: part(users), iterations: .max)
        case .iterations(let total): return Worker.Share(users: part(users), iterations: part(total).count)
        }
    }

    /// Refuses what cannot be run.
    func validate() throws(LoadError) {
        guard users > 0, users <= 100_000 else { throw .invalidPlan("users must be 1 to 100000") }
        guard !scenarios.isEmpty else { throw .invalidPlan("it has no scenario") }
        for scenario in scenarios {
            guard !scenario.steps.isEmpty else { throw .invalidPlan("scenario '\(scenario.name)' has no step") }
            guard (1...1_000_000).contains(scenario.weight) else {
                throw .invalidPlan("the weight of scenario '\(scenario.name)' must be 1 to 1000000")
            }
            for step in scenario.steps {
                guard !step.origin.host.isEmpty, step.origin.port > 0 else {
                    throw .invalidPlan("step '\(step.name)' has no host or no port")
                }
                guard step.timeout > .zero, step.connectTimeout > .zero else {
                    throw .invalidPlan("the time-outs of step '\(step.name)' must be longer than 0")
                }
            }
        }
        switch length {
        case .duration(let duration):
            guard duration > .zero else { throw .invalidPlan("its duration must be longer than 0") }
        case .iterations(let count):
            guard count > 0, count <= 1 << 40 else { throw .invalidPlan("its iterations must be 1 to 2^40") }
        }
        guard maxDuration > warmup else { throw .invalidPlan("max_duration must be longer than the warm-up") }
        guard maxDuration <= .seconds(7 * 86_400) else { throw .invalidPlan("max_duration must be at most a week") }
        guard threads ?? 1 > 0 else { throw .invalidPlan("threads must be 1 or more") }
    }
}

extension LoadResult {
    /// The result of a plan whose origins cannot be found.
    static func notStarted(_ plan: LoadPlan, _ failure: FailureCount) -> LoadResult {
        let scenarios = plan.scenarios.map { scenario in
            ScenarioResult(
                name: scenario.name, weight: scenario.weight, steps: scenario.steps.map { StepResult(name: $0.name) })
        }
        return LoadResult(scenarios: scenarios, measured: .zero, ending: .notStarted, setupFailures: [failure])
    }
}
