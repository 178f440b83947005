package import Model

/// Runs a plan: config suites first, then all cases side by side, then what needs cases, and loads one after another.
///
/// A load has the target to itself, or it would measure the other checks. The results come back in declared order,
/// and they always come back: after an interruption with what was found until then.
package struct Runner {
    private let plan: Plan
    private let context: RunContext
    private let policy: Policy
    private let control: RunControl
    private let emit: @Sendable (RunEvent) -> Void

    /// What running checks get to end after an interruption, before they are given up.
    private static let grace = Duration.milliseconds(1_200)

    package init(
        plan: Plan, context: RunContext, policy: Policy, control: RunControl,
        emit: @escaping @Sendable (RunEvent) -> Void
    ) {
        self.plan = plan
        self.context = context
        self.policy = policy
        self.control = control
        self.emit = emit
    }

    /// The results of every planned suite; never throws, whatever the target does.
    package func run() async -> [SuiteResult] {
        emit(.started(units: plan.units.count, suites: plan.suites.count))
        let alarm = Task { [context, policy, control] in
            try? await Task.sleep(until: context.deadline, clock: .continuous)
            if !Task.isCancelled { control.interrupt(.maxDuration(seconds: policy.maxDurationSeconds)) }
        }
        defer { alarm.cancel() }
        control.onInterrupt { [control, emit] in
            if let interruption = control.interruption { emit(.interrupted(interruption)) }
        }

        var ledger = Ledger(plan: plan, emit: emit)
        await runActions(&ledger) { $0.kind == .config && !$0.hasNeeds }
        await runCases(&ledger)
        await runActions(&ledger) { $0.kind == .config && $0.hasNeeds }
        await runActions(&ledger) { $0.kind == .performance }
        return ledger.results(interruption: control.interruption)
    }

    // MARK: Cases

    private func runCases(_ ledger: inout Ledger) async {
        var scheduler = CaseScheduler(plan: plan, width: policy.concurrency)
        let (finished, continuation) = AsyncStream<CaseEvent>.makeStream()
        var tasks: [Task<Void, Never>] = []
        control.onInterrupt {
            continuation.yield(.interrupted)
            Task {
                try? await Task.sleep(for: Self.grace)
                continuation.yield(.givenUp)
            }
        }
        var events = finished.makeAsyncIterator()
        var running: [Int: Case] = [:]
        while true {
            while control.interruption == nil, let next = scheduler.next() {
                switch next {
                case .run(let index, let one):
                    running[index] = one
                    ledger.start(suite: scheduler.suite(of: index))
                    let suite = plan.suites[scheduler.suite(of: index)].name
                    tasks.append(
                        Task { [runner = CaseRunner(context: caseContext(suite))] in
                            continuation.yield(.finished(index, await runner.run(one)))
                        })
                case .settle(let index, let result):
                    ledger.start(suite: scheduler.suite(of: index))
                    scheduler.finish(index, result.outcome)
                    ledger.add(result, suite: scheduler.suite(of: index), unit: scheduler.position(of: index))
                }
            }
            if scheduler.runningCount == 0, control.interruption != nil || scheduler.isDone { break }
            guard let event = await events.next() else { break }
            switch event {
            case .finished(let index, let result):
                running[index] = nil
                scheduler.finish(index, result.outcome)
                ledger.add(result, suite: scheduler.suite(of: index), unit: scheduler.position(of: index))
            case .interrupted:
                for task in tasks { task.cancel() }
            case .givenUp:
                for (index, one) in running.sorted(by: { $0.key < $1.key }) {
                    let result = one.unit.result(
                        .errored, reason: "interrupted, and did not end within \(Self.grace.text)")
                    ledger.add(result, suite: scheduler.suite(of: index), unit: scheduler.position(of: index))
                }
                return
            }
        }
    }

    private enum CaseEvent: Sendable {
        case finished(Int, CaseResult)
        case interrupted
        case givenUp
    }

    private func caseContext(_ suite: String) -> RunContext {
        var context = context
        context.progress = { [emit] in emit(.progress(suite: suite, $0)) }
        return context
    }

    // MARK: Loads and config rules

    private func runActions(_ ledger: inout Ledger, where isWanted: (PlannedSuite) -> Bool) async {
        for (index, suite) in plan.suites.enumerated() where isWanted(suite) {
            guard case .action(let action, let needs) = suite.body else { continue }
            guard control.interruption == nil else { return }
            ledger.start(suite: index)
            if let unmet = ledger.unmet(needs) {
                for (unit, planned) in suite.units.enumerated() {
                    let result = planned.result(.skipped, reason: unmet.reason, isForbidden: unmet.isForbidden)
                    ledger.add(result, suite: index, unit: unit)
                }
                continue
            }
            let task = Task { [context = caseContext(suite.name)] in await action.run(in: context) }
            let (stream, continuation) = AsyncStream<SuiteOutcome?>.makeStream()
            control.onInterrupt {
                task.cancel()
                Task {
                    try? await Task.sleep(for: Self.grace)
                    continuation.yield(nil)
                }
            }
            Task { continuation.yield(await task.value) }
            var outcomes = stream.makeAsyncIterator()
            guard let outcome = await outcomes.next() ?? nil else { return }
            ledger.add(outcome, suite: index)
        }
    }
}
