internal import Model

/// Finds what a suite expects of a step that this kind of step never finds out: it could not hold, ever.
struct FactCheck {
    /// The kind's name, and what it finds out by the names of `check`.
    let kind: String
    let facts: Set<String>
    let diagnostics: Diagnostics

    /// Looks through `check`, `capture`, `until` and `fail_if` of a step.
    func check(_ step: Node) {
        for key in ["check", "capture"] where step[key] != nil { mapping(step[key], isCapture: key == "capture") }
        mapping(step["repeat"]?["check"], isCapture: false)
        for key in ["until", "fail_if"] {
            for item in step["retry"]?[key]?.sequence ?? [] { mapping(item, isCapture: false) }
        }
    }

    private func mapping(_ node: Node?, isCapture: Bool) {
        for member in node?.mapping ?? [] {
            if isCapture {
                mapping(member.value, isCapture: false)
            } else if member.key == "assert" {
                for item in member.value.sequence ?? [] { mapping(item, isCapture: false) }
            } else if member.key == "timings" || member.key == "tls" {
                for part in member.value.mapping ?? [] { report(part, "\(member.key).\(part.key)") }
            } else if AssertionShape.factNames.contains(member.key) {
                report(member, member.key)
            }
        }
    }

    private func report(_ member: Node.Member, _ fact: String) {
        guard !facts.contains(fact) else { return }
        diagnostics.error(
            at: member.keyLocation, "'\(fact)' is nothing that \(kind) finds out, so this could never hold",
            fix: "\(kind) finds out: \(facts.sorted().joined(separator: ", "))")
    }
}
