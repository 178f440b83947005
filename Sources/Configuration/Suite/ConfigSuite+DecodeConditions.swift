internal import Model

extension ConfigSuiteDecoder {
    /// Reads `required_when` of every key, once all keys are known.
    mutating func decodeConditions(_ node: Node, _ keys: inout [KeySpec], environments: [String]) {
        let types = Dictionary(keys.map { ($0.key, $0) }) { first, _ in first }
        for member in node["keys"]?.mapping ?? [] {
            guard let expression = member.value["required_when"], let scalar = expression.scalar,
                let index = keys.firstIndex(where: { $0.key == member.key })
            else { continue }
            var requirement = Requirement(text: scalar.text, conditions: [:])
            if keys[index].isRequired {
                report(
                    at: expression.location, "'required_when' says nothing where the key is 'required' anyway",
                    fix: "remove one of the two")
            }
            for environment in environments {
                guard let condition = condition(expression, scalar, types, scope(of: environment)) else { break }
                requirement.conditions[environment] = condition
            }
            keys[index].requirement = requirement
        }
    }

    private mutating func condition(
        _ node: Node, _ scalar: Scalar, _ specs: [String: KeySpec], _ scope: Scope
    ) -> Condition? {
        // Columns count from the first character of the text, which follows its quote.
        var start = node.location
        start.column += scalar.isQuoted ? 1 : 0
        do throws(ConditionParser.Failure) {
            return try condition(try ConditionParser.parse(scalar.text), specs, scope, start)
        } catch {
            // A failure without words was reported where it happened.
            guard !error.message.isEmpty else { return nil }
            var place = start
            place.column += error.offset
            report(at: place, "'required_when': \(error.message)", fix: error.fix)
            return nil
        }
    }

    private mutating func condition(
        _ syntax: ConditionParser.Syntax, _ specs: [String: KeySpec], _ scope: Scope, _ start: SourceLocation
    ) throws(ConditionParser.Failure) -> Condition {
        switch syntax {
        case .isSet(let key): return .isSet(try Self.spec(key, specs).key)
        case .not(let inner): return .not(try condition(inner, specs, scope, start))
        case .and(let left, let right):
            return .and(try condition(left, specs, scope, start), try condition(right, specs, scope, start))
        case .or(let left, let right):
            return .or(try condition(left, specs, scope, start), try condition(right, specs, scope, start))
        case .compares(let key, let mark, let value):
            let spec = try Self.spec(key, specs)
            var place = start
            place.column += value.offset
            let node = Node(.scalar(Scalar(value.text, isQuoted: value.kind == .quoted)), at: place)
            guard let operand = operand(node, "required_when", scope) else {
                throw .init(offset: value.offset, message: "", fix: "")
            }
            return .compares(key: spec.key, try Self.predicate(mark, operand, spec, value.offset), as: spec.type)
        }
    }

    private static func spec(
        _ key: ConditionParser.Token, _ specs: [String: KeySpec]
    ) throws(ConditionParser.Failure) -> KeySpec {
        if let spec = specs[key.text] { return spec }
        let nearest = NearestName.of(key.text, among: specs.keys.sorted()).map { "did you mean '\($0)'?" }
        throw .init(
            offset: key.offset, message: "'keys' has no '\(key.text.clipped(to: 60))'",
            fix: nearest ?? "a condition speaks of the suite's own keys: add it to them")
    }

    private static func predicate(
        _ mark: ConditionParser.Token, _ operand: Operand, _ spec: KeySpec, _ offset: Int
    ) throws(ConditionParser.Failure) -> Expectation.Predicate {
        func refuse(_ wanted: String, _ fix: String) -> ConditionParser.Failure {
            .init(
                offset: offset, message: "\(spec.key) is compared with \(operand.shown), which is not \(wanted)",
                fix: fix)
        }
        let isQuantity = spec.type.measures.contains { $0.magnitude(operand.text) != nil }
        guard mark.text == "==" || mark.text == "!=" else {
            if spec.type.measures.isEmpty {
                throw .init(
                    offset: mark.offset, message: "values of the type \(spec.type.rawValue) have no order",
                    fix: "compare with == or !=")
            }
            if !isQuantity { throw refuse(spec.type == .string ? "a number" : spec.type.wanted, "write a number") }
            switch mark.text {
            case "<": return .less(operand)
            case "<=": return .atMost(operand)
            case ">": return .greater(operand)
            default: return .atLeast(operand)
            }
        }
        switch spec.type {
        case .enum where !spec.values.contains(operand.text):
            let nearest = NearestName.of(operand.text, among: spec.values).map { "did you mean '\($0)'?" }
            throw refuse("one of its values", nearest ?? spec.values.joined(separator: ", ").clipped(to: 200))
        case .bool where BoolText.value(operand.text) == nil: throw refuse(spec.type.wanted, "write true or false")
        case .int, .float, .port, .bytes, .duration:
            if !isQuantity { throw refuse(spec.type.wanted, "write it as the value itself is written") }
        default: break
        }
        return mark.text == "==" ? .equal(operand) : .notEqual(operand)
    }
}
