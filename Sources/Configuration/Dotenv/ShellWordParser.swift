/// Reads words of the shell: quotes, backslashes and the forms that begin with `$`.
struct ShellWordParser {
    let text: [Unicode.Scalar]
    var index: Int
    /// How deep `${…}` may nest before it is taken for an attack.
    var depth = 0

    init(_ text: [Unicode.Scalar], at index: Int) {
        self.text = text
        self.index = index
    }

    var current: Unicode.Scalar? { index < text.count ? text[index] : nil }

    func peek(_ offset: Int = 1) -> Unicode.Scalar? {
        index + offset < text.count ? text[index + offset] : nil
    }

    /// Reads up to white space or an operator. In an assignment, `~` counts at the start and after each `:`.
    mutating func word(isAssignment: Bool) throws(ShellFailure) -> ShellWord {
        var word = ShellWord(start: index, end: index)
        var plain: [Unicode.Scalar] = []
        var startsPath = isAssignment
        func flush() {
            if !plain.isEmpty { word.pieces.append(.text(plain)) }
            plain = []
        }
        while let scalar = current, !Self.endsWord(scalar) {
            let mayBeHome = startsPath
            startsPath = isAssignment && scalar == ":" || startsPath && scalar == "\\" && peek() == "\n"
            switch scalar {
            case "\\":
                word.isPlain = false
                // A backslash before the end of the line joins the two lines.
                if let next = peek(), next != "\n" { plain.append(next) } else if peek() == nil { plain.append("\\") }
                index += 2
            case "'":
                (word.hadQuotes, word.isPlain) = (true, false)
                plain += try singleQuoted()
            case "\"":
                (word.hadQuotes, word.isPlain) = (true, false)
                flush()
                word.pieces += try doubleQuoted(&word)
            case "$", "`":
                word.isPlain = false
                flush()
                word.pieces += try dollar(&word, inQuotes: false)
            case "~" where mayBeHome && tildeEnd() != nil:
                word.isPlain = false
                flush()
                word.pieces.append(tilde())
            default:
                plain.append(scalar)
                index += 1
            }
        }
        flush()
        index = min(index, text.count)
        word.end = index
        return word
    }

    static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", ";", "&", "|", "<", ">", "(", ")": true
        default: false
        }
    }

    // MARK: Quotes

    mutating func singleQuoted() throws(ShellFailure) -> [Unicode.Scalar] {
        let start = index
        guard let end = text[(index + 1)...].firstIndex(of: "'") else { throw .unterminated(start) }
        index = end + 1
        return Array(text[(start + 1)..<end])
    }

    mutating func doubleQuoted(_ word: inout ShellWord) throws(ShellFailure) -> [ShellWord.Piece] {
        let start = index
        index += 1
        var (pieces, plain) = ([ShellWord.Piece](), [Unicode.Scalar]())
        while let scalar = current {
            switch scalar {
            case "\"":
                index += 1
                return pieces + (plain.isEmpty ? [] : [.text(plain)])
            case "\\":
                guard let next = peek() else { throw .unterminated(start) }
                if !"$`\"\\\n".unicodeScalars.contains(next) { plain.append("\\") }
                if next != "\n" { plain.append(next) }
                index += 2
            case "$", "`":
                if !plain.isEmpty { pieces.append(.text(plain)) }
                plain = []
                pieces += try dollar(&word, inQuotes: true)
            default:
                plain.append(scalar)
                index += 1
            }
        }
        throw .unterminated(start)
    }

    // MARK: Tilde

    /// The end of `~` or `~name`, nil where a quote makes the tilde a character like any other.
    private func tildeEnd() -> Int? {
        var end = index + 1
        while end < text.count, text[end] != "/", text[end] != ":", !Self.endsWord(text[end]) {
            if text[end] == "\\", end + 1 < text.count, text[end + 1] == "\n" {
                end += 2
                continue
            }
            if "\\'\"$`".unicodeScalars.contains(text[end]) { return nil }
            end += 1
        }
        return end
    }

    private mutating func tilde() -> ShellWord.Piece {
        let start = index
        index = tildeEnd() ?? index + 1
        let isHome = text[(start + 1)..<index].allSatisfy { $0 == "\\" || $0 == "\n" }
        return isHome ? .home : .process(raw: Array(text[start..<index]), name: "~")
    }

    // MARK: Dollar

    mutating func dollar(_ word: inout ShellWord, inQuotes: Bool) throws(ShellFailure) -> [ShellWord.Piece] {
        let start = index
        if current == "`" { return [try backticks(&word)] }
        guard let next = peek() else {
            index += 1
            return [.text(["$"])]
        }
        switch next {
        case "(":
            word.hasCommand = true
            index = try ShellBrackets.end(of: start + 1, in: text)
            return [.process(raw: Array(text[start..<index]), name: "$(…)")]
        case "{": return [try braced(&word, inQuotes: inQuotes)]
        case "[": throw .program("old arithmetic, $[…]", start)
        case "'" where !inQuotes:
            (word.hadQuotes, index) = (true, index + 1)
            return [.text(try ShellEscapes.quoted(text, &index))]
        case "\"" where !inQuotes:
            (word.hadQuotes, index) = (true, index + 1)
            return try doubleQuoted(&word)
        case "$", "?", "!", "#", "@", "*", "-", "0"..."9":
            index += 2
            return [.process(raw: [], name: "$\(next)")]
        default:
            let name = text[(start + 1)...].prefix(while: ShellName.isPart)
            guard !name.isEmpty else {
                index += 1
                return [.text(["$"])]
            }
            index = name.endIndex
            return [.variable(String(name))]
        }
    }

    private mutating func backticks(_ word: inout ShellWord) throws(ShellFailure) -> ShellWord.Piece {
        let start = index
        word.hasCommand = true
        index += 1
        while let scalar = current, scalar != "`" { index += scalar == "\\" ? 2 : 1 }
        guard index < text.count else { throw .unterminated(start) }
        index += 1
        return .process(raw: Array(text[start..<index]), name: "`…`")
    }
}
