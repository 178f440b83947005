internal import Model

extension ConfigSuiteDecoder {
    mutating func decodeKey(_ member: Node.Member, _ severity: Severity, environments: [String]) -> KeySpec? {
        let reader = Reader(member.value, scope: context.scope)
        let type = reader.word("type").flatMap(ValueType.init) ?? .string
        var spec = KeySpec(
            key: member.key, location: member.keyLocation, type: type, isRequired: reader.bool("required") ?? false,
            isSecret: reader.bool("secret"), severity: reader.word("severity").flatMap(Severity.init) ?? severity,
            values: reader.words("values"), schemes: reader.words("schemes"),
            minimumBytes: reader.int("min_bytes"), minimumLength: reader.int("min_length"), equals: [:])
        for name in ["pattern", "min", "max"] {
            guard let node = reader[name] else { continue }
            guard let operand = operand(node, name, context.scope) else { return nil }
            switch name {
            case "pattern": spec.pattern = operand
            case "min": spec.minimum = operand
            default: spec.maximum = operand
            }
        }
        spec.isForbidden = reader.bool("forbidden") ?? false
        reportMisfits(spec, reader)
        if let node = reader["equals"] {
            for environment in environments {
                guard let operand = operand(node, "equals", scope(of: environment)) else { return nil }
                spec.equals[environment] = operand
            }
        }
        return spec
    }

    private static let asksForValue = ["required", "required_when", "equals", "min", "max", "min_bytes", "min_length"]

    private mutating func reportMisfits(_ spec: KeySpec, _ reader: Reader) {
        func place(_ key: String) -> SourceLocation { reader[key]?.location ?? spec.location }
        if spec.isForbidden, let other = reader.node.mapping?.first(where: { Self.asksForValue.contains($0.key) }) {
            report(
                at: other.keyLocation, "'\(other.key)' asks something of a key that is 'forbidden'",
                fix: "remove one of the two")
        }
        if (spec.type == .enum) != !spec.values.isEmpty {
            if spec.type == .enum {
                report(at: place("type"), "an enum needs its values", fix: "values: [debug, info, warn]")
            } else {
                report(
                    at: place("values"), "'values' belongs to the type enum, not to \(spec.type.rawValue)",
                    fix: "type: enum")
            }
        }
        if spec.type == .regex, spec.pattern == nil {
            report(at: place("type"), "the type regex needs a pattern", fix: "pattern: '^v[0-9]+$'")
        }
        if !spec.schemes.isEmpty, spec.type != .url, spec.type != .dsn {
            report(at: place("schemes"), "'schemes' belongs to the types url and dsn", fix: "type: url")
        }
        for (name, operand) in [("min", spec.minimum), ("max", spec.maximum)] {
            guard let operand else { continue }
            if spec.type == .string || spec.type.measures.isEmpty {
                report(
                    at: operand.location,
                    "'\(name)' belongs to int, float, port, bytes and duration, not to \(spec.type.rawValue)",
                    fix: "min_length and min_bytes are for text")
            } else if !spec.type.measures.contains(where: { $0.magnitude(operand.text) != nil }) {
                report(
                    at: operand.location, "'\(name)' wants \(spec.type.wanted), found \(operand.shown)",
                    fix: "write it as the value itself is written")
            }
        }
        if let minimum = spec.minimum, let maximum = spec.maximum,
            Expectation.Predicate.order(minimum.text, maximum, spec.type) == .greater
        {
            report(at: minimum.location, "'min' is greater than 'max'", fix: "exchange the two")
        }
    }

    mutating func decodeExpectation(_ member: Node.Member, _ type: ValueType?, _ scope: Scope) -> Expectation? {
        var expectation = Expectation(key: member.key, location: member.keyLocation, predicates: [])
        guard let predicates = member.value.mapping else {
            guard let operand = operand(member.value, member.key, scope) else { return nil }
            expectation.predicates = [.equal(operand)]
            return expectation
        }
        for predicate in predicates {
            guard let decoded = decodePredicate(predicate, type ?? .string, scope) else { return nil }
            expectation.predicates.append(decoded)
        }
        return expectation
    }

    private mutating func decodePredicate(_ member: Node.Member, _ type: ValueType, _ scope: Scope) -> Expectation
        .Predicate?
    {
        if member.key == "one_of" {
            var operands: [Operand] = []
            for node in member.value.sequence ?? [] {
                guard let operand = operand(node, "one_of", scope) else { return nil }
                operands.append(operand)
            }
            return .oneOf(operands)
        }
        guard let operand = operand(member.value, member.key, scope) else { return nil }
        switch member.key {
        case "eq": return .equal(operand)
        case "ne": return .notEqual(operand)
        case "matches": return .matches(operand)
        default: break
        }
        guard type.measures.contains(where: { $0.magnitude(operand.text) != nil }) else {
            let wanted = type == .string ? "a number, a size or a duration" : type.wanted
            let fix =
                type.measures.isEmpty
                ? "values of the type \(type.rawValue) have no order" : "write it as the value itself is written"
            report(at: operand.location, "'\(member.key)' wants \(wanted), found \(operand.shown)", fix: fix)
            return nil
        }
        switch member.key {
        case "lt": return .less(operand)
        case "lte": return .atMost(operand)
        case "gt": return .greater(operand)
        case "gte": return .atLeast(operand)
        default:
            report(
                at: member.keyLocation, "unknown predicate '\(member.key.clipped(to: 60))'",
                fix: "eq, ne, lt, lte, gt, gte, one_of, matches")
            return nil
        }
    }
}
