internal import Load
internal import Model

/// The generator's own condition.
extension Validity {
    /// How far wall-clock and monotonic time may move against each other; network time moves both together.
    static let maxClockStep = Duration.milliseconds(50)
    /// A percentile that moves by less is not said to have moved: that is how coarsely it is measured and sent.
    static let leastShift = Duration.microseconds(100)
    /// The generator's heartbeat: what it does within one beat is seen by no stall.
    private static let heartbeat = Duration.milliseconds(10)

    /// What the generator itself may have added to a single response time, at most.
    var ownDelay: Duration { (result.generator.lag.max ?? .zero) + result.generator.maxStall + Self.heartbeat }

    var lateness: BrokenRule? {
        guard let late = result.generator.lag.percentile(99) else { return nil }
        let service = result.distribution(of: .service).percentile(50) ?? .zero
        let limit = max(limits.maxLateness, service / 20)
        guard late > limit else { return nil }
        let source = limit > limits.maxLateness ? "5 % of the median service time" : "max_lateness"
        return BrokenRule(
            rule: .lateness, figure: "1 % of the requests began \(Self.ms(late)) or more after they were due",
            limit: "\(Self.ms(limit)) (\(source))",
            remedy: "the machine that runs gonogo was too busy to send on time: give gonogo a core of its own, or "
                + "lower the load")
    }

    /// The percentile that moves most when the generator's lateness is taken out.
    var shift: BrokenRule? {
        var worst: (threshold: Threshold, before: Duration, after: Duration, share: Double)?
        for threshold in thresholds where threshold.metric == .response {
            guard case .percentile(let percentile) = threshold.aggregator else { continue }
            let selector = LoadSelector(scenario: threshold.scenario, step: threshold.step)
            guard let before = result.value(.percentile(percentile), of: .response, selector), before > .zero,
                let after = result.value(.percentile(percentile), of: .punctualResponse, selector),
                before - after > Self.leastShift
            else { continue }
            let share = (before - after).seconds / before.seconds
            if share > worst?.share ?? limits.maxShift { worst = (threshold, before, after, share) }
        }
        guard let worst else { return nil }
        return BrokenRule(
            rule: .shift,
            figure: "\(worst.threshold.subject) is \(Self.ms(worst.before)), and \(Self.ms(worst.after)) without "
                + "gonogo's own delays: \(Self.percent(worst.share)) less",
            limit: Self.percent(limits.maxShift),
            remedy: "gonogo itself was too slow to measure this: give it a core of its own, or lower the load")
    }

    var generatorCPU: BrokenRule? {
        let busy = result.generator.busiestThread
        // A thread that never rests reads as a little more than all the time, too.
        guard busy > limits.maxGeneratorCPU, limits.maxGeneratorCPU < 1 else { return nil }
        return BrokenRule(
            rule: .generatorCPU, figure: "gonogo's busiest thread computed for \(Self.percent(busy)) of the time",
            limit: Self.percent(limits.maxGeneratorCPU),
            remedy: "gonogo was the bottleneck, not the target: raise load.threads on a machine with more cores, or "
                + "lower the load (rate, users, a longer think_time)")
    }

    var stall: BrokenRule? {
        let stall = result.generator.maxStall
        guard stall > limits.maxStall else { return nil }
        return BrokenRule(
            rule: .stall, figure: "gonogo was held up for \(Self.ms(stall)) at a time", limit: Self.ms(limits.maxStall),
            remedy: "something else used the machine: run gonogo where less runs beside it, or allow this with "
                + "validity.max_stall")
    }

    var clock: BrokenRule? {
        let step = result.generator.clockStep
        guard step > Self.maxClockStep else { return nil }
        return BrokenRule(
            rule: .clock, figure: "the machine's clock jumped by \(Self.ms(step))", limit: Self.ms(Self.maxClockStep),
            remedy: "it was set while measuring, or the machine slept: measure again")
    }

    // MARK: What it could not do

    var generatorFailures: [BrokenRule] {
        result.failures().filter { $0.blame == .generator }.map { failure in
            let times = failure.count == 1 ? "once" : "\(failure.count.grouped) times"
            return BrokenRule(
                rule: .generatorFailures, figure: "\(failure.failureClass), \(times): \(failure.sample)",
                limit: "none", remedy: Self.remedy(failure))
        }
    }

    private static func remedy(_ failure: FailureCount) -> String {
        if failure.failureClass == .dns { return "check the name, and the resolver of the machine that runs gonogo" }
        if failure.sample.contains("open files") { return "allow gonogo more open files: ulimit -n" }
        if failure.sample.contains("assign requested address") {
            return "the machine ran out of ports to this address: keep connections alive, widen "
                + "net.ipv4.ip_local_port_range, or use fewer connections"
        }
        return "check the network of the machine that runs gonogo: its route to the target, its firewall, its memory"
    }
}
