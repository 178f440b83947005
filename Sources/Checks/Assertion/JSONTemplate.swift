internal import JSON
internal import Model

/// A JSON value written in a suite, with variables still to be filled in.
struct JSONTemplate: Sendable {
    private indirect enum Content: Sendable {
        case value(JSONValue)
        case text(Template)
        case list([Content])
        case object([(name: String, value: Content)])
    }

    private let content: Content

    /// Reads the YAML value; nil when something in it has no certain JSON meaning, which is reported.
    init?(_ node: Node, _ diagnostics: Diagnostics) {
        let before = diagnostics.errorCount
        content = Self.content(node, diagnostics)
        if diagnostics.errorCount > before { return nil }
    }

    /// A value in which nothing has to be filled in.
    init(constant: JSONValue) { content = .value(constant) }

    /// The value with all variables filled in. A text that is one variable only takes over its JSON type.
    func value(in scope: Scope) throws(UnknownVariable) -> JSONValue { try Self.value(content, scope) }

    /// True when no variable stands in it.
    var isConstant: Bool { Self.isConstant(content) }

    private static func isConstant(_ content: Content) -> Bool {
        switch content {
        case .value: true
        case .text: false
        case .list(let elements): elements.allSatisfy(isConstant)
        case .object(let members): members.allSatisfy { isConstant($0.value) }
        }
    }

    private static func value(_ content: Content, _ scope: Scope) throws(UnknownVariable) -> JSONValue {
        switch content {
        case .value(let value): return value
        case .text(let template):
            if let name = template.soleVariable, let json = scope[name]?.json,
                let document = try? JSONReader.responses.read(json)
            {
                return document.value
            }
            return .string(try template.text(in: scope))
        case .list(let elements):
            var values: [JSONValue] = []
            for element in elements { values.append(try value(element, scope)) }
            return .array(values)
        case .object(let members):
            var object: [JSONObject.Member] = []
            for member in members { object.append(.init(name: member.name, value: try value(member.value, scope))) }
            return .object(JSONObject(object))
        }
    }

    private static func content(_ node: Node, _ diagnostics: Diagnostics) -> Content {
        switch node.content {
        case .sequence(let nodes): return .list(nodes.map { content($0, diagnostics) })
        case .mapping(let members): return .object(members.map { ($0.key, content($0.value, diagnostics)) })
        case .scalar(let scalar):
            if Template.mentionsVariables(scalar.text) { return .text(Template(scalar.text)) }
            if scalar.isQuoted { return .value(.string(scalar.text)) }
            if scalar.isNull { return .value(.null) }
            if let bool = scalar.bool { return .value(.bool(bool)) }
            if let number = JSONNumber(scalar.text) { return .value(.number(number)) }
            if AmbiguousScalar.contains(scalar.text) {
                diagnostics.error(
                    at: node.location,
                    "`\(scalar.text)` is a text to some YAML readers and a number or boolean to others",
                    fix: "put it in quotes for a text, or write the number or boolean plainly")
            }
            return .value(.string(scalar.text))
        }
    }
}

/// A `{{name}}` without a value when it is needed.
struct UnknownVariable: Error, CustomStringConvertible {
    var names: [String]
    var description: String { "no value for \(names.map { "{{\($0)}}" }.joined(separator: ", "))" }
}

extension Template {
    /// The text with every variable filled in.
    func text(in scope: Scope) throws(UnknownVariable) -> String {
        guard let text = resolvedIfKnown(in: scope) else {
            throw UnknownVariable(names: names.filter { scope[$0] == nil })
        }
        return text
    }
}

/// Plain scalars that YAML 1.1 and 1.2 read differently.
enum AmbiguousScalar {
    static func contains(_ text: String) -> Bool {
        let lower = text.lowercased()
        if ["yes", "no", "on", "off", "y", "n", ".nan", ".inf", "-.inf", "+.inf"].contains(lower) { return true }
        guard let first = text.utf8.first, isDigit(first) || "+-.".utf8.contains(first),
            text.utf8.contains(where: isDigit)
        else { return false }
        if ["0x", "0o", "0b"].contains(where: lower.hasPrefix) { return true }
        // Octal, sexagesimal, grouped, signed and half-written numbers; not dates, versions or addresses.
        let digits = text.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
        if digits.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) { return true }
        if digits.count(where: { $0 == UInt8(ascii: ".") }) == 1,
            digits.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") })
        {
            return true
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 1 && parts.count < 4 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
