internal import JSON
internal import Model
internal import Pattern
internal import XML

/// Makes assertions, queries and captures of nodes that have passed `AssertionShape`.
struct AssertionDecoder {
    let context: DecodingContext

    private var diagnostics: Diagnostics { context.diagnostics }

    /// The expectations of a `check` mapping.
    func check(_ node: Node) -> [Assertion] {
        (node.mapping ?? []).flatMap { member -> [Assertion] in
            if member.key == "assert" { return (member.value.sequence ?? []).flatMap(item) }
            return direct(member, message: nil)
        }
    }

    /// The expectations of one item of `assert`, `until` or `fail_if`.
    func item(_ node: Node) -> [Assertion] {
        let message = node["message"]?.text.map(Template.init)
        for member in node.mapping ?? [] {
            if let query = query(member) {
                let predicates = predicates(node, unit: .none)
                if predicates.isEmpty {
                    diagnostics.error(
                        at: node.location, "'\(member.key)' says nothing about the value that it finds",
                        fix: "add a predicate, such as eq, or exists: true")
                }
                return [Assertion(body: .query(query, predicates), message: message, location: node.location)]
            }
        }
        // A query that does not parse was reported; its predicates are in the right place.
        let queries = AssertionShape.queries.map(\.name)
        if (node.mapping ?? []).contains(where: { queries.contains($0.key) }) { return [] }
        let stray = (node.mapping ?? []).first { AssertionShape.predicateNames.contains($0.key) }
        if let stray {
            diagnostics.error(
                at: stray.keyLocation, "'\(stray.key)' stands beside its value here",
                fix: "write the predicate inside, such as status: {gte: 500}")
        }
        return (node.mapping ?? []).flatMap { direct($0, message: message) }
    }

    func captures(_ node: Node?) -> [Capture] {
        (node?.mapping ?? []).compactMap { member in
            if !Template.isName(member.key) {
                diagnostics.error(
                    at: member.keyLocation, "'\(member.key)' is no name for a variable",
                    fix: "letters, digits and _ - .")
            }
            let isSecret = member.value.isSecretCapture(named: member.key)
            for part in member.value.mapping ?? [] where part.key != "secret" {
                let query = query(part) ?? Query(kind: .fact(part.key), label: part.key)
                return Capture(name: member.key, query: query, isSecret: isSecret, location: member.keyLocation)
            }
            return nil
        }
    }

    // MARK: Direct expectations

    private func direct(_ member: Node.Member, message: Template?) -> [Assertion] {
        func assertion(_ body: Assertion.Body, _ node: Node? = nil) -> Assertion {
            Assertion(body: body, message: message, location: node?.location ?? member.keyLocation)
        }
        switch member.key {
        case "status": return [status(member, message)].compactMap(\.self)
        case "json": return json(member.value).map { [assertion(.subset($0))] } ?? []
        case "headers", "cookies":
            let isHeader = member.key == "headers"
            return (member.value.mapping ?? []).map { entry in
                let name = Template(entry.key)
                let query = Query(
                    kind: isHeader ? .header(name) : .cookie(name),
                    label: "\(isHeader ? "header" : "cookie") \(entry.key)")
                return Assertion(
                    body: .query(query, expectation(entry.value, unit: .none)), message: message,
                    location: entry.keyLocation)
            }
        case "timings", "tls":
            return (member.value.mapping ?? []).map { entry in
                let name = "\(member.key).\(entry.key)"
                let unit: Unit =
                    member.key == "timings" ? .duration : name == "tls.expires_in" ? .fact(.lifetime) : .none
                return Assertion(
                    body: .query(Query(kind: .fact(name), label: name), expectation(entry.value, unit: unit)),
                    message: message,
                    location: entry.keyLocation)
            }
        default:
            guard AssertionShape.direct.contains(where: { $0.name == member.key }) else { return [] }
            let query = Query(kind: .fact(member.key), label: member.key)
            let unit: Unit =
                AssertionShape.sizes.contains(member.key) ? .bytes : HostFacts.units[member.key].map(Unit.fact) ?? .none
            return [assertion(.query(query, expectation(member.value, unit: unit)))]
        }
    }

    private func status(_ member: Node.Member, _ message: Template?) -> Assertion? {
        let query = Query(kind: .fact("status"), label: "status")
        if member.value.mapping != nil {
            return Assertion(
                body: .query(query, predicates(member.value, unit: .none)), message: message,
                location: member.keyLocation)
        }
        let words = member.value.oneOrMany.compactMap { Reader.word($0, context.scope) }
        let accepted = words.compactMap(StatusExpectation.init).reduce(into: Set<Int>()) { $0.formUnion($1.statuses) }
        guard !accepted.isEmpty else { return nil }
        return Assertion(
            body: .statuses(accepted, label: words.joined(separator: " or ")), message: message,
            location: member.keyLocation)
    }

    private func json(_ node: Node) -> JSONTemplate? {
        guard let template = JSONTemplate(node, diagnostics) else { return nil }
        if template.isConstant, let value = try? template.value(in: Scope()) {
            do { _ = try JSONSubset(value) } catch { diagnostics.error(at: node.location, "\(error)") }
        }
        return template
    }

    // MARK: Predicates

    /// What a number needs to be a quantity.
    enum Unit {
        case none, duration, bytes
        case fact(FactUnit)
    }

    private func expectation(_ node: Node, unit: Unit) -> [Predicate] {
        if node.mapping != nil { return predicates(node, unit: unit) }
        guard suits("eq", node.location, unit) else { return [] }
        return operand(node, unit).map { [.equals($0)] } ?? []
    }

    private func predicates(_ node: Node, unit: Unit) -> [Predicate] {
        (node.mapping ?? []).compactMap { predicate($0, unit) }
    }

    /// Reports a predicate that can't be about a fact of this unit.
    private func suits(_ predicate: String, _ location: SourceLocation, _ unit: Unit) -> Bool {
        guard case .fact(let unit) = unit, let problem = unit.problem(withPredicate: predicate) else { return true }
        diagnostics.error(at: location, problem.message, fix: problem.fix)
        return false
    }

    private func predicate(_ member: Node.Member, _ unit: Unit) -> Predicate? {
        let node = member.value
        guard suits(member.key, member.keyLocation, unit) else { return nil }
        switch member.key {
        case "eq": return operand(node, unit).map(Predicate.equals)
        case "ne": return operand(node, unit).map(Predicate.differs)
        case "lt": return operand(node, unit).map { .order(.less, $0) }
        case "lte": return operand(node, unit).map { .order(.lessOrEqual, $0) }
        case "gt": return operand(node, unit).map { .order(.greater, $0) }
        case "gte": return operand(node, unit).map { .order(.greaterOrEqual, $0) }
        case "contains": return JSONTemplate(node, diagnostics).map(Predicate.contains)
        case "starts_with": return node.scalar.map { .startsWith(Template($0.text)) }
        case "ends_with": return node.scalar.map { .endsWith(Template($0.text)) }
        case "matches": return pattern(node).map { .matches($0, label: node.text ?? "") }
        case "exists": return bool(node).map(Predicate.exists)
        case "is_empty": return bool(node).map(Predicate.isEmpty)
        case "type": return Reader.word(node, context.scope).map(Predicate.type)
        case "count":
            if node.mapping != nil { return .count(predicates(node, unit: .none)) }
            return JSONTemplate(node, diagnostics).map { .count([.equals($0)]) }
        case "one_of": return .oneOf((node.sequence ?? []).compactMap { operand($0, unit) })
        case "not": return .not(predicates(node, unit: unit))
        default: return nil
        }
    }

    private func bool(_ node: Node) -> Bool? { Reader.word(node, context.scope).flatMap { Scalar($0).bool } }

    private func operand(_ node: Node, _ unit: Unit) -> JSONTemplate? {
        if case .fact(let unit) = unit, unit != .none { return operand(node, of: unit) }
        if let scalar = node.scalar, !Template.mentionsVariables(scalar.text) {
            switch unit {
            case .none: break
            case .duration where Quantity.duration(scalar.text) == nil:
                diagnostics.error(
                    at: node.location, "a time wants its unit, found \(node.kindName)", fix: "such as 800ms or 2s")
                return nil
            case .bytes where Quantity.bytes(scalar.text) == nil:
                diagnostics.error(
                    at: node.location, "a size wants a number, found \(node.kindName)", fix: "such as 1024 or 1KiB")
                return nil
            case .duration, .bytes: return JSONTemplate(constant: .string(scalar.text))
            case .fact: break
            }
        }
        return JSONTemplate(node, diagnostics)
    }

    /// A limit with its unit. One that is a variable known before the run is looked at too.
    private func operand(_ node: Node, of unit: FactUnit) -> JSONTemplate? {
        let isTemplate = node.scalar.map { Template.mentionsVariables($0.text) } ?? false
        // A mode without quotes is a number to some readers, and another one to others.
        let isBare = unit == .mode && !isTemplate && !(node.scalar?.isQuoted ?? false)
        let text = isBare ? "" : node.scalar == nil ? "" : Reader.word(node, context.scope)
        if let text, !Unset.stands(in: text), let problem = unit.problem(with: text) {
            diagnostics.error(at: node.location, "\(problem.message), found \(node.kindName)", fix: problem.fix)
            return nil
        }
        guard let scalar = node.scalar, !Template.mentionsVariables(scalar.text) else {
            return JSONTemplate(node, diagnostics)
        }
        return JSONTemplate(constant: .string(scalar.text))
    }

    // MARK: Queries

    private func query(_ member: Node.Member) -> Query? {
        guard let text = member.value.scalar?.text else { return nil }
        let label = "\(member.key) \(text.clipped(to: 120))"
        switch member.key {
        case "header": return Query(kind: .header(Template(text)), label: label)
        case "cookie": return Query(kind: .cookie(Template(text)), label: label)
        case "regex": return pattern(member.value).map { Query(kind: .regex($0), label: label) }
        case "jsonpath":
            return compiled(member.value) { text throws(JSONPathError) in try JSONPath(parsing: text) }
                .map { Query(kind: .jsonpath($0), label: label) }
        case "xpath":
            return compiled(member.value) { text throws(XMLError) in try XPath(parsing: text) }
                .map { Query(kind: .xpath($0), label: label) }
        default: return nil
        }
    }

    private func pattern(_ node: Node) -> Query.Compiled<Pattern>? {
        compiled(node) { text throws(PatternError) in try Pattern(text) }
    }

    private func compiled<Expression, Failure: Error>(
        _ node: Node, _ compile: (String) throws(Failure) -> Expression
    ) -> Query.Compiled<Expression>? {
        guard let text = node.scalar?.text else { return nil }
        if Template.mentionsVariables(text) { return .later(Template(text)) }
        do throws(Failure) {
            return .ready(try compile(text))
        } catch {
            diagnostics.error(at: node.location, "`\(text.clipped(to: 120))`: \(error)")
            return nil
        }
    }
}
