/// Compares a node with a shape and reports every difference at its place.
package struct ShapeChecker {
    private let scope: Scope
    private let diagnostics: Diagnostics

    /// `scope` holds what is known before the run: typed scalars may refer to it.
    package init(scope: Scope, diagnostics: Diagnostics) {
        self.scope = scope
        self.diagnostics = diagnostics
    }

    package func check(_ node: Node, _ shape: Shape, named name: String) {
        switch shape {
        case .any: return
        case .unavailable(let advice):
            diagnostics.error(at: node.location, "'\(name)' is not available in this version", fix: advice)
        case .lazy(let make, _): check(node, make(), named: name)
        case .list(let element, let nonEmpty):
            guard let nodes = node.sequence else { return mismatch(node, "a list", name) }
            if nonEmpty, nodes.isEmpty {
                diagnostics.error(at: node.location, "'\(name)' is empty", fix: "write at least one")
            }
            for child in nodes { check(child, element, named: name) }
        case .oneOrMany(let element):
            if let nodes = node.sequence, nodes.isEmpty {
                diagnostics.error(at: node.location, "'\(name)' is empty", fix: "write one value or a list of them")
            }
            for child in node.sequence ?? [node] { check(child, element, named: name) }
        case .dictionary(let value, let nonEmpty):
            guard let members = node.mapping else { return mismatch(node, "a mapping", name) }
            if nonEmpty, members.isEmpty {
                diagnostics.error(at: node.location, "'\(name)' is empty", fix: "write at least one")
            }
            for member in members {
                if member.value.isNull, !value.allowsNull {
                    diagnostics.error(
                        at: member.value.location, "'\(member.key)' has no value",
                        fix: "write \"\" for an empty text, or remove the key")
                } else {
                    check(member.value, value, named: member.key)
                }
            }
        case .mapping(let mapping): check(node, mapping, named: name)
        case .keyed(let key, let mapping, let otherwise):
            let hasKey = node.mapping?.contains { $0.key == key } ?? false
            if !hasKey, let member = node.mapping?.first(where: { isMeant($0.key, key, otherwise) }) {
                diagnostics.error(
                    at: member.keyLocation, "unknown key '\(member.key.clipped(to: 60))'", fix: "did you mean '\(key)'?"
                )
                return
            }
            check(node, hasKey ? mapping : otherwise, named: name)
        case .scalarOr(let scalar, let mapping):
            if node.mapping != nil { check(node, mapping, named: name) } else { check(node, scalar, named: name) }
        case .text, .word, .identifier, .boolean, .integer, .number, .duration, .durationOrZero, .bytes, .choice,
            .checked:
            checkScalar(node, shape, name)
        }
    }

    /// A misspelt key that would have made the mapping another one.
    private func isMeant(_ name: String, _ key: String, _ otherwise: MappingShape) -> Bool {
        !otherwise.fields.contains { $0.name == name } && NearestName.of(name, among: [key]) != nil
    }

    private func mismatch(_ node: Node, _ expected: String, _ name: String, fix: String? = nil) {
        diagnostics.error(at: node.location, "'\(name)' wants \(expected), found \(node.kindName)", fix: fix)
    }

    // MARK: Mappings

    private func check(_ node: Node, _ shape: MappingShape, named name: String) {
        guard let members = node.mapping else { return mismatch(node, "a mapping", name) }
        let fields = Dictionary(shape.fields.map { ($0.name, $0) }) { first, _ in first }
        for member in members {
            guard let field = fields[member.key] else {
                report(unknown: member, shape)
                continue
            }
            if member.value.isNull {
                if case .any = field.shape { continue }
                if case .unavailable = field.shape {
                    check(member.value, field.shape, named: member.key)
                    continue
                }
                diagnostics.error(
                    at: member.value.location, "'\(member.key)' has no value", fix: "give it a value or remove the key")
            } else {
                check(member.value, field.shape, named: member.key)
            }
        }
        for field in shape.fields where field.isRequired && !members.contains(where: { $0.key == field.name }) {
            diagnostics.error(
                at: node.location, "'\(shape.name)' lacks the key '\(field.name)'",
                fix: "\(field.name): \(field.summary)")
        }
        checkPresence(node, members, shape)
    }

    private func checkPresence(_ node: Node, _ members: [Node.Member], _ shape: MappingShape) {
        let chosen = members.filter { shape.exactlyOne.contains($0.key) }
        if !shape.exactlyOne.isEmpty, chosen.count != 1 {
            let choices = shape.exactlyOne.joined(separator: ", ")
            if chosen.isEmpty {
                diagnostics.error(
                    at: node.location, "'\(shape.name)' says nothing to do", fix: "write one of: \(choices)")
            } else {
                let found = chosen.map { "'\($0.key)'" }.joined(separator: " and ")
                diagnostics.error(
                    at: chosen[1].keyLocation, "'\(shape.name)' has \(found)", fix: "write exactly one of: \(choices)")
            }
        }
        // A key that is not known was reported, and is likely to be what was meant.
        let names = shape.fields.map(\.name)
        let isAllKnown = members.allSatisfy { names.contains($0.key) }
        if !shape.atLeastOne.isEmpty, isAllKnown, !members.contains(where: { shape.atLeastOne.contains($0.key) }) {
            diagnostics.error(
                at: node.location, "'\(shape.name)' is empty",
                fix: "write at least one of: \(shape.atLeastOne.joined(separator: ", "))")
        }
    }

    private func report(unknown member: Node.Member, _ shape: MappingShape) {
        let names = shape.fields.filter(\.isAvailable).map(\.name)
        let known = "known keys: \(names.joined(separator: ", "))"
        let nearest = NearestName.of(member.key, among: names)
        diagnostics.error(
            at: member.keyLocation, "unknown key '\(member.key.clipped(to: 60))' in '\(shape.name)'",
            fix: nearest.map { "did you mean '\($0)'? \(known)" } ?? known)
    }

    // MARK: Scalars

    private func checkScalar(_ node: Node, _ shape: Shape, _ name: String) {
        guard let scalar = node.scalar else { return mismatch(node, shape.wanted, name) }
        if case .text = shape { return }
        guard !scalar.isNull else { return mismatch(node, shape.wanted, name) }
        var text = scalar.text
        if Template.mentionsVariables(text) {
            // An unknown name is reported by the pass over all templates, with the nearest known one.
            guard let resolved = Template(text).resolvedIfKnown(in: scope) else {
                let unresolved = Template(text).names.filter { scope[$0] == nil }
                for missing in unresolved {
                    diagnostics.error(
                        at: node.location, "'\(name)' must be known before the run, but '\(missing)' is not",
                        fix: "use a variable of the project, the environment, the suite or --var")
                }
                return
            }
            text = resolved
        } else if scalar.isQuoted, !shape.allowsQuotes {
            return mismatch(node, shape.wanted, name, fix: "write it without quotes")
        }
        if !Unset.stands(in: text), let problem = shape.problem(with: text) {
            let shown =
                Template.mentionsVariables(scalar.text)
                ? "\(node.kindName), which is `\(text.clipped(to: 40))`" : node.kindName
            diagnostics.error(at: node.location, "'\(name)' wants \(shape.wanted), found \(shown)", fix: problem)
        }
    }
}

extension Shape {
    /// What the shape wants, as the end of "… wants".
    var wanted: String {
        switch self {
        case .text, .word: "text"
        case .identifier: "a name"
        case .boolean: "true or false"
        case .integer(let range):
            range.lowerBound == range.upperBound
                ? "\(range.lowerBound)"
                : range.upperBound == .max
                    ? "a whole number from \(range.lowerBound)"
                    : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number: "a number"
        case .duration, .durationOrZero: "a duration"
        case .bytes: "a size"
        case .choice(let names): "one of \(names.joined(separator: ", "))"
        case .checked(let wanted, _): wanted
        case .list, .oneOrMany: "a list"
        case .dictionary, .mapping, .keyed: "a mapping"
        case .scalarOr(let scalar, _): scalar.wanted
        case .any, .unavailable: "a value"
        case .lazy(let make, _): make().wanted
        }
    }

    /// Only where any value may stand, null may.
    var allowsNull: Bool { if case .any = self { true } else { false } }

    /// Numbers and booleans lose their type in quotes, everything else is text anyway.
    var allowsQuotes: Bool {
        switch self {
        case .boolean, .integer, .number: false
        default: true
        }
    }

    /// What is wrong with a scalar's text, as a hint; nil where nothing is.
    func problem(with text: String) -> String? {
        switch self {
        case .boolean:
            Scalar(text).bool == nil ? "YAML's yes, no, on and off are not accepted: write true or false" : nil
        case .integer(let range):
            Quantity.integer(text).map { range.contains($0) ? nil : "choose one in that range" }
                ?? "digits only: no sign, no leading zero, no `_`, no `:`"
        case .number:
            Quantity.number(text) == nil ? "digits with at most one point: no exponent, no NaN, no infinity" : nil
        case .duration:
            Quantity.duration(text) == .zero ? "more than nothing" : Shape.durationOrZero.problem(with: text)
        case .durationOrZero:
            Quantity.duration(text) == nil ? "a number with its unit, such as 250ms, 10s, 5m, 1h" : nil
        case .bytes: Quantity.bytes(text) == nil ? "a number with its unit, such as 512KiB or 8MiB" : nil
        case .identifier:
            Template.isName(text) ? nil : "letters, digits and _ - ., beginning with a letter or _"
        case .choice(let names):
            names.contains(text)
                ? nil : NearestName.of(text, among: names).map { "did you mean '\($0)'?" } ?? "choose one"
        case .checked(_, let check): check(text)
        default: nil
        }
    }
}
