internal import Model

/// How one part of the target is, from the cases that carry its tag; smoke cases where there are any, else all others.
enum ComponentLine {
    static func text(_ suites: [SuiteResult], tag: String) -> String {
        let smoke = tagged(tag, in: suites.filter { $0.kind == .smoke })
        let cases = smoke.isEmpty ? tagged(tag, in: suites) : smoke
        let outcome = Outcome.worst(cases.map(\.outcome))
        guard let worst = cases.first(where: { $0.outcome == outcome }) else { return QCSummary.notRun }
        switch outcome {
        case .passed: return (product(cases) ?? evidence(worst)).map { "OK (\($0))" } ?? "OK"
        case .failed: return "FAILED (\(why(worst)))"
        case .errored: return "UNKNOWN (\(why(worst)))"
        case .skipped where cases.allSatisfy({ $0.outcome == .skipped }): return "\(QCSummary.notRun) (\(why(worst)))"
        case .skipped:
            return "UNKNOWN (\(cases.count { $0.outcome == .skipped }) of \(cases.count) checks skipped: \(why(worst)))"
        }
    }

    private static func tagged(_ tag: String, in suites: [SuiteResult]) -> [CaseResult] {
        suites.flatMap(\.cases).filter { $0.tags.contains(tag) }
    }

    /// The product and version that a database told: `PostgreSQL 15.18` of `PostgreSQL 15.18, 1 row`.
    private static func product(_ cases: [CaseResult]) -> String? {
        let answers = cases.flatMap(\.steps).filter { ["postgres", "redis"].contains($0.kind) }.compactMap(\.response)
        let told = answers.first { $0.hasPrefix("PostgreSQL ") || $0.hasPrefix("Redis ") }
        return told.map { String($0.prefix { $0 != "," }).oneLine(100) }
    }

    /// What the component answered: status and time of the first HTTP step, else the first response there is.
    private static func evidence(_ result: CaseResult) -> String? {
        if let step = result.steps.first(where: { $0.kind == "http" }), let response = step.response {
            let status = response.prefix { $0.isASCII && $0.isNumber }
            let time = DurationText.text(milliseconds: step.timings?.totalMs ?? step.durationMs)
            return status.isEmpty ? response.oneLine(100) : "\(status.prefix(3)) in \(time)"
        }
        return result.steps.lazy.compactMap(\.response).first.map { $0.oneLine(100) }
    }

    private static func why(_ result: CaseResult) -> String {
        (result.decisive?.sentence ?? result.reason ?? "\(result.id) \(result.outcome.rawValue)").oneLine(150)
    }
}
