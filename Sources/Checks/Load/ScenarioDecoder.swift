internal import Load
internal import Model
internal import Transfer

/// Makes the engine's scenarios of `scenarios`.
struct ScenarioDecoder {
    let context: DecodingContext
    let feeders: FeederDecoder.Tables
    let numbers: VariableNumbers

    private var diagnostics: Diagnostics { context.diagnostics }

    func scenarios(_ node: Node?) -> [LoadScenario] {
        var names: Set<String> = []
        return (node?.sequence ?? []).compactMap { node in
            let reader = Reader(node, scope: context.scope)
            guard let name = reader.word("name") else { return nil }
            if !names.insert(name).inserted {
                diagnostics.error(
                    at: node.location, "a scenario '\(name)' stands already above", fix: "rename one of the two")
            }
            return LoadScenario(name: name, weight: reader.int("weight") ?? 1, steps: steps(node["steps"]))
        }
    }

    /// A step with its request, before it is known what later steps make of its captures.
    private struct Draft {
        var node: Node
        /// What has a value when the step begins, and what it captures itself.
        var known: Set<String>
        var captured: Set<String>
        var request: LoadRequestDecoder.Made?
        var hasErrors: Bool
    }

    private func steps(_ node: Node?) -> [LoadStep] {
        var known = feeders.columns
        let drafts = (node?.sequence ?? []).map { node in
            let draft = draft(node, known)
            known.formUnion(draft.captured)
            return draft
        }
        let paths = Set(drafts.compactMap { $0.request?.leading })
        for name in paths.intersection(feeders.columns) { checkPaths(name, drafts) }
        return drafts.compactMap { step($0, paths) }
    }

    private func draft(_ node: Node, _ known: Set<String>) -> Draft {
        let before = diagnostics.errorCount
        let captured = Set((node["capture"]?.mapping ?? []).map(\.key))
        for member in node["capture"]?.mapping ?? [] where feeders.columns.contains(member.key) {
            diagnostics.error(
                at: member.keyLocation, "'\(member.key)' is a column of a table under data already",
                fix: "capture it under another name")
        }
        let templates = TemplateCheck(diagnostics: diagnostics)
        for member in node.mapping ?? [] {
            // A check may speak of what its own step captured, a request can't.
            let isAfter = member.key == "check" || member.key == "capture"
            templates.check(
                member.value, scope: context.scope, captured: isAfter ? known.union(captured) : known)
        }
        // The mistakes of an unknown variable are told; made of it, a request would bring further ones.
        var request: LoadRequestDecoder.Made?
        if let http = node["http"], diagnostics.errorCount == before {
            request = LoadRequestDecoder(context: context, marks: RequestMarks(known, numbers)).decode(http)
        }
        return Draft(
            node: node, known: known, captured: captured, request: request, hasErrors: diagnostics.errorCount > before)
    }

    private func step(_ draft: Draft, _ paths: Set<String>) -> LoadStep? {
        let before = diagnostics.errorCount
        let node = draft.node
        FactCheck(kind: "a request under load", facts: ResponseJudge.facts, diagnostics: diagnostics).check(node)
        let judge = ResponseJudge(
            node, names: draft.known.union(draft.captured), numbers: numbers, paths: paths, context)
        guard !draft.hasErrors, diagnostics.errorCount == before, let request = draft.request, node["check"] != nil
        else {
            return nil
        }
        return LoadStep(
            name: Reader(node, scope: context.scope).word("name") ?? request.name, origin: request.origin,
            request: request.template, expected: judge.expected, timeout: request.options.timeout,
            connectTimeout: request.options.connectTimeout, maxBody: request.options.limits.maxBodyBytes,
            check: judge.check)
    }

    /// What stands right behind the host has to begin a path, or the request would lead elsewhere than it seems.
    private func checkPaths(_ name: String, _ drafts: [Draft]) {
        guard let value = feeders.values(of: name).first(where: { $0.text.first != UInt8(ascii: "/") }) else { return }
        let place = drafts.first { $0.request?.leading == name }?.node["http"]?["url"]
        let text = String(decoding: value.text, as: UTF8.self).clipped(to: 40).printable
        diagnostics.error(
            at: place?.location, "'\(name)' stands right behind the host, but its value `\(text)` is no path",
            fix: "begin the values with /, or write / before the variable")
    }
}
