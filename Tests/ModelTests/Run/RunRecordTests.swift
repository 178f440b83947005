import Model
import Testing

struct RunRecordTests {
    private func record(_ suites: [SuiteResult], interruption: Interruption? = nil, end: Int64 = 5_000) -> RunRecord {
        RunRecord(
            tool: "gonogo", project: "p", environment: .init(name: "e", baseUrl: nil, protected: false),
            deploymentId: "d",
            startedAt: Timestamp(millisecondsSince1970: 0), finishedAt: Timestamp(millisecondsSince1970: end),
            interruption: interruption, suites: suites)
    }

    private func suite(_ outcome: Outcome, severity: Severity = .block) -> SuiteResult {
        SuiteResult(
            name: "s", kind: .smoke, file: "s.yaml", startedAt: Timestamp(millisecondsSince1970: 0),
            cases: [
                CaseResult(id: "P", name: "", outcome: .passed),
                CaseResult(id: "A", name: "", severity: severity, outcome: outcome),
            ])
    }

    private func load(p95: Double?, errors: Double?) -> SuiteResult {
        let latency = p95.map {
            LoadSummary.Latency(count: 1, minMs: 0, meanMs: 0, p50Ms: 0, p95Ms: $0, p99Ms: 0, p999Ms: 0, maxMs: 0)
        }
        var suite = suite(.passed)
        suite.load = LoadSummary(
            model: "closed", users: 1, plannedSeconds: 1, measuredSeconds: 1, thinkTimeSeconds: 0, warmupSeconds: 0,
            counts: .init(
                started: 0, completed: 0, succeeded: 0, failed: 0, timedOut: 0, inFlightAtEnd: 0, resent: 0, warmup: 0),
            requestsPerSecond: nil, errorRatio: errors, response: latency, service: nil, errors: [], scenarios: [],
            generator: .init(threads: 1, busiestThread: 0, longestStallMs: 0, latenessP99Ms: nil))
        return suite
    }

    @Test("verdict, duration and completeness follow from what was found")
    func derived() {
        #expect(record([suite(.passed)]).verdict.decision == .go)
        #expect(record([suite(.passed)]).durationMs == 5_000)
        #expect(record([suite(.passed)], end: -5).durationMs == 0)
        #expect(record([suite(.passed)]).complete)
        #expect(!record([suite(.passed)], interruption: .killed).complete)
    }

    @Test(
        "the exit status follows from the record",
        arguments: [
            (.passed, .block, nil, false, 0), (.failed, .block, nil, false, 1), (.errored, .block, nil, false, 3),
            (.failed, .warn, nil, false, 0), (.failed, .warn, nil, true, 4), (.passed, .block, nil, true, 0),
            (.failed, .block, .signal(2), false, 130), (.passed, .block, .signal(15), false, 143),
            (.passed, .block, .maxDuration(seconds: 1), false, 3), (.passed, .block, .killed, false, 3),
        ] as [(Outcome, Severity, Interruption?, Bool, Int32)])
    func exitStatus(outcome: Outcome, severity: Severity, interruption: Interruption?, strict: Bool, status: Int32) {
        let record = record([suite(outcome, severity: severity)], interruption: interruption)
        #expect(ExitStatus(record, strictWarnings: strict).rawValue == status)
    }

    @Test(
        "recommendations follow three fixed rules, just above their limits",
        arguments: [
            (1_500, 0.005, []), (1_500.1, 0.005, ["PERFORMANCE"]), (1_500, 0.005_1, ["RELIABILITY"]), (nil, nil, []),
            (9_000, 1, ["PERFORMANCE", "RELIABILITY"]),
        ] as [(Double?, Double?, [String])])
    func recommendations(p95: Double?, errors: Double?, types: [String]) {
        #expect(record([load(p95: p95, errors: errors)]).recommendations.map(\.type) == types)
    }

    @Test("failed tests are to be resolved, errored ones are none")
    func failedTests() {
        #expect(
            record([suite(.failed)]).recommendations == [
                Recommendation(
                    type: "TESTING", priority: "HIGH", description: "1 test failed: resolve before the next deployment."
                )
            ])
        #expect(record([suite(.errored)]).recommendations.isEmpty)
    }
}
