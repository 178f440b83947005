internal import JSON
internal import Load
internal import Model

/// What makes an answer under load a success, in the form that the engine wants: statuses, and a check on the bytes
/// only where the suite asks for more.
struct ResponseJudge {
    let expected: ExpectedStatus
    let check: LoadStep.Check?

    init(_ assertions: [Assertion], scope: Scope, _ node: Node, _ diagnostics: Diagnostics) {
        var statuses: Set<Int>?
        var further: [Assertion] = []
        for assertion in assertions {
            if let accepted = assertion.acceptedStatuses(scope) {
                statuses = statuses?.intersection(accepted) ?? accepted
            } else {
                if assertion.isAboutTime {
                    diagnostics.error(
                        at: assertion.location, "times are judged by thresholds under load",
                        fix: "write a threshold, such as p95(response) < 800ms")
                }
                further.append(assertion)
            }
        }
        expected = statuses.map(ExpectedStatus.oneOf) ?? .successful
        guard !further.isEmpty else {
            check = nil
            return
        }
        check = { [further] response, _ in
            let evidence = Evidence(response)
            for assertion in further {
                if let refused = assertion.observations(of: evidence, scope).first(where: { $0.outcome != .passed }) {
                    // Cut to a readable length where it is masked, which comes first.
                    return refused.sentence.clipped(to: 20_000)
                }
            }
            return evidence.jsonInUse?.duplicates.first.map {
                "the name at \($0.pointer) stands twice in its JSON object"
            }
        }
    }
}

extension Assertion {
    /// The statuses that pass, for an assertion about nothing else.
    func acceptedStatuses(_ scope: Scope) -> Set<Int>? {
        let all = Set(100...599)
        switch body {
        case .statuses(let accepted, _): return accepted
        case .query(let query, let predicates):
            guard case .fact("status") = query.kind else { return nil }
            return all.filter { status in
                let found = Found.fact(.integer(status))
                return predicates.allSatisfy { $0.refusal(of: found, scope) == nil }
            }
        case .subset: return nil
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

extension Evidence {
    /// A response under load; its bytes are copied, since they are the engine's only during the check.
    convenience init(_ response: LoadResponse) {
        let head = String(decoding: response.head, as: UTF8.self)
        var headers: [(name: String, value: String)] = []
        for line in head.split(whereSeparator: \.isNewline).dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            headers.append((String(parts[0]), String(parts[1].drop { $0 == " " || $0 == "\t" })))
        }
        self.init(
            facts: ["status": .integer(response.status), "bytes": .bytes(response.body.count)], headers: headers,
            body: Array(response.body))
    }
}
