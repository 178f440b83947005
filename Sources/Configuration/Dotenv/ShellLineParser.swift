/// Reads what the shell reads at once: the commands up to the end of a line that no quote or operator carries on.
struct ShellLineParser {
    private var parser: ShellWordParser
    /// The first index behind the line.
    var end: Int { parser.index }

    init(_ text: [Unicode.Scalar], at index: Int) { parser = ShellWordParser(text, at: index) }

    mutating func line() throws(ShellFailure) -> [ShellCommand] {
        var commands: [ShellCommand] = []
        while true {
            skipBlanks()
            // After `&&`, `||` and `|` the line goes on.
            let goesOn = commands.last.map { [.and, .or, .pipe].contains($0.separator) } ?? false
            while goesOn, parser.current == "\n" {
                parser.index += 1
                skipBlanks()
            }
            guard let scalar = parser.current, scalar != "\n" else {
                if goesOn { throw .syntax(parser.index) }
                break
            }
            commands.append(try command(follows: goesOn))
            if parser.current == "\n", commands.last?.separator == .end { break }
        }
        if parser.current == "\n" { parser.index += 1 }
        return commands
    }

    private mutating func command(follows: Bool) throws(ShellFailure) -> ShellCommand {
        var command = ShellCommand()
        while true {
            skipBlanks()
            guard let scalar = parser.current else { break }
            if ShellWordParser.endsWord(scalar) {
                command.separatorIndex = parser.index
                guard try separator(&command) else { continue }
                return command
            }
            if command.words.isEmpty, let assignment = try assignment() {
                command.assignments.append(assignment)
                continue
            }
            let isExport = command.words.first?.isPlain == true && command.words.first?.text == "export"
            let word = try parser.word(isAssignment: isExport)
            if command.words.isEmpty, command.assignments.isEmpty, word.isPlain, let text = word.text,
                Self.reserved.contains(text)
            {
                throw .program("part of a shell program", word.start)
            }
            command.words.append(word)
        }
        command.separatorIndex = parser.index
        return command
    }

    /// Reads a separator and says whether the command ends there; a line feed is left for the line to see.
    private mutating func separator(_ command: inout ShellCommand) throws(ShellFailure) -> Bool {
        let start = parser.index
        let next = start + 1 < parser.text.count ? parser.text[start + 1] : nil
        let isEmpty = command.words.isEmpty && command.assignments.isEmpty
        switch parser.current {
        case "\n": return true
        case "<", ">": throw .program("a redirection", start)
        case "(", ")":
            if parser.current == "(", command.assignments.isEmpty { throw .program("part of a shell program", start) }
            throw .syntax(start)
        case _ where isEmpty: throw .syntax(start)
        case ";":
            if next == ";" || next == "&" { throw .syntax(start) }
            parser.index += 1
        case "&":
            if next == ">" { throw .program("a redirection", start) }
            command.separator = next == "&" ? .and : .background
            parser.index += next == "&" ? 2 : 1
        default:
            command.separator = next == "|" ? .or : .pipe
            parser.index += next == "|" || next == "&" ? 2 : 1
        }
        return true
    }

    /// `NAME=…`, `NAME+=…` or `NAME[…]=…` with nothing quoted before the sign; nil for any other word.
    private mutating func assignment() throws(ShellFailure) -> ShellAssignment? {
        let (text, start) = (parser.text, parser.index)
        let name = text[start...].prefix(while: ShellName.isPart)
        guard ShellName.isName(name) else { return nil }
        var (index, form) = (name.endIndex, ShellAssignment.Form.set)
        if index < text.count, text[index] == "[" {
            guard let close = text[index...].firstIndex(where: { $0 == "]" || ShellWordParser.endsWord($0) }),
                text[close] == "]"
            else { return nil }
            (index, form) = (close + 1, .array)
        }
        if index < text.count, text[index] == "+" {
            index += 1
            if form == .set { form = .append }
        }
        guard index < text.count, text[index] == "=" else { return nil }
        parser.index = index + 1
        if parser.current == "(" {
            let opening = parser.index
            parser.index = try ShellBrackets.end(of: opening, in: text)
            return ShellAssignment(
                name: String(name), start: start, form: .array, value: ShellWord(start: opening, end: parser.index))
        }
        let value = try parser.word(isAssignment: true)
        return ShellAssignment(name: String(name), start: start, form: form, value: value)
    }

    /// Blanks, joined lines, and a comment where a word could begin.
    private mutating func skipBlanks() {
        while let scalar = parser.current {
            let next = parser.index + 1 < parser.text.count ? parser.text[parser.index + 1] : nil
            if scalar == " " || scalar == "\t" {
                parser.index += 1
            } else if scalar == "\\", next == "\n" {
                parser.index += 2
            } else if scalar == "#", startsWord {
                while let scalar = parser.current, scalar != "\n" {
                    _ = scalar
                    parser.index += 1
                }
            } else {
                return
            }
        }
    }

    private var startsWord: Bool {
        guard parser.index > 0 else { return true }
        return ShellWordParser.endsWord(parser.text[parser.index - 1])
    }

    private static let reserved: Set<String> = [
        "if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case", "esac", "select", "function",
        "{", "}", "!", "[[", "]]", "time", "coproc", "in",
    ]
}
