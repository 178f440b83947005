internal import Model

/// What a test case says about itself; every part is bounded.
struct JUnitCaseText {
    private let result: CaseResult

    init(_ result: CaseResult) { self.result = result }

    /// What decided, in one line: `status: expected 200, got 404`.
    var message: String {
        let severity = result.severity == .block ? "" : "[\(result.severity.rawValue)] "
        return severity + (result.decisive?.sentence ?? result.reason ?? result.outcome.rawValue).oneLine(500)
    }

    /// Every finding with observed, limit and place in the suite.
    var details: String {
        let findings = result.findings.prefix(50).map(Self.details)
        let rest = result.findings.count - findings.count
        let parts = [
            findings.isEmpty ? result.reason?.oneLine(2_000) : nil,
            findings.isEmpty ? nil : findings.joined(separator: "\n"),
            rest > 0 ? "and \(Figure.count(rest, "more finding"))" : nil,
            "severity: \(result.severity.rawValue)",
            result.location.map { "declared at \($0.description.oneLine(300))" },
        ]
        return parts.compactMap(\.self).joined(separator: "\n").clipped(bytes: 32 << 10)
    }

    private static func details(_ finding: Observation) -> String {
        let lines = [
            "\(finding.outcome.rawValue): \(finding.property.oneLine(300))",
            "  observed: \(finding.actual.oneLine(1_000))",
            "  limit:    \(finding.expected.oneLine(1_000))",
            finding.message.map { "  message:  \($0.oneLine(1_000))" },
            finding.errorClass.map { "  class:    \($0.oneLine(60))" },
            finding.location.map { "  at \($0.description.oneLine(300))" },
        ]
        return (lines.compactMap(\.self) + (finding.finding.map(Self.lines) ?? [])).joined(separator: "\n")
    }

    /// What the broken rule has to say beyond its observation.
    private static func lines(_ finding: Finding) -> [String] {
        let related = finding.related.prefix(10).map {
            "  related:  \($0.location.description.oneLine(300)) (\($0.note.oneLine(200)))"
        }
        let rest = finding.related.count - related.count
        let lines = [
            "  rule:     \(finding.rule.oneLine(120)) (\(finding.subject.oneLine(300)))",
            finding.excerpt.map {
                "  line:     \($0.text.oneLine(300)) (column \($0.column): \($0.note.oneLine(200)))"
            },
            finding.fix.map { "  fix:      \($0.oneLine(1_000))" },
        ]
        return lines.compactMap(\.self) + related + (rest > 0 ? ["  and \(Figure.count(rest, "more place"))"] : [])
    }

    /// The steps with request, response, timings and every observation; at most 64 KiB.
    var output: String {
        let text = result.steps.prefix(200).map(Self.lines).joined()
        let rest = result.steps.count - 200
        return (text + (rest > 0 ? "and \(Figure.count(rest, "more step"))\n" : "")).clipped(bytes: (64 << 10) - 64)
    }

    private static func lines(_ step: StepResult) -> String {
        var lines = [
            "step '\(step.name.oneLine(200))' (\(step.kind.oneLine(40))) \(step.outcome.rawValue) in "
                + DurationText.text(milliseconds: step.durationMs)
                + (step.attempts > 1 ? ", \(step.attempts) attempts" : "")
        ]
        if let request = step.request { lines.append("  request:  \(request.oneLine(1_000))") }
        if let response = step.response { lines.append("  response: \(response.oneLine(1_000))") }
        if let timings = step.timings { lines.append("  timings:  \(Self.text(timings))") }
        for observation in step.observations.prefix(200) {
            lines.append("  \(observation.outcome.rawValue): \(observation.sentence.oneLine(1_000))")
        }
        if step.observations.count > 200 {
            lines.append("  and \(Figure.count(step.observations.count - 200, "more observation"))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ timings: Timings) -> String {
        [
            ("dns", timings.dnsMs), ("connect", timings.connectMs), ("tls", timings.tlsMs), ("ttfb", timings.ttfbMs),
            ("total", timings.totalMs),
        ].compactMap { name, value in value.map { "\(name) \(DurationText.text(milliseconds: $0))" } }
            .joined(separator: ", ")
    }
}
