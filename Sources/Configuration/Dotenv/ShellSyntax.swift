/// A word of the shell: pieces that its value is put together of.
struct ShellWord {
    enum Piece {
        case text([Unicode.Scalar])
        /// `$NAME`, `${NAME}` and what else is the value of a variable.
        case variable(String)
        /// `${NAME:-word}` and its like.
        case conditional(name: String, sign: Unicode.Scalar, emptyCountsAsUnset: Bool, word: [Piece])
        /// `~` at the beginning of a path.
        case home
        /// What only a running shell could tell, as written and under a name for it.
        case process(raw: [Unicode.Scalar], name: String)
    }

    var pieces: [Piece] = []
    /// Its first character.
    var start: Int
    var end: Int
    var hadQuotes = false
    /// True where the word is no more than its characters, none of them quoted.
    var isPlain = true
    var hasCommand = false

    /// The text of a word without references.
    var text: String? {
        var result = String.UnicodeScalarView()
        for piece in pieces {
            guard case .text(let scalars) = piece else { return nil }
            result.append(contentsOf: scalars)
        }
        return String(result)
    }
}

/// `NAME=word` in front of a command, or alone.
struct ShellAssignment {
    enum Form { case set, append, array }

    var name: String
    var start: Int
    var form: Form
    var value: ShellWord
}

/// What stands between two separators of the shell.
struct ShellCommand {
    enum Separator { case end, and, or, pipe, background }

    var assignments: [ShellAssignment] = []
    var words: [ShellWord] = []
    var separator = Separator.end
    var separatorIndex = 0
}

/// Why the shell stops reading, or why nobody can tell what it does.
struct ShellFailure: Error {
    var kind: ConfigProblem.Kind
    var message: String
    var index: Int

    static func unterminated(_ index: Int) -> ShellFailure {
        ShellFailure(
            kind: .unterminatedQuote, message: "a quote or bracket that is never closed: the shell reads no further",
            index: index)
    }

    static func program(_ what: String, _ index: Int) -> ShellFailure {
        ShellFailure(
            kind: .shellProgram, message: "\(what): what it leaves in the environment can't be told without running it",
            index: index)
    }

    static func syntax(_ index: Int) -> ShellFailure {
        ShellFailure(
            kind: .syntax, message: "a character that the shell does not expect here: it reads no further",
            index: index)
    }
}
