internal import Model

/// Puts the process environment into the project file: `${NAME}` and `${NAME:-default}`, and `$${` for two literal characters.
struct EnvironmentExpansion {
    let process: [String: String]
    let diagnostics: Diagnostics
    /// When a file is only validated, a variable that is not set stands for this text instead of being an error.
    var placeholder: String?

    func expand(_ node: Node) -> Node {
        switch node.content {
        case .scalar(var scalar):
            guard scalar.text.contains("${") else { return node }
            scalar.text = expand(scalar.text, at: node.location)
            return Node(.scalar(scalar), at: node.location)
        case .sequence(let nodes): return Node(.sequence(nodes.map(expand)), at: node.location)
        case .mapping(let members):
            let expanded = members.map {
                Node.Member(key: $0.key, keyLocation: $0.keyLocation, value: expand($0.value))
            }
            return Node(.mapping(expanded), at: node.location)
        }
    }

    private func expand(_ text: String, at location: SourceLocation) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "${") {
            let before = rest[..<open.lowerBound]
            if before.hasSuffix("$") {
                result += before.dropLast() + "${"
                rest = rest[open.upperBound...]
                continue
            }
            result += before
            guard let close = rest[open.upperBound...].firstIndex(of: "}") else {
                diagnostics.error(
                    at: location, "'${' without its '}'",
                    fix: "write ${NAME}, ${NAME:-default}, or $${ for the characters")
                return result
            }
            result += value(of: rest[open.upperBound..<close], at: location)
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private func value(of expression: Substring, at location: SourceLocation) -> String {
        let separator = expression.firstRange(of: ":-")
        let name = String(expression[..<(separator?.lowerBound ?? expression.endIndex)])
        guard Template.isName(name), !name.contains("-"), !name.contains(".") else {
            diagnostics.error(
                at: location, "'${\(expression.prefix(60))}' names no environment variable",
                fix: "write ${NAME} or ${NAME:-default}")
            return ""
        }
        if let separator, expression[separator.upperBound...].contains("${") {
            diagnostics.error(
                at: location, "a default can't hold another '${'", fix: "write the default itself, or set \(name)")
            return ""
        }
        if let value = process[name], !value.isEmpty { return value }
        if let separator { return String(expression[separator.upperBound...]) }
        if let placeholder { return placeholder }
        diagnostics.error(
            at: location, "the environment variable \(name) is not set",
            fix: "set it, or give a default: ${\(name):-value}")
        // Unknown from here on: it is said once, not again for each place that the value comes to.
        return Unset.placeholder
    }
}
