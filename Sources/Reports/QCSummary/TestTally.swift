internal import Model

/// The results of one kind of suite in a few words: `14/15, 1 warning`.
struct TestTally {
    private let kind: SuiteKindName
    private let results: [CaseResult]

    init(_ suites: [SuiteResult], _ kind: SuiteKindName) {
        self.kind = kind
        results = suites.filter { $0.kind == kind }.flatMap(\.cases)
    }

    var text: String {
        let isSmoke = kind == .smoke
        return "\(isSmoke ? "Smoke Tests" : kind.title): \(counts(suffix: isSmoke ? " passed" : ""))"
    }

    private func counts(suffix: String) -> String {
        guard !results.isEmpty else { return QCSummary.notRun }
        let passed = results.count { $0.outcome == .passed }
        return (["\(passed)/\(results.count)\(suffix)"] + exceptions).joined(separator: ", ")
    }

    /// What the fraction leaves open, each result counted once.
    private var exceptions: [String] {
        let unmet = results.filter { $0.outcome == .failed || $0.outcome == .errored }
        let blocking = unmet.filter { $0.severity == .block }
        let parts: [(Int, String)] = [
            (blocking.count { $0.outcome == .failed }, "failed"),
            (blocking.count { $0.outcome == .errored }, "errored"),
            (results.count { $0.outcome == .skipped }, "skipped"),
            (results.count { $0.passedOnRetry && $0.outcome == .passed }, "passed on retry"),
            (results.count { $0.outcome == .passed && $0.isWaived }, "waived"),
        ]
        let warnings = unmet.count { $0.severity == .warn }
        let remarks = unmet.count { $0.severity == .info }
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            + (warnings > 0 ? [Figure.count(warnings, "warning")] : [])
            + (remarks > 0 ? [Figure.count(remarks, "remark")] : [])
    }
}

extension CaseResult {
    /// Passed, but with a finding that somebody has accepted for a time.
    fileprivate var isWaived: Bool {
        steps.contains { $0.observations.contains { $0.finding?.waiver != nil } }
    }
}
