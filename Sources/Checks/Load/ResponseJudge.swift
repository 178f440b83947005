internal import JSON
internal import Load
internal import Model

/// What makes an answer under load a success, and what is kept of it: statuses, and a check on the bytes only where the
/// suite asks for more.
struct ResponseJudge {
    let expected: ExpectedStatus
    let check: LoadStep.Check?

    /// What is known of an answer under load. Times have an error of their own, which points to thresholds.
    static let facts: Set<String> = [
        "status", "headers", "header", "cookies", "cookie", "body", "json", "jsonpath", "xpath", "regex", "bytes",
        "sha256", "timings.dns", "timings.connect", "timings.tls", "timings.ttfb", "timings.total",
    ]

    /// `step` holds `check` and perhaps `capture`. The `names` have values when it is judged; those in `paths` stand
    /// right behind the host of a later request.
    init(
        _ step: Node, names: Set<String>, numbers: VariableNumbers, paths: Set<String>, _ context: DecodingContext
    ) {
        let decoder = AssertionDecoder(context: context)
        var statuses: Set<Int>?
        var further: [Assertion] = []
        for assertion in step["check"].map(decoder.check) ?? [] {
            switch assertion.acceptedStatuses(context.scope) {
            case .known(let accepted): statuses = statuses?.intersection(accepted) ?? accepted
            case .later:
                // Decided for each answer, so that every status has to come that far.
                statuses = statuses ?? Set(100...599)
                further.append(assertion)
            case .notOne:
                if assertion.isAboutTime {
                    context.diagnostics.error(
                        at: assertion.location, "times are judged by thresholds under load",
                        fix: "write a threshold, such as p95(response) < 800ms")
                }
                further.append(assertion)
            }
        }
        expected = statuses.map(ExpectedStatus.oneOf) ?? .successful
        let captures = decoder.captures(step["capture"]).compactMap { capture in
            numbers[capture.name].map {
                AnswerCheck.Kept(capture: capture, number: $0, isPath: paths.contains(capture.name))
            }
        }
        guard !further.isEmpty || !captures.isEmpty else {
            check = nil
            return
        }
        let mentioned = Self.mentioned(step).intersection(names).sorted()
        check =
            AnswerCheck(
                assertions: further, captures: captures, scope: context.scope, names: names,
                mentioned: mentioned.compactMap { name in numbers[name].map { (name, $0) } }
            ).check
    }

    /// The names that stand in `check` and `capture`.
    private static func mentioned(_ step: Node) -> Set<String> {
        var names: Set<String> = []
        for key in ["check", "capture"] {
            step[key]?.forEachScalar { scalar, _ in
                if Template.mentionsVariables(scalar.text) { names.formUnion(Template(scalar.text).names) }
            }
        }
        return names
    }
}

extension Assertion {
    enum AcceptedStatuses {
        case known(Set<Int>)
        /// It depends on a value that comes while load runs.
        case later
        /// It is about something else.
        case notOne
    }

    /// The statuses that pass, for an assertion about nothing else.
    func acceptedStatuses(_ scope: Scope) -> AcceptedStatuses {
        switch body {
        case .statuses(let accepted, _): return .known(accepted)
        case .query(let query, let predicates):
            guard case .fact("status") = query.kind else { return .notOne }
            var accepted: Set<Int> = []
            for status in 100...599 {
                let refusals = predicates.compactMap { $0.refusal(of: .fact(.integer(status)), scope) }
                if refusals.contains(where: \.isUndecidable) { return .later }
                if refusals.isEmpty { accepted.insert(status) }
            }
            return .known(accepted)
        case .subset: return .notOne
        }
    }

    var isAboutTime: Bool {
        if case .query(let query, _) = body, case .fact(let name) = query.kind {
            name.hasPrefix("timings.")
        } else {
            false
        }
    }
}
