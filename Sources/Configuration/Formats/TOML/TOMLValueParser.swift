internal import Model

/// Reads keys and values of TOML at a cursor.
struct TOMLValueParser {
    struct Key {
        var text: String
        var index: Int
    }

    let text: PlacedText
    let scalars: [Unicode.Scalar]
    var index = 0

    init(_ text: PlacedText) {
        self.text = text
        scalars = text.scalars
    }

    var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    var next: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }

    private func failure(_ message: String, fix: String, at place: Int? = nil, isFinal: Bool = false) -> TOMLFailure {
        TOMLFailure(message: message, fix: fix, index: place ?? index, isFinal: isFinal)
    }

    // MARK: Between values

    mutating func skipBlanks() { while current == " " || current == "\t" { index += 1 } }

    mutating func skipLine() {
        while let scalar = current, scalar != "\n" {
            _ = scalar
            index += 1
        }
    }

    private var isAtLineEnd: Bool { current == "\n" || current == "\r" && next == "\n" }

    mutating func skipBlankLines() {
        while true {
            skipBlanks()
            guard isAtLineEnd else { return }
            index += current == "\r" ? 2 : 1
        }
    }

    /// A comment and the end of the line, or nothing but the latter.
    mutating func endLine() throws(TOMLFailure) {
        skipBlanks()
        try comment()
        guard current == nil || isAtLineEnd else {
            throw failure("text behind the value", fix: "put a # before a comment, and quotes around a text")
        }
    }

    private mutating func comment() throws(TOMLFailure) {
        guard current == "#" else { return }
        while let scalar = current, !isAtLineEnd {
            guard !Self.isControl(scalar) else { throw failure("a control character in a comment", fix: "remove it") }
            index += 1
        }
    }

    // MARK: Keys

    mutating func dottedKey() throws(TOMLFailure) -> [Key] {
        var parts: [Key] = []
        while true {
            parts.append(try key())
            skipBlanks()
            guard current == "." else { return parts }
            guard parts.count < ConfigReader.maximumDepth else {
                throw failure("nested more than \(ConfigReader.maximumDepth) levels deep", fix: "nest less")
            }
            index += 1
            skipBlanks()
        }
    }

    private mutating func key() throws(TOMLFailure) -> Key {
        let start = index
        if current == "\"" || current == "'" {
            guard !isMultiline else { throw failure("a key in three quotes", fix: "write one quote") }
            return Key(text: try TOMLStrings.single(scalars, &index), index: start)
        }
        while let scalar = current, Self.isBare(scalar) { index += 1 }
        guard index > start else {
            throw failure("not a key", fix: "write key = \"value\", with letters, digits, _ and -, or a key in quotes")
        }
        return Key(text: text[start..<index], index: start)
    }

    private static func isBare(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "_", "-": true
        default: false
        }
    }

    // MARK: Values

    private var isMultiline: Bool {
        index + 2 < scalars.count && scalars[index + 1] == scalars[index] && scalars[index + 2] == scalars[index]
    }

    mutating func value(depth: Int) throws(TOMLFailure) -> TOMLValue {
        guard depth <= ConfigReader.maximumDepth else {
            throw failure("nested more than \(ConfigReader.maximumDepth) levels deep", fix: "nest less", isFinal: true)
        }
        let place = text.location(at: index)
        switch current {
        case "\"", "'":
            let string =
                isMultiline ? try TOMLStrings.multiline(scalars, &index) : try TOMLStrings.single(scalars, &index)
            return .scalar(Scalar(string, isQuoted: true), place)
        case "[": return .array(try array(depth: depth), place)
        case "{": return .table(try inlineTable(depth: depth))
        default:
            let start = index
            while let scalar = current, Self.isBare(scalar) || scalar == "." || scalar == "+" || scalar == ":" {
                index += 1
            }
            // One space may part a date from its time.
            if current == " ", TOMLScalar.isDate(text[start..<index]), let digit = next, ("0"..."9").contains(digit) {
                index += 1
                while let scalar = current, Self.isBare(scalar) || ".+:".unicodeScalars.contains(scalar) { index += 1 }
            }
            let word = text[start..<index]
            guard TOMLScalar.isValid(word) else {
                throw failure(
                    "no value of TOML: not a text in quotes, a number, true, false or a date",
                    fix: "put a text into quotes", at: start)
            }
            return .scalar(Scalar(TOMLScalar.plain(word)), place)
        }
    }

    private mutating func array(depth: Int) throws(TOMLFailure) -> [TOMLValue] {
        let start = index
        index += 1
        var elements: [TOMLValue] = []
        while true {
            try skipInArray()
            if current == "]" { break }
            guard current != nil else { throw unclosed(start) }
            elements.append(try value(depth: depth + 1))
            try skipInArray()
            if current == "," { index += 1 } else if current != "]" { break }
        }
        guard current == "]" else {
            if current == nil { throw unclosed(start) }
            throw failure("neither , nor ] behind an element", fix: "write [1, 2]")
        }
        index += 1
        return elements
    }

    private func unclosed(_ start: Int) -> TOMLFailure {
        failure("a bracket that is never closed", fix: "close it", at: start, isFinal: true)
    }

    private mutating func skipInArray() throws(TOMLFailure) {
        while true {
            skipBlankLines()
            guard current == "#" else { return }
            try comment()
        }
    }

    private mutating func inlineTable(depth: Int) throws(TOMLFailure) -> TOMLTable {
        let start = index
        let table = TOMLTable(.inline, at: text.location(at: start))
        index += 1
        skipBlanks()
        if current == "}" {
            index += 1
            return table
        }
        while true {
            skipBlanks()
            try pair(of: table, depth: depth)
            skipBlanks()
            if current == "," {
                index += 1
                continue
            }
            guard current == "}" else {
                throw failure("neither , nor } behind a member", fix: "write {a = 1, b = 2} on one line", at: index)
            }
            index += 1
            return table
        }
    }

    private mutating func pair(of table: TOMLTable, depth: Int) throws(TOMLFailure) {
        let parts = try dottedKey()
        guard current == "=" else { throw failure("no = behind the key", fix: "write {key = \"value\"}") }
        index += 1
        skipBlanks()
        let value = try value(depth: depth + parts.count)
        var parent = table
        for (number, part) in parts.enumerated() {
            let place = text.location(at: part.index)
            let isLast = number == parts.count - 1
            if isLast, parent[part.text] == nil {
                parent.add(part.text, value, at: place)
            } else if isLast {
                if case .scalar = parent[part.text]?.value, case .scalar = value {
                    parent.add(part.text, value, at: place)
                } else {
                    throw failure("a key that stands here already", fix: "keep one of the two", at: part.index)
                }
            } else if let member = parent[part.text] {
                guard case .table(let inner) = member.value, inner.origin == .dotted else {
                    throw failure("a key that stands here already", fix: "keep one of the two", at: part.index)
                }
                parent = inner
            } else {
                let inner = TOMLTable(.dotted, at: place)
                parent.add(part.text, .table(inner), at: place)
                parent = inner
            }
        }
    }

    /// What may stand nowhere but as an escape.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F
    }
}
