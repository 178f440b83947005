internal import JSON
internal import Model

/// Keeps a value of the answer under a name, for the steps that follow.
struct Capture: Sendable {
    var name: String
    var query: Query
    var isSecret: Bool
    var location: SourceLocation

    /// Keeps the value; an observation says so where there is none.
    func take(from evidence: Evidence, into context: CaseContext, step: String) -> Observation? {
        let found = query.find(in: evidence, context.scope)
        guard let value = found.value else {
            let isUndecidable = if case .undecidable = found { true } else { false }
            return Observation(
                property: "capture \(name)", expected: "a value from \(query.label)", actual: found.summary,
                outcome: isUndecidable ? .errored : .failed, errorClass: "check", location: location)
        }
        // What is not to be shown stays hidden under its new name.
        var isSecret = isSecret || (evidence.isBodyWithheld && query.showsBody)
        if case .withheld = found { isSecret = true }
        let origin = "captured by '\(step)'"
        if case .string(let text) = value {
            context.capture(name, Variable(text, isSecret: isSecret, origin: origin))
        } else {
            let json = JSONWriter().text(value)
            context.capture(name, Variable(json, json: json, isSecret: isSecret, origin: origin))
        }
        return nil
    }
}
