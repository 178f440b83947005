import Model
import Testing

struct VerdictTests {
    private static func result(
        _ id: String = "A", _ severity: Severity = .block, _ outcome: Outcome, retried: Bool = false,
        forbidden: Bool = false
    ) -> CaseResult {
        CaseResult(
            id: id, name: "name of \(id)", severity: severity, outcome: outcome, passedOnRetry: retried, reason: "why",
            location: SourceLocation(file: "s.yaml", line: 3, column: 5), isForbidden: forbidden)
    }

    private func judge(_ results: [CaseResult], _ policy: Policy = Policy(), _ interruption: Interruption? = nil)
        -> Verdict
    {
        let suite = SuiteResult(
            name: "smoke", kind: .smoke, file: "s.yaml", startedAt: Timestamp(millisecondsSince1970: 0), cases: results)
        return Verdict.judge([suite], policy: policy, interruption: interruption)
    }

    @Test(
        "severity and outcome decide, beside a check that passed",
        arguments: [
            (.block, .passed, .go, nil), (.block, .failed, .noGo, .blockingCheckFailed),
            (.block, .errored, .inconclusive, .blockingCheckErrored),
            (.block, .skipped, .inconclusive, .blockingCheckSkipped),
            (.warn, .passed, .go, nil), (.warn, .failed, .go, .warningCheck), (.warn, .errored, .go, .warningCheck),
            (.warn, .skipped, .go, nil), (.info, .passed, .go, nil), (.info, .failed, .go, nil),
            (.info, .errored, .go, nil),
            (.info, .skipped, .go, nil),
        ] as [(Severity, Outcome, Verdict.Decision, Verdict.Rule?)])
    func table(severity: Severity, outcome: Outcome, decision: Verdict.Decision, rule: Verdict.Rule?) {
        let verdict = judge([Self.result("P", .passed), Self.result("A", severity, outcome)])
        #expect(verdict.decision == decision)
        #expect(verdict.reasons.map(\.rule) == (rule.map { [$0] } ?? []))
        #expect(verdict.hasWarnings == (rule == .warningCheck))
    }

    @Test(
        "nothing executed is never a GO",
        arguments: [
            [], [result("A", .skipped, forbidden: true)], [result("A", .info, .errored)],
            [result("A", .warn, .skipped)],
        ])
    func nothing(results: [CaseResult]) {
        for minimum in [-1, 0, 1] { #expect(judge(results, Policy(minChecks: minimum)).decision == .inconclusive) }
    }

    @Test("fewer checks than the policy asks for are no basis")
    func tooFew() {
        let two = [Self.result("A", .passed), Self.result("B", .passed)]
        #expect(judge(two, Policy(minChecks: 2)).decision == .go)
        let verdict = judge(two, Policy(minChecks: 3))
        #expect(verdict.decision == .inconclusive)
        #expect(
            verdict.reasons == [
                Verdict.Reason(rule: .tooFewChecks, observed: "2 executed", limit: "at least 3 (policy.min_checks)")
            ])
    }

    @Test("passed on a retry counts against the budget, where it blocks")
    func flaky() {
        let results = [Self.result("A", .passed, retried: true), Self.result("B", .passed, retried: true)]
        #expect(judge(results, Policy(maxFlaky: 2)).decision == .go)
        let verdict = judge(results, Policy(maxFlaky: 1))
        #expect(verdict.decision == .noGo)
        #expect(verdict.reasons.first?.observed == "2 (A, B)")
        #expect(judge([Self.result("A", .warn, .passed, retried: true)]).decision == .go)
    }

    @Test("a run that did not finish is inconclusive, unless something had failed")
    func interrupted() {
        for interruption in [Interruption.signal(2), .maxDuration(seconds: 600), .killed] {
            #expect(judge([Self.result("A", .passed)], Policy(), interruption).decision == .inconclusive)
            #expect(judge([Self.result("A", .failed)], Policy(), interruption).decision == .noGo)
        }
    }

    @Test("a check that the environment forbids doesn't weigh")
    func forbidden() {
        #expect(judge([Self.result("A", .passed), Self.result("B", .skipped, forbidden: true)]).decision == .go)
    }

    @Test("NO-GO wins, and its reasons come first, then what is unknown, then warnings")
    func order() {
        let verdict = judge(
            [Self.result("W", .warn, .failed), Self.result("E", .errored), Self.result("F", .failed)], Policy(),
            .signal(15))
        #expect(verdict.decision == .noGo)
        #expect(
            verdict.reasons.map(\.rule) == [.blockingCheckFailed, .blockingCheckErrored, .incompleteRun, .warningCheck])
    }

    @Test("a reason names the case, what was observed, the limit and the place in the suite")
    func reason() throws {
        var result = Self.result("A", .failed)
        let place = SourceLocation(file: "s.yaml", line: 9, column: 7)
        result.steps = [
            StepResult(
                name: "s", kind: "http", outcome: .failed,
                observations: [
                    Observation(property: "body", expected: "x", actual: "y", outcome: .passed),
                    Observation(property: "time", expected: "x", actual: "unknown", outcome: .errored),
                    Observation(
                        property: "status", expected: "200", actual: "404", outcome: .failed, message: "must answer",
                        location: place),
                ])
        ]
        #expect(
            judge([result]).reasons == [
                Verdict.Reason(
                    rule: .blockingCheckFailed, subject: "smoke/A", name: "name of A", property: "status",
                    observed: "404", limit: "200",
                    message: "must answer", location: place)
            ])
        #expect(judge([Self.result("A", .errored)]).reasons.first?.observed == "why")
    }

    @Test("the worst of outcomes is failed, then errored, skipped, passed")
    func worst() {
        #expect(Outcome.worst([.passed, .skipped, .errored, .failed]) == .failed)
        #expect(Outcome.worst([.passed, .errored, .skipped]) == .errored)
        #expect(Outcome.worst([.passed, .skipped]) == .skipped)
        #expect(Outcome.worst([]) == .passed)
    }
}

extension VerdictTests {
    private static func result(_ id: String, _ outcome: Outcome, retried: Bool = false, forbidden: Bool = false)
        -> CaseResult
    {
        result(id, .block, outcome, retried: retried, forbidden: forbidden)
    }
}
