internal import Model

/// Cuts a condition into words, texts in quotes, comparisons and parentheses.
enum ConditionLexer {
    static let comparisons = ["==", "!=", "<", "<=", ">", ">="]

    static func tokens(of text: String) throws(ConditionParser.Failure) -> [ConditionParser.Token] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [ConditionParser.Token] = []
        var position = 0
        while position < scalars.count {
            let start = position
            let scalar = scalars[position]
            switch scalar {
            case " ", "\t", "\n", "\r": position += 1
            case "(", ")":
                position += 1
                tokens.append(.init(kind: scalar == "(" ? .open : .close, text: String(scalar), offset: start))
            case "'", "\"":
                guard let close = scalars[(start + 1)...].firstIndex(of: scalar) else {
                    throw .init(offset: start, message: "a quote is not closed", fix: "close it")
                }
                position = close + 1
                tokens.append(.init(kind: .quoted, text: string(scalars[(start + 1)..<close]), offset: start))
            case "=", "!", "<", ">":
                while position < scalars.count, "=!<>".unicodeScalars.contains(scalars[position]) { position += 1 }
                let mark = string(scalars[start..<position])
                guard comparisons.contains(mark) else {
                    throw .init(
                        offset: start, message: "unknown comparison '\(mark.clipped(to: 10))'",
                        fix: mark == "=" ? "write ==" : comparisons.joined(separator: " "))
                }
                tokens.append(.init(kind: .comparison, text: mark, offset: start))
            default:
                while position < scalars.count, !" \t\n\r()'\"=!<>".unicodeScalars.contains(scalars[position]) {
                    position += 1
                }
                tokens.append(.init(kind: .word, text: string(scalars[start..<position]), offset: start))
            }
        }
        return tokens
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }
}
