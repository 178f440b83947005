extension ShellWordParser {
    /// `${NAME}`, `${NAME:-word}`; of other forms only where they end.
    mutating func braced(_ word: inout ShellWord, inQuotes: Bool) throws(ShellFailure) -> ShellWord.Piece {
        let start = index
        let name = text[(start + 2)...].prefix(while: ShellName.isPart)
        var next = name.endIndex
        guard next < text.count else { throw .unterminated(start) }
        let isName = name.first.map(ShellName.isStart) ?? false
        if isName, text[next] == "}" {
            index = next + 1
            return .variable(String(name))
        }
        let hasColon = text[next] == ":"
        if hasColon { next += 1 }
        guard isName, next < text.count, "-+?=".unicodeScalars.contains(text[next]) else {
            return try unevaluated(name, hasColon: hasColon, start)
        }
        let sign = text[next]
        if sign == "=" { throw .program("a reference that sets a key, ${…=…}", start) }
        guard depth < DotenvReader.maximumDepth else { throw .program("references nested too deep", start) }
        index = next + 1
        depth += 1
        defer { depth -= 1 }
        let pieces = try conditionalWord(&word, inQuotes: inQuotes, opening: start)
        return .conditional(name: String(name), sign: sign, emptyCountsAsUnset: hasColon, word: pieces)
    }

    private mutating func conditionalWord(
        _ word: inout ShellWord, inQuotes: Bool, opening: Int
    ) throws(ShellFailure) -> [ShellWord.Piece] {
        var (pieces, plain) = ([ShellWord.Piece](), [Unicode.Scalar]())
        while let scalar = current, scalar != "}" {
            if !"\\'\"$`~".unicodeScalars.contains(scalar) || (scalar == "'" && inQuotes) || (scalar == "~" && inQuotes)
            {
                plain.append(scalar)
                index += 1
                continue
            }
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = []
            switch scalar {
            case "\\":
                guard let next = peek() else { throw .unterminated(opening) }
                if inQuotes, !"$`\"\\}\n".unicodeScalars.contains(next) { plain.append("\\") }
                if next != "\n" { plain.append(next) }
                index += 2
            case "'": plain += try singleQuoted()
            case "\"": pieces += try doubleQuoted(&word)
            case "~":
                // Only at the beginning is it a home; there and elsewhere it is too rare to tell them apart.
                pieces.append(.process(raw: ["~"], name: "~"))
                index += 1
            default: pieces += try dollar(&word, inQuotes: inQuotes)
            }
        }
        guard current == "}" else { throw .unterminated(opening) }
        index += 1
        return pieces + (plain.isEmpty ? [] : [.text(plain)])
    }

    /// Lengths, patterns, slices, positional parameters: a shell would know, and reading on is safe.
    private mutating func unevaluated(
        _ name: ArraySlice<Unicode.Scalar>, hasColon: Bool, _ start: Int
    ) throws(ShellFailure) -> ShellWord.Piece {
        let first = name.startIndex < text.count ? text[name.startIndex] : "}"
        let isKnownForm = !name.isEmpty || "#!@*?$-".unicodeScalars.contains(first)
        let next = name.endIndex < text.count ? text[name.endIndex] : "}"
        let isOperator = name.isEmpty || hasColon || "#%/^,@[}".unicodeScalars.contains(next)
        guard isKnownForm, isOperator else {
            throw ShellFailure(
                kind: .badReference, message: "a reference that the shell can't read: it stops here", index: start)
        }
        index = try ShellBrackets.end(of: start + 1, in: text)
        return .process(raw: Array(text[start..<index]), name: "${…}")
    }
}
