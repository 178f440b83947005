/// Fills in what the shell would, from the assignments above in the same file.
enum ShellExpansion {
    static func expand(
        _ pieces: [ShellWord.Piece], _ known: KnownValues, into result: inout ValueBuilder
    ) throws(ExpansionFailure) {
        for piece in pieces {
            switch piece {
            case .text(let scalars): try result.append(String(scalars))
            case .variable(let name): try result.refer(to: name, known)
            case .home:
                if known["HOME"] != nil {
                    try result.refer(to: "HOME", known)
                } else {
                    result.depend(on: "~")
                    try result.append("~" as Unicode.Scalar)
                }
            case .process(let raw, let name):
                result.depend(on: name)
                try result.append(String(raw))
            case .conditional(let name, let sign, let emptyCountsAsUnset, let word):
                let isSet = known[name].map { !(emptyCountsAsUnset && $0.text.isEmpty) } ?? false
                switch (sign, isSet) {
                case ("-", true), ("?", true): try result.refer(to: name, known)
                case ("?", false):
                    throw ExpansionFailure(
                        kind: .badReference,
                        message: "a reference that must be set, ${…?…}, is not set above: the shell stops here",
                        fix: "set the key before this line")
                case ("-", false), ("+", true):
                    result.consult(name, known)
                    try expand(word, known, into: &result)
                default: result.consult(name, known)
                }
            }
        }
    }
}

/// What the shell's own commands and variables do to an environment.
enum ShellCommands {
    /// Commands that may set, remove or hide variables, or end the reading.
    static let matter: Set<String> = [
        ".", "source", "eval", "exec", "exit", "return", "unset", "set", "shopt", "read", "declare", "typeset", "local",
        "readonly", "let", "mapfile", "readarray", "printf", "getopts", "cd", "pushd", "popd", "shift", "trap", "break",
        "continue", "builtin", "command", "enable", "alias", "unalias", "wait", "logout", "suspend", "hash", "compgen",
    ]

    static let readOnly: Set<String> = ["UID", "EUID", "PPID", "BASHOPTS", "SHELLOPTS", "BASH_VERSINFO"]

    /// Variables that are not what was put into them.
    static let changing: Set<String> = [
        "RANDOM", "SRANDOM", "SECONDS", "LINENO", "BASHPID", "EPOCHSECONDS", "EPOCHREALTIME", "BASH_COMMAND", "HISTCMD",
        "FUNCNAME", "GROUPS", "DIRSTACK", "BASH_ARGV0", "BASH_SUBSHELL", "PIPESTATUS", "_", "OPTIND", "BASH_LINENO",
        "BASH_SOURCE", "BASH_ARGC", "BASH_ARGV", "COMP_WORDBREAKS", "BASH_ALIASES", "BASH_CMDS",
    ]
}
