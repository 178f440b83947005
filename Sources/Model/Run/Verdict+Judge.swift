extension Verdict {
    /// Judges finished suites by the policy.
    ///
    /// NO-GO wins over INCONCLUSIVE, and GO is what is left when no rule speaks against it: so a check that is missing,
    /// broken or skipped for a reason nobody declared can never add up to a GO.
    package static func judge(_ suites: [SuiteResult], policy: Policy, interruption: Interruption?) -> Verdict {
        let results = suites.flatMap { suite in suite.cases.map { (suite: suite, result: $0) } }
        var against: [Reason] = []
        var unknown: [Reason] = []
        var warnings: [Reason] = []

        for (suite, result) in results {
            switch (result.severity, result.outcome) {
            case (.block, .failed): against.append(reason(.blockingCheckFailed, suite, result))
            case (.block, .errored): unknown.append(reason(.blockingCheckErrored, suite, result))
            case (.block, .skipped) where !result.isForbidden && interruption == nil:
                unknown.append(reason(.blockingCheckSkipped, suite, result))
            case (.warn, .failed), (.warn, .errored): warnings.append(reason(.warningCheck, suite, result))
            default: break
            }
        }

        let flaky = results.filter { $0.result.passedOnRetry && $0.result.severity == .block }
        if flaky.count > policy.maxFlaky {
            let names = flaky.map(\.result.id).joined(separator: ", ")
            against.append(
                Reason(
                    rule: .tooManyFlaky, observed: "\(flaky.count) (\(names.clipped(to: 200)))",
                    limit: "at most \(policy.maxFlaky) (policy.max_flaky)",
                    message: "passed only when tried again", location: flaky.first?.result.location))
        }

        if let interruption {
            unknown.append(
                Reason(
                    rule: .incompleteRun, observed: interruption.sentence,
                    limit: "every planned check is run to its end"))
        }

        let executed = results.count { $0.result.outcome == .passed || $0.result.outcome == .failed }
        // Failures that only warn or inform are no reason against a GO, but without any pass there is none for it either.
        let speaksForIt = results.contains { $0.result.outcome == .passed } || !against.isEmpty || !unknown.isEmpty
        if executed < max(policy.minChecks, 1) || !speaksForIt {
            unknown.append(
                Reason(
                    rule: .tooFewChecks,
                    observed: speaksForIt || executed == 0
                        ? "\(executed) executed" : "\(executed) executed, none passed",
                    limit: "at least \(max(policy.minChecks, 1)) (policy.min_checks)"))
        }

        let decision: Decision = against.isEmpty ? unknown.isEmpty ? .go : .inconclusive : .noGo
        return Verdict(decision: decision, reasons: against + unknown + warnings, hasWarnings: !warnings.isEmpty)
    }

    private static func reason(_ rule: Rule, _ suite: SuiteResult, _ result: CaseResult) -> Reason {
        let decisive = result.decisive
        let subject = suite.path(of: result)
        return Reason(
            rule: rule, subject: subject, name: subject.hasSuffix(result.name) ? nil : result.name,
            property: decisive?.property,
            observed: decisive?.actual ?? result.reason ?? result.outcome.rawValue,
            limit: decisive?.expected ?? "passed", message: decisive?.message,
            location: decisive?.location ?? result.location)
    }
}
