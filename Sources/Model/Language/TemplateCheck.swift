/// Finds every `{{name}}` that will stand for nothing, before anything is sent.
package struct TemplateCheck {
    private let diagnostics: Diagnostics

    package init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    /// Reports the templates in `node` that name something other than a variable of `scope` or one of `captured`.
    package func check(_ node: Node, scope: Scope, captured: Set<String> = []) {
        node.forEachScalar { scalar, location in
            guard Template.mentionsVariables(scalar.text) else { return }
            let template = Template(scalar.text)
            if let malformed = template.malformed {
                diagnostics.error(
                    at: location, "'{{\(malformed.clipped(to: 40))}}' names no variable",
                    fix: "letters, digits and _ - ., or \\{{ for the characters themselves")
            }
            for name in template.names where scope[name] == nil && !captured.contains(name) {
                report(name, location, captured.union(scope.names).sorted())
            }
        }
    }

    private func report(_ name: String, _ location: SourceLocation, _ known: [String]) {
        let nearest = NearestName.of(name, among: known).map { "did you mean '{{\($0)}}'? " } ?? ""
        diagnostics.error(
            at: location, "no variable '\(name)' is known here",
            fix: "\(nearest)known: \(known.joined(separator: ", ").clipped(to: 300))")
    }
}
