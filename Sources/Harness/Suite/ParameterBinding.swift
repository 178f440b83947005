internal import Model

/// Gives the parameters of an include their values.
struct ParameterBinding {
    /// The variables of the environment, which defaults of parameters may refer to.
    let environment: Scope
    let diagnostics: Diagnostics

    /// What the cases of an include see, used by a node in a scope; nil when something was reported.
    func scope(_ use: Node, _ include: Node, _ known: Scope) -> Scope? {
        let before = diagnostics.errorCount
        let declared = include["parameters"]?.mapping ?? []
        let given = use["with"]?.mapping ?? []
        for member in given where !declared.contains(where: { $0.key == member.key }) {
            report(unknown: member, declared.map(\.key))
        }
        for parameter in declared {
            checkName(parameter)
            let isGiven = given.contains { $0.key == parameter.key }
            if !isGiven, parameter.value["default"] == nil {
                let hint = parameter.value["description"]?.text ?? "a value"
                diagnostics.error(
                    at: use["with"]?.location ?? use.location,
                    "the parameter '\(parameter.key.clipped(to: 60))' is not given",
                    fix: "with: {\(parameter.key.clipped(to: 60)): …}: \(hint.clipped(to: 200))")
            }
        }
        var scope = environment.overlaid(
            by: VariableReader.scope(use["with"], known: known, stronger: Scope(), diagnostics))
        for parameter in declared where !given.contains(where: { $0.key == parameter.key }) {
            guard let value = parameter.value["default"]?.scalar, let place = parameter.value["default"]?.location
            else {
                continue
            }
            var variable = VariableReader.resolved(value, in: scope, at: place, diagnostics)
            variable.isSecret = variable.isSecret || SecretName.suggests(parameter.key)
            scope[parameter.key] = variable
        }
        return diagnostics.errorCount == before ? scope : nil
    }

    private func report(unknown member: Node.Member, _ names: [String]) {
        let known = names.isEmpty ? "it has none" : "parameters: \(names.joined(separator: ", ").clipped(to: 300))"
        let nearest = NearestName.of(member.key, among: names)
        diagnostics.error(
            at: member.keyLocation, "the include has no parameter '\(member.key.clipped(to: 60))'",
            fix: nearest.map { "did you mean '\($0)'? \(known)" } ?? known)
    }

    private func checkName(_ parameter: Node.Member) {
        guard !Template.isName(parameter.key) else { return }
        diagnostics.error(
            at: parameter.keyLocation, "'\(parameter.key.clipped(to: 60))' is no name for a parameter",
            fix: "a letter or _, then letters, digits and _ - .")
    }
}
