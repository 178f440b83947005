internal import Model

extension JUnitDocument {
    /// Every case, threshold and rule of the record, and what the policy has to say beyond them.
    init(_ record: RunRecord) {
        name = "gonogo \(JUnitNames.plain(record.project))"
        seconds = record.durationMs / 1_000
        properties = Self.properties(of: record)
        var names = JUnitNames()
        var prefixes = JUnitNames()
        suites = record.suites.map { suite in
            let component = JUnitNames.component(suite.name)
            // Only a further suite with figures needs its name in theirs.
            let prefix =
                suite.load == nil ? "" : prefixes.unique(prefixes.isEmpty ? "perf" : "perf.\(component)", mark: "_")
            return Suite(
                suite, name: names.unique("gonogo.\(suite.kind.rawValue).\(component)", mark: "_"), prefix: prefix)
        }
        if let policy = Suite(policyOf: record, seenIn: suites) { suites.append(policy) }
    }

    private static func properties(of record: RunRecord) -> [(name: String, value: String)] {
        [
            ("gonogo.verdict", record.verdict.decision.rawValue), ("gonogo.deployment_id", record.deploymentId),
            ("gonogo.project", record.project), ("gonogo.environment", record.environment.name),
        ] + (record.environment.baseUrl.map { [("gonogo.base_url", URLMask.withoutCredentials($0))] } ?? [])
            + record.notes.prefix(20).enumerated().map { ("gonogo.note.\($0.offset + 1)", $0.element.oneLine(300)) }
    }
}

extension JUnitDocument.Suite {
    fileprivate init(_ suite: SuiteResult, name: String, prefix: String) {
        var names = JUnitNames()
        let cases = suite.cases.map { result in
            let label = result.name.isEmpty || result.name == result.id ? result.id : "\(result.id) \(result.name)"
            return JUnitDocument.Case(result, name: names.unique(JUnitNames.plain(label)))
        }
        self.init(
            name: name, kind: suite.kind.rawValue, file: suite.file, startedAt: suite.startedAt,
            seconds: suite.durationMs / 1_000, properties: suite.load?.junitProperties(prefix) ?? [], cases: cases,
            output: suite.load?.junitOutput ?? "")
    }

    /// What speaks against a GO though no case says so: missing checks, an interruption, too many retries.
    fileprivate init?(policyOf record: RunRecord, seenIn suites: [JUnitDocument.Suite]) {
        let isTold = suites.contains { $0.cases.contains { $0.isFailure || $0.isError } }
        let rules = Verdict.Rule.allCases.filter { rule in
            switch rule {
            case .tooManyFlaky, .incompleteRun, .tooFewChecks: true
            case .blockingCheckSkipped: !isTold
            case .blockingCheckFailed, .blockingCheckErrored, .warningCheck: false
            }
        }
        var cases = rules.compactMap { rule in
            JUnitDocument.Case(rule, record.verdict.reasons.filter { $0.rule == rule })
        }
        if cases.isEmpty, !isTold, record.verdict.decision != .go || suites.allSatisfy(\.cases.isEmpty) {
            let message = "\(record.verdict.decision.rawValue), though no check was reported"
            cases = [
                JUnitDocument.Case(
                    name: "verdict", seconds: 0,
                    result: .error(.init(type: "gonogo.NothingReported", message: message, text: message)))
            ]
        }
        guard !cases.isEmpty else { return nil }
        self.init(name: "gonogo.policy", kind: "policy", startedAt: record.startedAt, seconds: 0, cases: cases)
    }
}

extension JUnitDocument.Case {
    fileprivate init(_ result: CaseResult, name: String) {
        let text = JUnitCaseText(result)
        let outcome: JUnitDocument.Result =
            switch result.outcome {
            case .passed: .passed
            case .failed:
                .failure(.init(type: Self.failureType(result.unit), message: text.message, text: text.details))
            case .errored: .error(.init(type: "gonogo.CheckErrored", message: text.message, text: text.details))
            case .skipped: .skipped(message: text.message)
            }
        self.init(
            name: name, seconds: result.durationMs / 1_000, result: outcome, output: text.output,
            location: result.location,
            properties: [
                ("severity", result.severity.rawValue), ("unit", result.unit.rawValue),
                ("passed_on_retry", String(result.passedOnRetry)),
            ] + (result.tags.isEmpty ? [] : [("tags", result.tags.joined(separator: ","))]))
    }

    private static func failureType(_ unit: CaseResult.Unit) -> String {
        switch unit {
        case .case: "gonogo.CheckFailed"
        case .threshold: "gonogo.ThresholdExceeded"
        case .rule: "gonogo.RuleViolated"
        }
    }

    /// One rule of the policy; nil where it had nothing to say.
    fileprivate init?(_ rule: Verdict.Rule, _ reasons: [Verdict.Reason]) {
        guard let first = reasons.first else { return nil }
        let texts = reasons.prefix(20).map { reason in
            ReasonText.sentence(reason) + (reason.location.map { " (\($0.description.oneLine(300)))" } ?? "")
        }
        let problem = JUnitDocument.Problem(
            type: "gonogo.PolicyNotMet",
            message: ReasonText.sentence(first) + (reasons.count > 1 ? " and \(reasons.count - 1) more" : ""),
            text: texts.joined(separator: "\n"))
        self.init(name: rule.rawValue, seconds: 0, result: rule == .tooManyFlaky ? .failure(problem) : .error(problem))
    }
}
