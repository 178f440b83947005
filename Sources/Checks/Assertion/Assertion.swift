internal import JSON
internal import Model

/// One expectation about evidence: a query and what has to hold of its value, or a JSON subset.
struct Assertion: Sendable {
    enum Body: Sendable {
        case query(Query, [Predicate])
        /// The expected part of the body; every difference is one observation.
        case subset(JSONTemplate)
        /// Statuses, as written: `200`, `2xx`, `200, 404`.
        case statuses(Set<Int>, label: String)
    }

    var body: Body
    /// The author's own sentence, shown when it does not hold.
    var message: Template?
    var location: SourceLocation

    init(body: Body, message: Template?, location: SourceLocation) {
        self.body = body
        self.message = message
        self.location = location
    }

    /// The expectation that a fact is this number.
    init(fact: String, equals value: Int, location: SourceLocation) {
        let operand = JSONTemplate(constant: .number(JSONNumber(value)))
        self.init(
            body: .query(Query(kind: .fact(fact), label: fact), [.equals(operand)]), message: nil, location: location)
    }

    /// What was observed: at least one observation, all passed where the expectation holds.
    func observations(of evidence: Evidence, _ scope: Scope) -> [Observation] {
        switch body {
        case .statuses(let accepted, let label): return [status(accepted, label, evidence, scope)]
        case .subset(let expected): return subset(expected, evidence, scope)
        case .query(let query, let predicates):
            let found = query.find(in: evidence, scope)
            let isWithheld = evidence.isBodyWithheld && query.showsBody && !found.values.isEmpty
            return predicates.map { predicate in
                guard let refusal = predicate.refusal(of: found, scope) else {
                    return observation(
                        query.label, predicate.words(scope), isWithheld ? Self.withheld : found.summary, .passed)
                }
                let outcome: Outcome = refusal.isUndecidable ? .errored : .failed
                let actual = isWithheld && !refusal.isUndecidable ? Self.withheld : refusal.actual
                return observation(
                    query.label, refusal.expected, actual, outcome, message?.resolvedIfKnown(in: scope))
            }
        }
    }

    /// In place of a part of a body that may hold secrets.
    private static let withheld = "something else (not shown, since it may be a secret)"

    /// Why the evidence can't be looked into: "it does not hold" would be more than is known.
    func blindness(for evidence: Evidence, _ scope: Scope) -> String? {
        switch body {
        case .statuses: return nil
        case .subset:
            if case .failure(let error) = evidence.json { return "the body is not JSON: \(error)" }
            return nil
        case .query(let query, _):
            switch query.find(in: evidence, scope) {
            case .malformed(let why), .undecidable(let why): return why
            default: return nil
            }
        }
    }

    /// True when every observation passes: for `until` and `fail_if`.
    func holds(for evidence: Evidence, _ scope: Scope) -> Bool {
        observations(of: evidence, scope).allSatisfy { $0.outcome == .passed }
    }

    private func observation(
        _ property: String, _ expected: String, _ actual: String, _ outcome: Outcome, _ message: String? = nil
    ) -> Observation {
        Observation(
            property: property, expected: expected, actual: actual, outcome: outcome,
            message: message, errorClass: outcome == .passed ? nil : property == "status" ? "status" : "check",
            location: location)
    }

    private func status(_ accepted: Set<Int>, _ label: String, _ evidence: Evidence, _ scope: Scope) -> Observation {
        guard case .integer(let status)? = evidence.facts["status"] else {
            return observation("status", label, "no status", .failed)
        }
        return observation(
            "status", label, String(status), accepted.contains(status) ? .passed : .failed,
            message?.resolvedIfKnown(in: scope))
    }

    private func subset(_ template: JSONTemplate, _ evidence: Evidence, _ scope: Scope) -> [Observation] {
        if let problem = evidence.bodyProblem {
            return [observation("json", "the expected members", problem, .errored)]
        }
        let document: JSONDocument
        switch evidence.json {
        case .success(let value): document = value
        case .failure(let error): return [observation("json", "a JSON body", "the body is not JSON: \(error)", .failed)]
        }
        do {
            let subset = try JSONSubset(try template.value(in: scope))
            let differences = subset.differences(from: document.value)
            var observations = differences.reported.map {
                observation(
                    "json \($0.path)", $0.expected, evidence.isBodyWithheld ? Self.withheld : $0.actual, .failed,
                    message?.resolvedIfKnown(in: scope))
            }
            if differences.count > differences.reported.count {
                observations.append(
                    observation(
                        "json", "no difference", "\(differences.count - differences.reported.count) more differences",
                        .failed))
            }
            return observations.isEmpty
                ? [observation("json", "the expected members", "all there", .passed)] : observations
        } catch {
            return [observation("json", "the expected members", "\(error)", .errored)]
        }
    }
}
