import Model
import Reports

/// What a project gets that asks for nothing else.
let threeFormats = ReportFormats.named(["json", "junit", "summary"])

/// Records for tests, with what a test doesn't name left plain.
extension RunRecord {
    static func make(
        _ suites: [SuiteResult] = [.smoke(), .integration(), .config(), .performance()],
        project: String = "KIS_CORE_V3",
        environment: Environment = .init(
            name: "staging", baseUrl: "https://staging-api.kis-core.example", protected: false),
        deploymentId: String = "DEPLOY-20261120-100000", seconds: Int64 = 342, interruption: Interruption? = nil,
        policy: Policy = Policy(), notes: [String] = []
    ) -> RunRecord {
        RunRecord(
            tool: "gonogo 0.1.0", project: project, environment: environment, deploymentId: deploymentId,
            startedAt: .example,
            finishedAt: Timestamp(millisecondsSince1970: Timestamp.example.millisecondsSince1970 + seconds * 1_000),
            interruption: interruption, policy: policy, suites: suites, notes: notes)
    }
}

extension Timestamp {
    /// 2026-11-20T10:00:00Z.
    static let example = Timestamp(millisecondsSince1970: 1_795_168_800_000)
}

extension SuiteResult {
    static func smoke(_ cases: [CaseResult]? = nil) -> SuiteResult {
        let components: [CaseResult] = [
            .make("SMOKE-001", "health", tags: ["api-health"], steps: [.http()]),
            .make(
                "SMOKE-002", "database", tags: ["database"],
                steps: [.make(kind: "postgres", response: "PostgreSQL 15.18")]),
            .make("SMOKE-003", "cache", tags: ["cache"], steps: [.make(kind: "redis", response: "Redis 7.0.15")]),
        ]
        let others = (4...12).map {
            CaseResult.make("SMOKE-0\($0 < 10 ? "0" : "")\($0)", "check \($0)", steps: [.http()])
        }
        return .make("smoke", .smoke, cases ?? components + others)
    }

    static func integration(_ cases: [CaseResult]? = nil) -> SuiteResult {
        .make(
            "estimates", .integration,
            cases ?? (1...8).map { .make("INT-00\($0)", "flow \($0)", steps: [.http(), .http()]) })
    }

    static func config(_ cases: [CaseResult]? = nil) -> SuiteResult {
        .make("env", .config, cases ?? (1...31).map { .make("CFG-\($0)", "key \($0)", unit: .rule) })
    }

    static func performance(
        _ name: String = "load", load: LoadSummary? = .make(), _ cases: [CaseResult]? = nil
    ) -> SuiteResult {
        var suite = SuiteResult.make(
            name, .performance,
            cases ?? [
                .make("\(name)/p95(response) <= 2100ms", "p95(response) <= 2100ms", unit: .threshold),
                .make("\(name)/errors < 1%", "errors < 1%", unit: .threshold),
            ])
        suite.load = load
        return suite
    }

    static func make(_ name: String, _ kind: SuiteKindName, _ cases: [CaseResult]) -> SuiteResult {
        SuiteResult(
            name: name, kind: kind, file: "suites/kis-core/\(name).yaml", startedAt: .example, durationMs: 1_234.5678,
            cases: cases)
    }
}

extension CaseResult {
    static func make(
        _ id: String, _ name: String = "", unit: Unit = .case, severity: Severity = .block, tags: [String] = [],
        outcome: Outcome = .passed, passedOnRetry: Bool = false, steps: [StepResult] = [], reason: String? = nil
    ) -> CaseResult {
        CaseResult(
            id: id, name: name, unit: unit, severity: severity, tags: tags, outcome: outcome,
            passedOnRetry: passedOnRetry,
            durationMs: 12.3456, steps: steps, reason: reason,
            location: SourceLocation(file: "suites/kis-core/smoke.yaml", line: 12, column: 5))
    }

    /// A case whose one step found something else than expected.
    static func unmet(
        _ id: String, _ name: String = "", severity: Severity = .block, tags: [String] = [], outcome: Outcome = .failed,
        property: String = "status", expected: String = "200", actual: String = "404", message: String? = nil
    ) -> CaseResult {
        let finding = Observation(
            property: property, expected: expected, actual: actual, outcome: outcome, message: message,
            location: SourceLocation(file: "suites/kis-core/smoke.yaml", line: 14, column: 9))
        let step = StepResult(
            name: "get", kind: "http", outcome: outcome, request: "GET http://127.0.0.1:8080/health",
            response: "\(actual), 118 bytes, HTTP/1.1", durationMs: 12, observations: [finding])
        return .make(id, name, severity: severity, tags: tags, outcome: outcome, steps: [step])
    }
}

extension StepResult {
    static func http(_ response: String = "200, 118 bytes, HTTP/1.1", ms: Double = 12.2) -> StepResult {
        StepResult(
            name: "get", kind: "http", outcome: .passed, request: "GET http://127.0.0.1:8080/health",
            response: response,
            durationMs: ms + 1, timings: Timings(dnsMs: 0.1, connectMs: 0.5, ttfbMs: ms - 1, totalMs: ms),
            observations: [Observation(property: "status", expected: "200", actual: "200", outcome: .passed)])
    }

    static func make(kind: String, response: String?) -> StepResult {
        StepResult(name: "ask", kind: kind, outcome: .passed, response: response, durationMs: 3)
    }
}

extension LoadSummary {
    static func make(
        users: Int? = 50, planned: Double = 300, measured: Double = 300, errorRatio: Double? = 0.0002,
        response: Latency? = .make(), limits: Limits = Limits(p95Ms: 2_100, errorRatio: 0.01), invalid: [String] = [],
        errors: [ErrorCount] = []
    ) -> LoadSummary {
        LoadSummary(
            model: "closed", users: users, plannedSeconds: planned, measuredSeconds: measured, thinkTimeSeconds: 1,
            warmupSeconds: 10,
            counts: Counts(
                started: 14_875, completed: 14_873, succeeded: 14_870, failed: 3, timedOut: 0, inFlightAtEnd: 2,
                resent: 0,
                warmup: 500),
            requestsPerSecond: 49.5767, errorRatio: errorRatio, response: response, service: nil, errors: errors,
            scenarios: [Scenario(name: "browse", requests: 14_873, failed: 3, response: response)],
            generator: Generator(threads: 1, busiestThread: 0.2, longestStallMs: 1.5, latenessP99Ms: nil),
            limits: limits,
            invalid: invalid)
    }
}

extension LoadSummary {
    /// 200 iterations a second for a minute, of which a few had to wait.
    static func makeOpen(
        rate: Rate = Rate(least: 200, most: 200), measured: Double = 60, ending: String = "planned",
        name: String = "browse", errors: [ErrorCount] = []
    ) -> LoadSummary {
        let spread = Spread(count: 12, p50Ms: 0.05, p99Ms: 0.4, maxMs: 1.25)
        var load = LoadSummary.make(users: nil, planned: 60, measured: measured, errors: errors)
        load.model = "open"
        load.rate = rate
        load.maxInFlight = 400
        load.ending = ending
        load.waits = spread
        load.requestsPerSecond = 199.9
        load.counts.completed = 12_000
        load.counts.planned = 12_001
        load.counts.dropped = 1
        load.counts.connectionsOpened = 17
        load.generator.lateness = spread
        load.generator.cpuSeconds = 4.5
        load.generator.peakInFlight = 17
        load.scenarios = [
            Scenario(
                name: name, requests: 12_000, failed: 3, response: .make(), service: .make(), iteration: .make(),
                iterations: 11_997, planned: 12_001, dropped: 1,
                steps: [Step(name: name, requests: 12_000, failed: 3, timedOut: 1, response: .make(), service: nil)])
        ]
        return load
    }
}

extension LoadSummary.Latency {
    static func make(count: Int = 14_870, p95: Double = 412.4) -> LoadSummary.Latency {
        LoadSummary.Latency(
            count: count, minMs: 8.25, meanMs: 150.125, p50Ms: 120, p95Ms: p95, p99Ms: 890, p999Ms: 1_200, maxMs: 1_500)
    }
}
