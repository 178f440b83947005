package import Model

/// The twelve lines that a person reads, always with these labels in this order.
///
///     KIS_CORE_V3 Deployment Report - 2026-11-20T10:00:00Z
///     Deployment ID: DEPLOY-20261120-100000 (staging, https://staging-api.kis-core.example)
///     Status: SUCCESS (Duration: 5m 42s)
///     Smoke Tests: 12/12 passed | Integration: 8/8 | Config: 31/31 | Preflight: 14/15, 1 warning
///     Performance: PASS (50 users, 300 s, 14 873 requests, 49.6 req/s)
///     Critical Issues: 0
///     API Health: OK (200 in 12 ms)
///     Database: OK (PostgreSQL 15.18)
///     Cache: OK (Redis 7.0.15)
///     Error Rate: 0.02% (limit 1%)
///     Response Time P95: 412 ms (limit 2100 ms; p50 120 ms, p99 890 ms)
///     Overall: GO
///
/// What was not measured says `not run`. The record should be redacted.
package struct QCSummary: Sendable, Equatable {
    /// Exactly twelve, none with a line end.
    package let lines: [String]

    package var text: String { lines.joined(separator: "\n") + "\n" }

    static let notRun = "not run"

    package init(_ record: RunRecord) {
        let tests = [SuiteKindName.smoke, .integration, .config, .preflight].map { TestTally(record.suites, $0).text }
        let load = LoadLines(record.suites)
        lines = [
            "\(record.project.oneLine(100)) Deployment Report - \(record.startedAt.wholeSeconds)",
            "Deployment ID: \(record.deploymentId.oneLine(150)) (\(Self.target(record.environment)))",
            "Status: \(Self.status(record))",
            tests.joined(separator: " | "),
            "Performance: \(load.performance)",
            "Critical Issues: \(Self.criticalIssues(record))",
            "API Health: \(ComponentLine.text(record.suites, tag: "api-health"))",
            "Database: \(ComponentLine.text(record.suites, tag: "database"))",
            "Cache: \(ComponentLine.text(record.suites, tag: "cache"))",
            "Error Rate: \(load.errorRate)",
            "Response Time P95: \(load.p95)",
            "Overall: \(Self.overall(record))",
        ]
    }

    private static func target(_ environment: RunRecord.Environment) -> String {
        [environment.name.oneLine(80), environment.baseUrl.map { URLMask.withoutCredentials($0).oneLine(200) }]
            .compactMap(\.self).joined(separator: ", ")
    }

    private static func status(_ record: RunRecord) -> String {
        let duration = "Duration: \(DurationText.text(seconds: record.durationMs / 1_000))"
        if !record.complete || record.interruption != nil {
            return "INTERRUPTED (\(duration), incomplete: \(record.interruption?.sentence ?? "reason unknown"))"
        }
        let word =
            switch record.verdict.decision {
            case .go: "SUCCESS"
            case .noGo: "FAILED"
            case .inconclusive: "INCONCLUSIVE"
            }
        return "\(word) (\(duration))"
    }

    /// How many blocking checks failed, could not be carried out, or passed only on a retry beyond the budget.
    private static func criticalIssues(_ record: RunRecord) -> String {
        let issues = record.verdict.reasons.count {
            switch $0.rule {
            case .blockingCheckFailed, .blockingCheckErrored, .tooManyFlaky: true
            case .blockingCheckSkipped, .incompleteRun, .tooFewChecks, .warningCheck: false
            }
        }
        let looked = record.suites.contains { $0.cases.contains { $0.outcome != .skipped } }
        return looked || issues > 0 ? String(issues) : notRun
    }

    /// The decision, the first reason against a GO, and what a reader has to know to weigh it.
    private static func overall(_ record: RunRecord) -> String {
        var text = record.verdict.decision.rawValue
        if record.verdict.decision != .go, let reason = record.verdict.reasons.first {
            text += " - " + ReasonText.sentence(reason).oneLine(200)
        }
        let warnings = record.verdict.reasons.count { $0.rule == .warningCheck }
        let asides = (warnings > 0 ? [Figure.count(warnings, "warning")] : []) + record.notes.map { $0.oneLine(120) }
        return asides.isEmpty ? text : text + " (\(asides.joined(separator: "; ").oneLine(400)))"
    }
}
