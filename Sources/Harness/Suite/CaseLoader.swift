internal import Model

/// Decodes the cases of a suite, one for each row of their matrices.
struct CaseLoader {
    let language: SuiteLanguage
    let context: DecodingContext
    /// Flags and the process environment, which win over variables of cases and matrices too.
    let overrides: Scope
    /// What the suite's files lie in, for `use`.
    let includes: IncludeLoader
    /// The uses that led here, from the suite on; empty in the suite itself.
    var chain: [IncludeLoader.Use] = []
    /// Every case here probes actively, whatever it says itself.
    var isActive = false

    private var diagnostics: Diagnostics { context.diagnostics }
    private var errorCount: Int { diagnostics.errorCount }

    /// The cases in order; nil when anything was reported. `severity` and `tags` come from whoever uses an include.
    func cases(_ root: Node, _ shape: MappingShape, severity stronger: Severity? = nil, tags: [String] = []) -> [Case]?
    {
        let before = errorCount
        let checker = ShapeChecker(scope: context.scope, diagnostics: diagnostics)
        // The steps are checked below, where the case's own variables are known.
        checker.check(withoutSteps(root), .mapping(withoutSteps(shape)), named: shape.name)
        let own = Reader(root, scope: context.scope)
        let severity = stronger ?? own.word("severity").flatMap(Severity.init(rawValue:)) ?? .block
        let suiteTags = tags + own.words("tags").filter { !tags.contains($0) }
        let nodes = root["cases"]?.sequence ?? []
        let cases = nodes.flatMap { node in
            node["use"] == nil ? instances(node, severity, suiteTags) : includes.cases(node, self, severity, suiteTags)
        }
        return errorCount == before ? cases : nil
    }

    private func instances(_ node: Node, _ severity: Severity, _ suiteTags: [String]) -> [Case] {
        guard node.mapping != nil else { return [] }
        let scope = ownScope(node)
        guard let matrix = node["matrix"] else {
            return [one(node, scope, label: nil, severity, suiteTags)].compactMap(\.self)
        }
        let rows = Matrix(directory: context.directory, known: scope, diagnostics: diagnostics).rows(matrix) ?? []
        return rows.compactMap {
            one(node, scope.overlaid(by: $0.scope).overlaid(by: overrides), label: $0.label, severity, suiteTags)
        }
    }

    private func ownScope(_ node: Node) -> Scope {
        let own = VariableReader.scope(node["vars"], known: context.scope, stronger: overrides, diagnostics)
        return context.scope.overlaid(by: own).overlaid(by: overrides)
    }

    private func one(_ node: Node, _ scope: Scope, label: String?, _ severity: Severity, _ suiteTags: [String]) -> Case?
    {
        let before = errorCount
        let reader = Reader(node, scope: scope)
        var stepContext = context
        stepContext.scope = scope
        var captured: Set<String> = []
        for step in node["steps"]?.sequence ?? [] {
            guard let always = step["always"] else { continue }
            diagnostics.error(
                at: always.location, "'always' says nothing in 'steps'", fix: "it is for the steps of 'after'")
        }
        let steps = decode(node["steps"], &stepContext, &captured)
        let after = decode(node["after"], &stepContext, &captured)
        if let name = node["name"] { TemplateCheck(diagnostics: diagnostics).check(name, scope: scope) }
        // A case without an id has been reported, and so have the mistakes in its steps by now.
        guard errorCount == before, let declaredID = reader.word("id") else { return nil }
        let unit = PlannedUnit(
            id: label.map { "\(declaredID)[\($0)]" } ?? declaredID, name: reader.word("name") ?? declaredID,
            unit: .case,
            severity: reader.word("severity").flatMap(Severity.init(rawValue:)) ?? severity,
            tags: suiteTags + reader.words("tags").filter { !suiteTags.contains($0) }, location: node.location)
        let probes = isActive || reader.bool("active") ?? false || (steps + after).contains(where: \.isActive)
        return Case(
            unit: unit, declaredID: declaredID, needs: reader.words("needs"), needsLocation: node["needs"]?.location,
            scope: scope, timeout: reader.duration("timeout"), steps: steps, after: after,
            usedAt: chain.map(\.location), isActive: probes,
            forbiddenReason: forbiddenReason(steps + after, probes: probes))
    }

    private func forbiddenReason(_ steps: [any StepAction], probes: Bool) -> String? {
        guard context.environment.protected else { return nil }
        if steps.contains(where: \.isMutating) {
            return "changes the target, and '\(context.environment.name)' is protected"
        }
        return probes ? "probes the target actively, and '\(context.environment.name)' is protected" : nil
    }

    private func decode(_ node: Node?, _ context: inout DecodingContext, _ captured: inout Set<String>)
        -> [any StepAction]
    {
        var steps: [any StepAction] = []
        for stepNode in node?.sequence ?? [] {
            let before = errorCount
            let captures = stepNode["capture"]?.mapping ?? []
            let names = captures.map(\.key)
            context.secretCaptures.formUnion(captures.filter { $0.value.isSecretCapture(named: $0.key) }.map(\.key))
            TemplateCheck(diagnostics: diagnostics).check(
                stepNode, scope: context.scope, captured: captured.union(names))
            ShapeChecker(scope: context.scope, diagnostics: diagnostics).check(
                stepNode, .mapping(language.step), named: "step")
            captured.formUnion(names)
            guard errorCount == before else {
                tellMore(of: stepNode, context)
                continue
            }
            if let step = language.decodeStep(stepNode, context) { steps.append(step) }
        }
        return steps
    }

    /// What only decoding finds is told beside what is wrong with the step's shape: all errors at once.
    private func tellMore(of step: Node, _ context: DecodingContext) {
        var context = context
        context.diagnostics = Diagnostics()
        _ = language.decodeStep(step, context)
        let told = Set(diagnostics.all.map(\.location))
        for found in context.diagnostics.all where found.location != step.location && !told.contains(found.location) {
            diagnostics.add(found)
        }
    }

    private func withoutSteps(_ root: Node) -> Node {
        guard let members = root.mapping else { return root }
        return Node(
            .mapping(
                members.map { member in
                    guard member.key == "cases", let cases = member.value.sequence else { return member }
                    let bare = cases.map { node in
                        node.mapping.map { members in
                            Node(
                                .mapping(
                                    members.map { member in
                                        let isSteps =
                                            ["steps", "after"].contains(member.key)
                                            && member.value.sequence?.isEmpty == false
                                        guard isSteps else { return member }
                                        let none = Node(
                                            .sequence([Node(.scalar(Scalar("-")), at: member.value.location)]),
                                            at: member.value.location)
                                        return Node.Member(
                                            key: member.key, keyLocation: member.keyLocation, value: none)
                                    }), at: node.location)
                        } ?? node
                    }
                    return Node.Member(
                        key: member.key, keyLocation: member.keyLocation,
                        value: Node(.sequence(bare), at: member.value.location))
                }), at: root.location)
    }

    /// The suite's shape with the steps taken as they are.
    private func withoutSteps(_ shape: MappingShape) -> MappingShape {
        var shape = shape
        guard let index = shape.fields.firstIndex(where: { $0.name == "cases" }),
            case .list(.keyed(let key, let use, otherwise: var one), let nonEmpty) = shape.fields[index].shape
        else { return shape }
        for (index, field) in one.fields.enumerated() where field.name == "steps" || field.name == "after" {
            one.fields[index].shape = .list(.any, nonEmpty: true)
        }
        shape.fields[index].shape = .list(.keyed(key, use, otherwise: one), nonEmpty: nonEmpty)
        return shape
    }
}
