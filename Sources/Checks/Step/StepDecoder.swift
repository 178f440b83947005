internal import Model

/// Makes steps of nodes that have passed `StepShape`.
struct StepDecoder {
    let kinds: [any StepKind.Type]

    /// The step; nil when something was reported that the shape could not say.
    func decode(_ node: Node, _ context: DecodingContext) -> (any StepAction)? {
        let before = context.diagnostics.errorCount
        let reader = Reader(node, scope: context.scope)
        guard let kind = kinds.first(where: { node[$0.name] != nil }), let body = node[kind.name] else { return nil }
        let decoder = AssertionDecoder(context: context)
        FactCheck(kind: "a step of kind \(kind.name)", facts: kind.facts, diagnostics: context.diagnostics).check(node)
        if node["check"] == nil, !kind.checksByItself, node["retry"]?["until"] == nil {
            context.diagnostics.error(
                at: node.location, "the step checks nothing", fix: "add check, such as check: \(kind.exampleOfCheck)")
        }
        let implied =
            kind.impliedFacts.filter { node["check"]?[$0.name] == nil }.map {
                Assertion(fact: $0.name, equals: $0.value, location: node.location)
            }
            + kind.impliedPredicates.filter { node["check"]?[$0.name] == nil }.map { name, predicate in
                Assertion(
                    body: .query(Query(kind: .fact(name), label: name), [predicate]), message: nil,
                    location: node.location)
            }
        let assertions = implied + (node["check"].map(decoder.check) ?? [])
        let captures = decoder.captures(node["capture"])
        let secrets = Node(.mapping(Array(context.suiteSecrets.prefix(Self.mostSecrets))), at: node.location)
        var quiet = context
        quiet.diagnostics = Diagnostics()
        let retry = reader.reader("retry").map { Retry($0, decoder) } ?? .once
        let repeated = reader.reader("repeat").map { Repeat($0, decoder) }
        if repeated != nil, let both = node.mapping?.first(where: { $0.key == "retry" }) {
            context.diagnostics.error(
                at: both.keyLocation, "a step has either 'repeat' or 'retry'", fix: "make two steps of it")
        }
        var own = context
        own.isMutating = reader.bool("mutating") ?? false
        let probe = kind.decode(body, own)
        guard context.diagnostics.errorCount == before, let probe else { return nil }
        return Step(
            name: reader.template("name")?.resolvedIfKnown(in: context.scope) ?? node["name"]?.text ?? kind.name,
            kind: kind.name, location: node.location, isMutating: own.isMutating,
            isActive: reader.bool("active") ?? false, runsAlways: reader.bool("always") ?? false,
            mentions: Self.mentions(node), probe: probe, assertions: assertions, captured: captures,
            secrets: AssertionDecoder(context: quiet).captures(secrets).map(\.query), retry: retry,
            repeated: repeated, rule: kind.rule)
    }

    /// More queries than this are not looked for in the answers of other steps.
    private static let mostSecrets = 50

    private static func mentions(_ node: Node) -> Set<String> {
        var names: Set<String> = []
        node.forEachScalar { scalar, _ in
            if Template.mentionsVariables(scalar.text) { names.formUnion(Template(scalar.text).names) }
        }
        return names
    }
}
