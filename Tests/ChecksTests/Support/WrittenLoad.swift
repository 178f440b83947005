import Checks
import Model

extension Written {
    /// A suite of a kind of its own, `performance` or `config`, from its keys but `suite` and `kind`.
    static func action(
        _ kind: SuiteKindName, _ yaml: String, scope: Scope = Scope(), defaults: Node? = nil, directory: String = "."
    ) -> (action: (any SuiteAction)?, problems: [String], fixes: [String]) {
        let diagnostics = Diagnostics()
        var action: (any SuiteAction)?
        if let definition = CheckKinds.language.suiteKinds.first(where: { $0.kind == kind }),
            let node = node(yaml, diagnostics)
        {
            ShapeChecker(scope: scope, diagnostics: diagnostics).check(
                node, .mapping(MappingShape("suite", definition.fields)), named: "suite")
            var context = DecodingContext(
                scope: scope, environment: place, suiteName: "load", directory: directory,
                defaults: defaults ?? node["defaults"], diagnostics: diagnostics)
            context.readTable = { node, _ in node["rows"]?.sequence?.map(row) }
            if !diagnostics.hasErrors { action = definition.decode(node, context) }
        }
        return (action, texts(diagnostics), diagnostics.sorted.map { $0.fix ?? "" })
    }

    /// A row that stands in the suite; numbers keep their type.
    private static func row(_ node: Node) -> Scope {
        var scope = Scope()
        for member in node.mapping ?? [] {
            let text = member.value.text ?? ""
            scope[member.key] = Variable(text, json: Quantity.integer(text) == nil ? nil : text, origin: "test")
        }
        return scope
    }
}
