package import Load
internal import Model

/// Whether a measurement can be believed: a pure function of what was measured, what was planned, and the limits.
///
/// The rules are those of Documentation/Reports.md; each that is broken makes the suite's `measurement` errored.
package struct Validity: Sendable {
    let result: LoadResult
    let plan: LoadPlan
    /// All that the suite judges.
    let thresholds: [Threshold]
    let limits: ValidityLimits

    package init(
        result: LoadResult, plan: LoadPlan, thresholds: [Threshold] = [], limits: ValidityLimits = ValidityLimits()
    ) {
        self.result = result
        self.plan = plan
        self.thresholds = thresholds
        self.limits = limits
    }

    /// Every rule that the measurement did not keep, what weighs most first.
    package var broken: [BrokenRule] {
        let begun = [ending].compactMap(\.self) + generatorFailures
        guard result.counts().started > 0 else {
            return begun.isEmpty && result.ending != .aborted ? [nothingSent] : begun
        }
        let generator = [lateness, shift, generatorCPU, stall, clock].compactMap(\.self)
        // Of a load that was cut off these would only say so again.
        let load = result.ending == .planned ? unsent + [started, inFlight, steady].compactMap(\.self) : []
        return begun + generator + load
    }

    // MARK: Whether it took place

    private var ending: BrokenRule? {
        switch result.ending {
        // An abort is a limit of the suite, which has a result of its own.
        case .planned, .aborted, .notStarted: nil
        case .stopped:
            BrokenRule(
                rule: .ending, figure: "the load was stopped before its end", limit: "the whole load",
                remedy: "run it again to its end")
        case .maxDuration:
            BrokenRule(
                rule: .ending, figure: "the load hit the run's time limit before its end", limit: "the whole load",
                remedy: "raise policy.max_duration, or shorten the load")
        }
    }

    private var nothingSent: BrokenRule {
        BrokenRule(
            rule: .unsent, figure: "no request was sent", limit: "every step of every scenario",
            remedy: "run longer, or with more users or a higher rate")
    }

    /// What was declared and never asked: nothing is known of it, whatever the limits over all requests say.
    private var unsent: [BrokenRule] {
        result.scenarios.flatMap { scenario -> [BrokenRule] in
            let steps = scenario.steps.filter { $0.counts.started == 0 }
            let limit = "every step of every scenario"
            if steps.count == scenario.steps.count {
                return [
                    BrokenRule(
                        rule: .unsent, figure: "scenario '\(scenario.name)' was never begun", limit: limit,
                        remedy: "its weight is too small for so short a load: raise it, or run longer")
                ]
            }
            return steps.map {
                BrokenRule(
                    rule: .unsent, figure: "step '\($0.name)' of scenario '\(scenario.name)' was never sent",
                    limit: limit, remedy: "no iteration got that far: find out why the step before it fails")
            }
        }
    }

    /// Iterations that the plan asked for, and that never began because no slot came free.
    private var started: BrokenRule? {
        let (planned, dropped) = result.arrivals()
        guard case .open(let open) = plan.model, planned > 0 else { return nil }
        let share = Double(planned - min(dropped, planned)) / Double(planned)
        guard share < limits.minStarted else { return nil }
        return BrokenRule(
            rule: .started,
            figure: "\(Self.percent(share)) of the planned iterations began (\(dropped.grouped) of \(planned.grouped) "
                + "did not)",
            limit: "at least \(Self.percent(limits.minStarted))",
            remedy: "the target was too slow for the rate with \(open.maxInFlight.grouped) iterations under way: raise "
                + "max_in_flight, or lower the rate")
    }

    static func percent(_ share: Double) -> String { "\(DurationText.fixed(share * 100, places: 1)) %" }
    static func ms(_ duration: Duration) -> String { "\(DurationText.fixed(duration.milliseconds, places: 2)) ms" }
}

extension BinaryInteger {
    /// With grouped thousands.
    var grouped: String { DurationText.grouped(Int(clamping: self)) }
}
