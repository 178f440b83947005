internal import JSON
internal import Model

extension Predicate {
    /// The predicate as the end of "expected …".
    func words(_ scope: Scope) -> String {
        switch self {
        case .equals(let operand): return Self.words(operand, scope)
        case .differs(let operand): return "anything but \(Self.words(operand, scope))"
        case .order(let order, let operand): return "\(order.rawValue) \(Self.words(operand, scope))"
        case .contains(let operand): return "to contain \(Self.words(operand, scope))"
        case .startsWith(let text): return "to begin with \"\(Self.words(text, scope))\""
        case .endsWith(let text): return "to end with \"\(Self.words(text, scope))\""
        case .matches(_, let label): return "to match /\(label)/"
        case .exists(let wanted): return wanted ? "to exist" : "not to exist"
        case .isEmpty(let wanted): return wanted ? "to be empty" : "not to be empty"
        case .type(let name): return "type \(name)"
        case .count(let predicates):
            return "a count of \(predicates.map { $0.words(scope) }.joined(separator: " and "))"
        case .oneOf(let operands): return "one of \(operands.map { Self.words($0, scope) }.joined(separator: ", "))"
        case .not(let predicates): return "not: \(predicates.map { $0.words(scope) }.joined(separator: " and "))"
        }
    }

    private static func words(_ operand: JSONTemplate, _ scope: Scope) -> String {
        guard let value = try? operand.value(in: scope) else { return "an unknown value" }
        if case .string(let text) = value,
            Quantity.duration(text) != nil || UnitText.percent(text) != nil || UnitText.lifetime(text) != nil
                || (text.hasSuffix("B") && UnitText.size(text) != nil)
        {
            return text
        }
        return JSONWords.text(value)
    }

    private static func words(_ template: Template, _ scope: Scope) -> String {
        template.resolvedIfKnown(in: scope) ?? "an unknown value"
    }
}
