internal import JSON
internal import Load
internal import Model

/// Judges one answer under load and keeps what the suite captures of it. Runs on a generator thread.
///
/// Where values flow from step to step they are secrets as like as not, one for each user and unknown to every mask: so
/// what is said of a failure then names places and expectations, and never a value that came.
struct AnswerCheck: Sendable {
    let assertions: [Assertion]
    let captures: [Capture]
    let scope: Scope
    /// What has a value besides: names and numbers of what feeders and steps set.
    let variables: [(name: String, number: Int)]
    /// The names that the check or a capture speaks of.
    let mentioned: Set<String>
    /// Captures whose value must begin a path.
    let paths: Set<String>

    /// Longer values are no tokens and no ids.
    private static let longestValue = 64 << 10

    var check: LoadStep.Check {
        { response, values in
            let evidence = Evidence(response)
            var scope = scope
            for (name, number) in variables where mentioned.contains(name) {
                if let value = values[number] { scope[name] = Variable(value) }
            }
            var kept: [(number: Int, value: LoadValue)] = []
            for capture in captures {
                switch take(capture, evidence, scope) {
                case .failure(let complaint): return complaint.text
                case .success(let value):
                    if let number = variables.first(where: { $0.name == capture.name })?.number {
                        kept.append((number, value))
                    }
                    if mentioned.contains(capture.name) { scope[capture.name] = Variable(value) }
                }
            }
            if let complaint = complaint(evidence, scope) { return complaint }
            for (number, value) in kept { values[number] = value }
            return nil
        }
    }

    private struct Complaint: Error {
        var text: String
    }

    private func take(_ capture: Capture, _ evidence: Evidence, _ scope: Scope) -> Result<LoadValue, Complaint> {
        func failure(_ why: String) -> Result<LoadValue, Complaint> {
            .failure(Complaint(text: "capture \(capture.name): \(capture.query.label) \(why)"))
        }
        let found = capture.query.find(in: evidence, scope)
        guard let json = found.value else {
            // Why there is none may hold the text of a query, and that a value.
            let mayTell = !variables.contains { mentioned.contains($0.name) }
            return failure(mayTell ? "found nothing: \(found.summary)" : "found nothing")
        }
        let value =
            if case .string(let text) = json { LoadValue(text) } else {
                LoadValue(JSONWriter().text(json), isJSON: true)
            }
        guard value.text.count <= Self.longestValue else { return failure("found more than 64 KiB") }
        if paths.contains(capture.name), value.text.first != UInt8(ascii: "/") {
            return failure("found no path beginning with /, but it stands right behind the host of a later request")
        }
        return .success(value)
    }

    private func complaint(_ evidence: Evidence, _ scope: Scope) -> String? {
        for assertion in assertions {
            guard let refused = assertion.observations(of: evidence, scope).first(where: { $0.outcome != .passed })
            else { continue }
            // Cut to a readable length where it is masked, which comes first.
            let text = variables.isEmpty ? refused.sentence : discreet(assertion, refused, evidence, scope)
            return text.clipped(to: 20_000)
        }
        return evidence.jsonInUse?.duplicates.first.map {
            "the name at \($0.pointer) stands twice in its JSON object"
        }
    }

    /// What did not hold, without any value.
    private func discreet(
        _ assertion: Assertion, _ refused: Observation, _ evidence: Evidence, _ scope: Scope
    ) -> String {
        var named = self.scope
        for (name, _) in variables { named[name] = Variable("{{\(name)}}", origin: "") }
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
