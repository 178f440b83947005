/// What looks like a command inside a value: nothing here runs it, but other readers of the same file would.
enum CommandText {
    /// True for `$(…)` and backticks that no backslash, and for `$(` no second dollar sign, makes harmless.
    static func isMentioned(in raw: some RandomAccessCollection<Unicode.Scalar>) -> Bool {
        var before: Unicode.Scalar?
        var isOpen = false
        for scalar in raw {
            if isOpen, scalar == "(" { return true }
            if scalar == "`", before != "\\" { return true }
            isOpen = scalar == "$" && before != "\\" && before != "$"
            before = scalar
        }
        return false
    }

    static let problem = (
        message: "a command substitution, which some readers execute",
        fix: "write the value itself, in single quotes where the characters belong to it"
    )
}
