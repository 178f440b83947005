/// Texts that stand where somebody meant to write something later.
package enum Placeholder {
    private static let words: Set<String> = [
        "tbd", "tba", "tbc", "todo", "fixme", "xxx", "xxxx", "n/a", "na", "none", "null", "nil", "?", "??", "???", "-",
        "--", "---", ".", "..", "...", "…", "placeholder", "changeme", "change me", "change_me", "lorem ipsum", "foo",
        "bar", "asdf", "to be defined", "to be determined", "to be decided", "to be announced", "to be done", "미정",
        "추후", "추후 작성", "작성 예정", "해당없음",
    ]

    /// True for `CHG-XXXX`, `CHG-YYYYMMDD-NNN` and `YYYY-MM-DD`: a form, with letters where figures belong.
    private static func isPattern(_ text: String) -> Bool {
        let parts = text.split { " -_./:#".contains($0) }
        // In a sentence such a word may be one of its own.
        guard !text.contains(where: \.isWhitespace) || parts.count <= 3 else { return false }
        return parts.contains { part in
            part.count >= 3 && (part.allSatisfy { $0 == "X" } || part.allSatisfy { $0 == "N" })
                || part.hasPrefix("YYYY") && part.allSatisfy { "YMDHhmsS".contains($0) }
        }
    }

    /// True for `TBD`, `TODO: …`, `xxx`, `<name>`, `{{name}}`, `[name]`, `YOUR NAME` and the like.
    package static func isOne(_ text: String) -> Bool {
        var bare = text.lowercased()[...]
        while let first = bare.first, first.isWhitespace { bare.removeFirst() }
        while let last = bare.last, last.isWhitespace || last == "." && bare.count > 3 { bare.removeLast() }
        if bare.isEmpty || words.contains(String(bare)) { return true }
        for mark in ["todo", "tbd", "fixme", "xxx"] where bare.hasPrefix(mark) {
            let next = bare.dropFirst(mark.count).first
            if next.map({ !$0.isLetter && !$0.isNumber }) ?? true { return true }
        }
        if bare.allSatisfy({ $0 == "x" || $0 == "-" || $0 == "_" }) { return true }
        let pairs: [(Character, Character)] = [("<", ">"), ("[", "]"), ("{", "}")]
        if pairs.contains(where: { bare.first == $0.0 && bare.last == $0.1 }) { return true }
        if bare.hasPrefix("${"), bare.hasSuffix("}") { return true }
        return bare.hasPrefix("your ") || bare.hasPrefix("your_") || isPattern(text)
    }
}
