internal import Model

/// What an approval says of itself, beside who gave it and when.
enum ApprovalState {
    /// The value that says it was not given; nil where none does.
    static func objection(in node: Node) -> Node? {
        for key in ["status", "state", "decision", "result"] {
            if let value = node[key], value.text?.lowercased() != "approved" { return value }
        }
        guard let value = node["approved"], value.scalar?.bool != true, value.text?.lowercased() != "yes" else {
            return nil
        }
        return value
    }
}
