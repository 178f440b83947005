/// One value of a suite or project file, with the place where it stands.
///
/// YAML is read into this tree, and everything that understands suites reads the tree:
/// no other module knows how a file was written.
package struct Node: Sendable {
    package var content: Content
    package var location: SourceLocation

    package enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Member])
    }

    /// A key of a mapping and its value.
    package struct Member: Sendable {
        package var key: String
        package var keyLocation: SourceLocation
        package var value: Node

        package init(key: String, keyLocation: SourceLocation, value: Node) {
            self.key = key
            self.keyLocation = keyLocation
            self.value = value
        }
    }

    package init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }
}

/// The text of a scalar and whether it was quoted: only a plain one can be a number, a boolean or null.
package struct Scalar: Sendable, Equatable {
    package var text: String
    package var isQuoted: Bool

    package init(_ text: String, isQuoted: Bool = false) {
        self.text = text
        self.isQuoted = isQuoted
    }

    /// True for an empty plain scalar, `~` and `null`.
    package var isNull: Bool {
        !isQuoted && (text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL")
    }

    /// `true` or `false` written plainly; YAML 1.1's `yes`, `no`, `on` and `off` are not booleans here.
    package var bool: Bool? {
        guard !isQuoted else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }
}

extension Node {
    package var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The text of a scalar that is not null.
    package var text: String? {
        guard let scalar, !scalar.isNull else { return nil }
        return scalar.text
    }

    package var isNull: Bool { scalar?.isNull ?? false }

    package var sequence: [Node]? {
        if case .sequence(let nodes) = content { nodes } else { nil }
    }

    package var mapping: [Member]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    /// The value under `key` of a mapping; nil where there is none, where it is null, or where this is no mapping.
    package subscript(key: String) -> Node? {
        guard let member = mapping?.first(where: { $0.key == key }), !member.value.isNull else { return nil }
        return member.value
    }

    /// The elements of a sequence, or the one value that stands where a sequence may.
    package var oneOrMany: [Node] { isNull ? [] : sequence ?? [self] }

    /// What a person would call this: used where another kind was expected.
    package var kindName: String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let scalar):
            if scalar.isNull { return "nothing" }
            if scalar.isQuoted { return "the text \"\(scalar.text.clipped(to: 40))\"" }
            return "`\(scalar.text.clipped(to: 40))`"
        }
    }

    /// Calls `body` with every scalar of the tree, keys excluded, and where it stands.
    package func forEachScalar(_ body: (Scalar, SourceLocation) -> Void) {
        switch content {
        case .scalar(let scalar): body(scalar, location)
        case .sequence(let nodes): for node in nodes { node.forEachScalar(body) }
        case .mapping(let members): for member in members { member.value.forEachScalar(body) }
        }
    }
}
