import CSystem

/// Runs load plans on threads of its own. It knows nothing of suites, thresholds or reports.
package enum LoadEngine {
    /// Runs a plan to its end and returns what happened; blocks the calling thread meanwhile.
    ///
    /// Throws only when nothing could be begun, such as for want of descriptors or ports. An origin whose name does not resolve is a result: nothing started,
    /// one setup failure of class `dns`.
    package static func run(_ plan: LoadPlan, control: LoadControl = LoadControl()) throws(LoadError) -> LoadResult {
        try plan.validate()
        // Before any name is asked for: a file that can't be read is found at once.
        var contexts: [Origin: TLSContext] = [:]
        for origin in plan.origins where origin.scheme == .https { contexts[origin] = try TLSContext(origin) }
        let resolved: [(origin: Origin, addresses: [SocketAddress])]
        switch resolveAll(plan, control) {
        case .success(let origins): resolved = origins
        case .failure(let failure): return .notStarted(plan, failure.count)
        }
        let addresses = resolved.map { $0.origin.isUnixSocket ? nil : $0.addresses.first?.bytes }
        try ResourceNeeds(plan, addresses: addresses).secure()
        let tls = resolved.map { contexts[$0.origin] }
        let table = PlanTable(plan, resolved: resolved, tls: tls)
        let threads = plan.threadCount
        // The first users come due when every thread has had time to lay out its memory.
        let schedule = Schedule(plan, start: Clock.now() + 2_000_000 + UInt64(plan.users) * 2_000)
        let cells = (0..<threads).map { _ in ProgressCell(steps: table.steps.count) }
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
        for origin in plan.origins {
            do throws(Resolver.Failure) {
                let addresses = try Resolver.resolve(origin, timeout: plan.resolveTimeout, control: control)
                resolved.append((origin, addresses))
            } catch {
                let reason =
                    switch error {
                    case .resolver(let code): SystemError.resolver(code)
                    case .timedOut: "no answer within \(plan.resolveTimeout)"
                    case .cancelled: "stopped while resolving"
                    case .unusablePath: "the path of the Unix socket is empty or too long"
                    }
                return .failure(
                    ResolveFailure(
                        count: FailureCount(
                            failureClass: .dns, phase: .resolve, blame: .generator, count: 1,
                            sample: "cannot resolve '\(origin.connectName)': \(reason)")))
            }
        }
        return .success(resolved)
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
