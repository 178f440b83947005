internal import Model

extension ConfigSuiteDecoder {
    mutating func decodeParity(_ node: Node?, _ keys: [KeySpec], _ environments: [String], _ severity: Severity)
        -> Parity
    {
        var parity = Parity()
        guard let node else { return parity }
        let specs = Dictionary(keys.map { ($0.key, $0) }) { first, _ in first }
        for member in node.mapping ?? [] {
            let reader = Reader(member.value, scope: context.scope)
            let scope = Parity.Scope(
                environments: across(reader, member, environments),
                severity: reader.word("severity").flatMap(Severity.init) ?? severity, location: member.keyLocation)
            switch member.key {
            case "same_keys":
                parity.rules.append(.init(check: .sameKeys(except: Set(reader.words("except"))), scope: scope))
            case "mirror": parity.rules.append(.init(check: .mirror(except: Set(reader.words("except"))), scope: scope))
            case "must_differ":
                parity.rules += parts(reader["keys"], specs).map { .init(check: .mustDiffer($0), scope: scope) }
                parity.rules += parts(reader["hosts"], specs, suffix: ".host").map {
                    .init(check: .mustDiffer($0), scope: scope)
                }
            case "must_equal":
                parity.rules += parts(reader["keys"], specs).map { .init(check: .mustEqual($0), scope: scope) }
            default: break
            }
        }
        reportRepetitions(parity)
        return parity
    }

    private mutating func across(_ reader: Reader, _ member: Node.Member, _ known: [String]) -> [String] {
        guard let node = reader["across"] else {
            if known.count < 2 {
                report(
                    at: member.keyLocation, "'\(member.key)' compares environments, and 'sources' names one",
                    fix: "name the files of a second environment")
            }
            return known
        }
        var names: [String] = []
        for entry in node.sequence ?? [] {
            guard let name = Reader.word(entry, context.scope) else { continue }
            if !known.contains(name) {
                report(
                    at: entry.location, "the environment '\(name.clipped(to: 60))' has no sources",
                    fix: NearestName.of(name, among: known).map { "did you mean '\($0)'?" }
                        ?? "one of: \(known.joined(separator: ", "))")
            } else if names.contains(name) {
                report(at: entry.location, "'\(name)' stands twice in 'across'", fix: "remove one of the two")
            }
            names.append(name)
        }
        if names.count == 1 {
            report(at: node.location, "'across' names one environment", fix: "name the one it is compared with as well")
        }
        return names
    }

    /// `KEY` or `KEY.part`, of keys that the suite knows and whose values have such parts.
    private mutating func parts(_ node: Node?, _ specs: [String: KeySpec], suffix: String = "") -> [Parity.KeyPart] {
        (node?.sequence ?? []).compactMap { entry in
            guard let written = Reader.word(entry, context.scope) else { return nil }
            let text = written + suffix
            if suffix.isEmpty, specs[text] != nil { return .init(key: text, part: nil, location: entry.location) }
            let dot = text.lastIndex(of: ".")
            let key = dot.map { String(text[..<$0]) } ?? text
            let last = dot.map { String(text[text.index(after: $0)...]) } ?? ""
            guard let spec = specs[key] else {
                let nearest = NearestName.of(written, among: specs.keys.sorted())
                report(
                    at: entry.location, "'keys' has no '\(key.clipped(to: 60))'",
                    fix: nearest.map { "did you mean '\($0)'?" } ?? "add it to them")
                return nil
            }
            guard let part = ValuePart(rawValue: last) else {
                let names = ValuePart.allCases.map(\.rawValue)
                let nearest = NearestName.of(last, among: names).map { "did you mean '\(key).\($0)'?" }
                report(
                    at: entry.location, "'\(last.clipped(to: 40))' is no part of a value",
                    fix: nearest ?? "one of: \(names.joined(separator: ", "))")
                return nil
            }
            guard spec.type == .dsn || spec.type == .url else {
                report(
                    at: entry.location, "\(key) has the type \(spec.type.rawValue), which has no \(last)",
                    fix: "type: dsn, or compare the whole value")
                return nil
            }
            return .init(key: key, part: part, location: entry.location)
        }
    }

    private mutating func reportRepetitions(_ parity: Parity) {
        var ids: Set<String> = []
        for rule in parity.rules where !ids.insert(rule.id).inserted {
            if case .mustDiffer(let part) = rule.check {
                report(at: part.location, "'\(part.name)' stands twice in 'must_differ'", fix: "remove one of the two")
            } else if case .mustEqual(let part) = rule.check {
                report(at: part.location, "'\(part.name)' stands twice in 'must_equal'", fix: "remove one of the two")
            }
        }
        for rule in parity.rules {
            guard case .mustEqual(let part) = rule.check, ids.contains("must-differ/\(part.name)") else { continue }
            let shared = parity.rules.contains {
                $0.id == "must-differ/\(part.name)"
                    && Set($0.scope.environments).intersection(rule.scope.environments).count > 1
            }
            if shared {
                report(
                    at: part.location, "'\(part.name)' must differ and be equal in the same environments",
                    fix: "remove one of the two")
            }
        }
    }
}
