internal import Model

/// What a statement of SQL begins with.
enum PostgresStatement {
    /// Statements that only read, as far as their first word can tell: the server sees to the rest. Whatever is not
    /// here acts where no transaction holds it back (`COPY … TO PROGRAM`, `CHECKPOINT`) or says nothing that could be
    /// checked (`COMMIT`).
    private static let reading: Set<String> = ["SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN"]

    /// Why the statement is not sent; nil where it is.
    static func problem(_ statement: String, isMutating: Bool) -> (words: String, fix: String)? {
        let word = firstWord(statement)
        if word == "COPY" { return ("COPY is not for queries", "ask with SELECT") }
        // An empty one is told by whoever sends it.
        guard !isMutating, !word.isEmpty, !reading.contains(word) else { return nil }
        return (
            "'\(word.clipped(to: 40).printable)' does not begin a statement that only reads",
            "if it has to be, say mutating: true in the step"
        )
    }

    /// In capitals, behind blanks, comments and opening parentheses.
    static func firstWord(_ statement: String) -> String {
        var rest = Array(statement.unicodeScalars)[...]
        while let first = rest.first {
            if first.properties.isWhitespace || first == "(" || first == ";" {
                rest.removeFirst()
            } else if rest.starts(with: "--".unicodeScalars) {
                rest = rest.drop { $0 != "\n" && $0 != "\r" }
            } else if rest.starts(with: "/*".unicodeScalars) {
                rest = behindComment(rest)
            } else {
                break
            }
        }
        let word = rest.prefix { $0.properties.isAlphabetic || $0 == "_" }
        // Something that is no word at all is none that reads.
        let text = word.isEmpty ? rest.prefix(1) : word
        return String(String.UnicodeScalarView(text)).uppercased()
    }

    /// Comments of PostgreSQL hold others.
    private static func behindComment(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var (rest, depth) = (text, 0)
        while !rest.isEmpty {
            if rest.starts(with: "/*".unicodeScalars) {
                depth += 1
                rest = rest.dropFirst(2)
            } else if rest.starts(with: "*/".unicodeScalars) {
                depth -= 1
                rest = rest.dropFirst(2)
                if depth == 0 { return rest }
            } else {
                rest = rest.dropFirst()
            }
        }
        return rest
    }
}
