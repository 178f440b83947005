internal import JSON
internal import Model

/// Makes variables of the scalars under `vars` and `secrets`.
enum VariableReader {
    /// Each may refer to those above it and to what is known already; what is stronger than they are counts for that too.
    static func scope(
        _ node: Node?, isSecret: Bool = false, known: Scope = Scope(), stronger: Scope, _ diagnostics: Diagnostics
    ) -> Scope {
        var scope = Scope()
        for member in node?.mapping ?? [] {
            guard let scalar = member.value.scalar, !scalar.isNull else { continue }
            var variable = resolved(
                scalar, in: known.overlaid(by: scope).overlaid(by: stronger), at: member.value.location, diagnostics)
            variable.isSecret = variable.isSecret || isSecret || SecretName.suggests(member.key)
            scope[member.key] = variable
        }
        return scope
    }

    /// A plain number or boolean keeps its JSON type; everything else is a string.
    static func variable(_ scalar: Scalar, isSecret: Bool = false, origin: String) -> Variable {
        guard !scalar.isQuoted else { return Variable(scalar.text, isSecret: isSecret, origin: origin) }
        if let bool = scalar.bool {
            return Variable(scalar.text, json: String(bool), isSecret: isSecret, origin: origin)
        }
        return Variable(
            scalar.text, json: JSONNumber(scalar.text) == nil ? nil : scalar.text, isSecret: isSecret, origin: origin)
    }
}

extension VariableReader {
    /// The variable that a scalar makes once the templates in it are filled in; a secret in it makes it secret.
    static func resolved(_ scalar: Scalar, in scope: Scope, at location: SourceLocation, _ diagnostics: Diagnostics)
        -> Variable
    {
        guard Template.mentionsVariables(scalar.text) else { return variable(scalar, origin: location.description) }
        let template = Template(scalar.text)
        TemplateCheck(diagnostics: diagnostics).check(Node(.scalar(scalar), at: location), scope: scope)
        if let name = template.soleVariable, let known = scope[name] { return known }
        return Variable(
            template.resolvedIfKnown(in: scope) ?? "",
            isSecret: template.names.contains { scope[$0]?.isSecret ?? false },
            origin: location.description)
    }
}
