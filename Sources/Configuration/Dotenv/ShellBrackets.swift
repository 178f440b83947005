/// Finds where a bracket of the shell closes, with a stack of its own so that no depth is too deep.
enum ShellBrackets {
    private enum Open { case parenthesis, brace, double }

    /// The index behind the bracket that closes the one at the index; quotes inside hide brackets.
    static func end(of opening: Int, in text: [Unicode.Scalar]) throws(ShellFailure) -> Int {
        var open: [Open] = [text[opening] == "(" ? .parenthesis : .brace]
        var index = opening + 1
        while index < text.count {
            let scalar = text[index]
            index += 1
            switch (scalar, open.last) {
            case ("\\", _): index += 1
            case ("\"", .double): open.removeLast()
            case ("\"", _): open.append(.double)
            case ("'", .double): break
            case ("'", _):
                guard let close = text[index...].firstIndex(of: "'") else { throw .unterminated(opening) }
                index = close + 1
            case ("$", _) where index < text.count && (text[index] == "(" || text[index] == "{"):
                open.append(text[index] == "(" ? .parenthesis : .brace)
                index += 1
            case ("(", .parenthesis): open.append(.parenthesis)
            case (")", .parenthesis), ("}", .brace): open.removeLast()
            default: break
            }
            if open.isEmpty { return index }
        }
        throw .unterminated(opening)
    }
}
