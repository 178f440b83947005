internal import JSON
internal import Load
internal import Model

/// Judges one answer under load and keeps what the suite captures of it. Runs on a generator thread.
///
/// Where values flow from step to step they are secrets as like as not, one for each user and unknown to every mask: so
/// what is said of a failure then names places and expectations, and never a value that came.
struct AnswerCheck: Sendable {
    /// A capture, and where its value goes.
    struct Kept: Sendable {
        var capture: Capture
        var number: Int
        /// It stands right behind the host of a later request.
        var isPath: Bool
    }

    let assertions: [Assertion]
    let captures: [Kept]
    let scope: Scope
    /// What has a value besides: names and numbers of what feeders and steps set.
    private let names: [String]
    /// Those of them that the check or a capture speaks of.
    private let mentioned: [(name: String, number: Int)]

    /// Longer values are no tokens and no ids.
    private static let longestValue = 64 << 10

    init(
        assertions: [Assertion], captures: [Kept], scope: Scope, names: Set<String>,
        mentioned: [(name: String, number: Int)]
    ) {
        self.assertions = assertions
        self.captures = captures
        self.scope = scope
        self.names = names.sorted()
        self.mentioned = mentioned
    }

    var check: LoadStep.Check {
        { response, values in
            let evidence = Evidence(response)
            var scope = scope
            for (name, number) in mentioned { scope[name] = values[number].map { Variable($0) } ?? scope[name] }
            var taken: [LoadValue] = []
            for kept in captures {
                switch take(kept, evidence, scope) {
                case .failure(let complaint): return complaint.text
                case .success(let value):
                    taken.append(value)
                    if mentioned.contains(where: { $0.number == kept.number }) {
                        scope[kept.capture.name] = Variable(value)
                    }
                }
            }
            if let complaint = complaint(evidence, scope) { return complaint }
            for (kept, value) in zip(captures, taken) { values[kept.number] = value }
            return nil
        }
    }

    private struct Complaint: Error {
        var text: String
    }

    private func take(_ kept: Kept, _ evidence: Evidence, _ scope: Scope) -> Result<LoadValue, Complaint> {
        let query = kept.capture.query
        func failure(_ why: String) -> Result<LoadValue, Complaint> {
            .failure(Complaint(text: "capture \(kept.capture.name): \(query.label) \(why)"))
        }
        let found = query.find(in: evidence, scope)
        guard let json = found.value else {
            // Why there is none may hold the text of a query, and that a value.
            return failure(mentioned.isEmpty ? "found nothing: \(found.summary)" : "found nothing")
        }
        let value =
            if case .string(let text) = json { LoadValue(text) } else {
                LoadValue(JSONWriter().text(json), isJSON: true)
            }
        guard value.text.count <= Self.longestValue else { return failure("found more than 64 KiB") }
        if kept.isPath, value.text.first != UInt8(ascii: "/") {
            return failure("found no path beginning with /, but it stands right behind the host of a later request")
        }
        return .success(value)
    }

    private func complaint(_ evidence: Evidence, _ scope: Scope) -> String? {
        for assertion in assertions {
            guard let refused = assertion.observations(of: evidence, scope).first(where: { $0.outcome != .passed })
            else { continue }
            // Cut to a readable length where it is masked, which comes first.
            let text = names.isEmpty ? refused.sentence : discreet(assertion, refused, evidence, scope)
            return text.clipped(to: 20_000)
        }
        return evidence.jsonInUse?.duplicates.first.map {
            "\(names.isEmpty ? "the name at \($0.pointer)" : "a name") stands twice in its JSON object"
        }
    }

    /// What did not hold, without any value.
    private func discreet(
        _ assertion: Assertion, _ refused: Observation, _ evidence: Evidence, _ scope: Scope
    ) -> String {
        var named = self.scope
        for name in names { named[name] = Variable("{{\(name)}}", origin: "") }
        var text = "\(refused.property): not as expected"
        if case .query(let query, let predicates) = assertion.body {
            let found = query.find(in: evidence, scope)
            let refusing = predicates.first { $0.refusal(of: found, scope) != nil }
            let wanted = refusing.map { "expected \($0.words(named)), got " } ?? "got "
            text = "\(query.label): \(wanted)\(found.values.isEmpty ? "nothing" : "something else")"
        }
        text += " (values are not shown, since the scenario's may be secret)"
        return assertion.message?.resolvedIfKnown(in: named).map { "\($0) (\(text))" } ?? text
    }
}

extension Variable {
    fileprivate init(_ value: LoadValue) {
        let text = String(decoding: value.text, as: UTF8.self)
        self.init(text, json: value.isJSON ? text : nil, origin: "")
    }
}
