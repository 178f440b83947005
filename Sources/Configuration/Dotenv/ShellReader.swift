internal import Model

/// Reads a file as bash does for `set -a; . FILE`, as far as that can be told without running anything: assignments and
/// `export`, with references to what stands above. A word too many is a command, and commands are problems.
struct ShellReader {
    private let text: PlacedText
    private let hasByteOrderMark: Bool
    private var known = KnownValues()
    /// Variables that are lists, and stay so whatever is assigned to them.
    private var lists: Set<String> = []
    private var result = EntryCollector()

    init(_ text: PlacedText, hasByteOrderMark: Bool) {
        self.text = text
        self.hasByteOrderMark = hasByteOrderMark
    }

    mutating func read() -> ConfigFile {
        var index = reportByteOrderMark()
        reportCarriageReturn()
        while index < text.scalars.count {
            var parser = ShellLineParser(text.scalars, at: index)
            do throws(ShellFailure) {
                let commands = try parser.line()
                guard try run(commands) else { return result.file }
            } catch {
                result.report(error.kind, error.message, fix: Self.fix, at: text.location(at: error.index))
                return result.file
            }
            index = parser.end
        }
        return result.file
    }

    /// The mark becomes part of the first word, which makes a command of it; where the reading goes on.
    private mutating func reportByteOrderMark() -> Int {
        guard hasByteOrderMark else { return 0 }
        result.report(
            .ignored, "a byte order mark: the shell takes it for a part of the first word",
            fix: "save the file as UTF-8 without a byte order mark", at: text.location(at: 0))
        let end = text.scalars.firstIndex(of: "\n") ?? text.scalars.count
        return text.scalars.first == "#" || text.scalars.first == "\n" ? 0 : end
    }

    private mutating func reportCarriageReturn() {
        let pairs = zip(text.scalars.indices, zip(text.scalars, text.scalars.dropFirst()))
        guard let first = pairs.first(where: { $0.1 == ("\r", "\n") })?.0 else { return }
        result.report(
            .carriageReturn, "lines end with CRLF: the shell keeps the carriage return as a part of each value",
            fix: "end lines with a line feed alone", at: text.location(at: first))
    }

    // MARK: Commands

    /// Does what assignments do; false once the file has grown beyond its bounds.
    private mutating func run(_ commands: [ShellCommand]) throws(ShellFailure) -> Bool {
        for (place, command) in commands.enumerated() {
            let isPiped = place > 0 && commands[place - 1].separator == .pipe || command.separator == .pipe
            let isChained = place > 0 && commands[place - 1].separator == .and || command.separator == .and
            if command.separator == .or || isPiped && isChained || isChained && command.separator == .background {
                throw .program("a list of commands", command.separatorIndex)
            }
            if command.words.isEmpty, !isPiped, command.separator != .background {
                if isChained, command.assignments.contains(where: \.value.hasCommand) {
                    throw .program("a list of commands", command.separatorIndex)
                }
                for assignment in command.assignments {
                    guard try assign(assignment) else { return false }
                }
            } else if command.words.isEmpty {
                result.report(
                    .ignored, "the sign behind it sends this assignment to another process: the shell drops it",
                    fix: Self.fix, at: text.location(at: command.separatorIndex))
            } else {
                if isChained { throw .program("a list of commands", command.separatorIndex) }
                guard try call(command, isLost: isPiped || command.separator == .background) else { return false }
            }
        }
        return true
    }

    /// Does what `export` does, and reports any other command.
    private mutating func call(_ command: ShellCommand, isLost: Bool) throws(ShellFailure) -> Bool {
        let first = command.words[0]
        if first.isPlain, first.text == "\r", command.words.count == 1, command.assignments.isEmpty,
            first.end == text.scalars.count || text.scalars[first.end] == "\n"
        {
            return true
        }
        guard let name = first.text, !ShellCommands.matter.contains(name) else {
            throw .program("a command that may change the environment", first.start)
        }
        guard name == "export" else {
            result.report(
                .runsCommand,
                command.assignments.isEmpty
                    ? "the shell runs this line as a command"
                    : "the shell runs this word as a command, and what stands before it is not set",
                fix: Self.fix, at: text.location(at: first.start))
            return true
        }
        guard !isLost, command.assignments.isEmpty else {
            throw .program("an export that is part of something else", first.start)
        }
        if command.words.count == 1 {
            result.report(
                .runsCommand, "export alone only lists variables", fix: Self.fix, at: text.location(at: first.start))
        }
        for word in command.words.dropFirst() {
            guard try export(word) else { return false }
        }
        return true
    }

    private mutating func export(_ word: ShellWord) throws(ShellFailure) -> Bool {
        let written = text.scalars[word.start..<word.end]
        let name = written.prefix(while: ShellName.isPart)
        let isAppending = name.endIndex < word.end && text.scalars[name.endIndex] == "+"
        let sign = name.endIndex + (isAppending ? 1 : 0)
        if ShellName.isName(name), sign < word.end, text.scalars[sign] == "=" {
            var parser = ShellWordParser(text.scalars, at: sign + 1)
            let value = try parser.word(isAssignment: true)
            return try assign(
                ShellAssignment(
                    name: String(name), start: word.start, form: isAppending ? .append : .set, value: value))
        }
        guard let plain = word.text else { throw .program("a name that is put together", word.start) }
        if plain.hasPrefix("-") { throw .program("an option of export", word.start) }
        let parts = plain.unicodeScalars.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, ShellName.isName(name) else {
            result.report(
                .ignored, "the shell refuses this as a name, and goes on", fix: Self.fix,
                at: text.location(at: word.start))
            return true
        }
        if parts.count > 1 {
            var value = word
            value.pieces = [.text(Array(parts[1]))]
            return try assign(ShellAssignment(name: String(name), start: word.start, form: .set, value: value))
        }
        if known[String(name)] == nil { result.keepBare(String(name), at: text.location(at: word.start)) }
        return true
    }

    // MARK: Assignments

    private mutating func assign(_ assignment: ShellAssignment) throws(ShellFailure) -> Bool {
        let name = assignment.name
        let keyPlace = text.location(at: assignment.start)
        let place = text.location(at: assignment.value.start)
        guard assignment.form != .array, !lists.contains(name) else {
            result.withdraw(name)
            lists.insert(name)
            known.define(name, ExpandedValue(unresolved: [name]))
            result.report(
                .ignored, "a list, which the shell does not put into the environment", fix: Self.fix, at: keyPlace)
            return true
        }
        if ShellCommands.readOnly.contains(name) {
            throw .program("a variable that the shell lets nobody set", assignment.start)
        }
        guard result.hasRoom(at: keyPlace) else { return false }
        guard known.hasRoom else {
            result.report(.tooLarge, at: keyPlace)
            return false
        }
        if assignment.value.hasCommand {
            result.report(.commandSubstitution, CommandText.problem.message, fix: CommandText.problem.fix, at: place)
        }
        do throws(ExpansionFailure) {
            let value = try known.build { (known, builder) throws(ExpansionFailure) in
                if assignment.form == .append { try builder.refer(to: name, known) }
                try ShellExpansion.expand(assignment.value.pieces, known, into: &builder)
                if ShellCommands.changing.contains(name) { builder.depend(on: name) }
            }
            known.define(name, value)
            result.keep(
                ConfigEntry(
                    key: name, value: Secret(value.text), keyLocation: keyPlace, valueLocation: place,
                    hadQuotes: assignment.value.hadQuotes, references: value.references, unresolved: value.unresolved))
        } catch {
            result.report(error, at: place)
            return error.kind != .badReference
        }
        return true
    }

    private static let fix = "write KEY='value', with nothing outside the quotes but a comment behind a space"
}
