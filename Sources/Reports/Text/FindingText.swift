internal import Model

/// Findings as people read them, in the form that editors make clickable.
///
///     config/production.env:7:20: error: REDIS_URL.password in production has the same password as … [config/must-differ]
///       7 | REDIS_URL=redis://:********@cache.prod.internal:6379/0
///         |                    ^ password (value withheld)
///       same password: config/development.env:5
///       fix: give production one of its own, and rotate the one that is shared
enum FindingText {
    /// More findings of one check than this hide those of the others.
    private static let most = 10

    /// Those of one check; empty where it has none that a tool would track.
    static func render(_ result: CaseResult) -> String {
        let findings = result.findings.filter { $0.finding != nil }
        var text = findings.prefix(most).map { render($0, result.severity) }.joined()
        let rest = findings.count - most
        if rest > 0 { text += "  … and \(Figure.count(rest, "more finding")) of this check in the run record\n" }
        return text
    }

    private static func render(_ observation: Observation, _ severity: Severity) -> String {
        guard let finding = observation.finding else { return "" }
        var text = observation.location.map { "\($0.description.oneLine(300)): " } ?? ""
        text += "\(level(observation.outcome, severity)): "
        // Where the rule itself is the property, it stands at the end.
        let property = observation.property == finding.rule ? "" : "\(observation.property.oneLine(120)): "
        let facts = "\(property)expected \(observation.expected.oneLine(300)), got \(observation.actual.oneLine(300))"
        let message = observation.message.flatMap { $0.isEmpty ? nil : $0 }
        text += "\(message?.oneLine(500) ?? facts) [\(finding.rule.oneLine(80))]\n"
        // Some messages say already what was found.
        if let message, !message.contains(observation.actual) { text += "  \(facts)\n" }
        if let excerpt = finding.excerpt { text += render(excerpt, line: observation.location?.line) }
        for related in finding.related.prefix(most) {
            text += "  \(related.note.oneLine(120)): \(related.location.short.oneLine(300))\n"
        }
        if let fix = finding.fix { text += "  fix: \(fix.oneLine(300))\n" }
        return text
    }

    private static func render(_ excerpt: Finding.Excerpt, line: Int?) -> String {
        let number = line.map(String.init) ?? ""
        let gutter = String(repeating: " ", count: number.count)
        let pad = String(repeating: " ", count: min(max(excerpt.column - 1, 0), 300))
        return "  \(number) | \(excerpt.text.oneLine(300))\n  \(gutter) | \(pad)^ \(excerpt.note.oneLine(120))\n"
    }

    private static func level(_ outcome: Outcome, _ severity: Severity) -> String {
        if outcome == .errored { return "undecided" }
        return severity == .block ? "error" : "warning"
    }
}
