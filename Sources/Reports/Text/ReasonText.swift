package import Model

/// The reasons of a verdict in words, for stderr and for the last line of the summary.
package enum ReasonText {
    /// More reasons than this hide the first ones; the run record has them all.
    private static let most = 50

    /// Every reason with its rule, what was observed, the limit and the place in the suite; empty where there is none.
    ///
    ///     NO-GO: rule blocking-check-failed: smoke/SMOKE-001 'health': status observed 404, limit 200 (smoke.yaml:12:5)
    ///       the health endpoint must answer
    package static func render(_ verdict: Verdict) -> String { render(verdict) { _ in "" } }

    /// The same with every finding of a check that has such: its line, what belongs to it, what would make it right.
    package static func render(_ record: RunRecord) -> String {
        var results: [String: CaseResult] = [:]
        for suite in record.suites {
            for result in suite.cases { results[suite.path(of: result)] = result }
        }
        return render(record.verdict) { subject in results[subject].map(FindingText.render) ?? "" }
    }

    private static func render(_ verdict: Verdict, findings: (String) -> String) -> String {
        var text = ""
        for reason in verdict.reasons.prefix(most) {
            if let subject = reason.subject, case let findings = findings(subject), !findings.isEmpty {
                text += "\(label(reason.rule)): rule \(reason.rule.rawValue): \(subject.oneLine(200))\n\(findings)"
                continue
            }
            text += "\(label(reason.rule)): rule \(reason.rule.rawValue): \(sentence(reason))"
            if let location = reason.location { text += " (\(location.description.oneLine(300)))" }
            text += "\n"
            if let message = reason.message, !message.isEmpty { text += "  \(message.oneLine(500))\n" }
        }
        let rest = verdict.reasons.count - most
        return rest > 0 ? text + "… and \(Figure.count(rest, "more reason")) in the run record\n" : text
    }

    /// `smoke/SMOKE-001 'health': status observed 404, limit 200`.
    static func sentence(_ reason: Verdict.Reason) -> String {
        var text = ""
        if let subject = reason.subject {
            text = subject.oneLine(200)
            if let name = reason.name, !name.isEmpty, !subject.hasSuffix("/\(name)") {
                text += " '\(name.oneLine(120))'"
            }
            text += ": "
        }
        if let property = reason.property { text += property.oneLine(120) + " " }
        return text + "observed \(reason.observed.oneLine(300)), limit \(reason.limit.oneLine(300))"
    }

    /// What the rule asks for when it applies.
    private static func label(_ rule: Verdict.Rule) -> String {
        switch rule {
        case .blockingCheckFailed, .tooManyFlaky: Verdict.Decision.noGo.rawValue
        case .blockingCheckErrored, .blockingCheckSkipped, .incompleteRun, .tooFewChecks:
            Verdict.Decision.inconclusive.rawValue
        case .warningCheck: "warning"
        }
    }
}
