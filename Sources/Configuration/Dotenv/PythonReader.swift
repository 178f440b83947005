internal import Model

/// Reads a file as python-dotenv does: `${NAME}` and `${NAME:-default}` even in single quotes, and a line that can't be
/// read is passed over with a warning.
struct PythonReader {
    private let text: PlacedText
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var known = KnownValues()
    private var result = EntryCollector()

    init(_ file: PlacedText) {
        text = PlacedText(normalizing: file)
        scalars = text.scalars
    }

    /// What can't be read; by then it has been reported.
    private struct Unreadable: Error {}

    mutating func read() -> ConfigFile {
        while true {
            skip(while: Self.isSpace)
            guard index < scalars.count else { return result.file }
            let place = text.location(at: index)
            guard result.hasRoom(at: place) else { return result.file }
            guard known.hasRoom else {
                result.report(.tooLarge, at: place)
                return result.file
            }
            do { try readBinding() } catch { skip { $0 != "\n" } }
        }
    }

    private mutating func readBinding() throws(Unreadable) {
        let start = index
        skipExport()
        let keyStart = index
        let key = try readKey(lineStart: start)
        let keyPlace = text.location(at: keyStart)
        skip(while: Self.isBlank)
        var value: (raw: [Unicode.Scalar], hadQuotes: Bool, place: SourceLocation, isPlain: Bool)?
        if key != nil, current == "=" {
            let equals = index
            index += 1
            skip(while: Self.isBlank)
            let isComment = index > equals + 1 && current == "#"
            let (place, quote) = (text.location(at: index), current)
            let (raw, hadQuotes) = isComment ? ([], false) : try readValue()
            value = (raw, hadQuotes, place, quote != "'")
        }
        skip(while: Self.isBlank)
        if current == "#" { skip { $0 != "\n" } }
        guard current == nil || current == "\n" else { throw unreadable("text after the value", at: index) }
        guard let key else { return }
        guard let value else {
            known.define(key, ExpandedValue())
            return result.keepWithdrawing(key, at: keyPlace)
        }
        if value.isPlain, CommandText.isMentioned(in: value.raw) {
            result.report(
                .commandSubstitution, CommandText.problem.message, fix: CommandText.problem.fix, at: value.place)
        }
        keep(key, value.raw, at: keyPlace, value.place, hadQuotes: value.hadQuotes)
    }

    private mutating func keep(
        _ key: String, _ raw: [Unicode.Scalar], at keyPlace: SourceLocation, _ place: SourceLocation, hadQuotes: Bool
    ) {
        do throws(ExpansionFailure) {
            let value = try known.build { (known, builder) throws(ExpansionFailure) in
                try Self.expand(raw, known, into: &builder)
            }
            known.define(key, value)
            result.checkName(key, at: keyPlace)
            result.keep(
                ConfigEntry(
                    key: key, value: Secret(value.text), keyLocation: keyPlace, valueLocation: place,
                    hadQuotes: hadQuotes, references: value.references, unresolved: value.unresolved))
        } catch {
            result.report(error, at: place)
        }
    }

    // MARK: Keys and values

    private mutating func skipExport() {
        let word = index + 6
        guard word < scalars.count, Self.isBlank(scalars[word]), text[index..<word] == "export" else { return }
        index = word
        skip(while: Self.isBlank)
    }

    /// The key; nil before a comment.
    private mutating func readKey(lineStart: Int) throws(Unreadable) -> String? {
        if current == "#" { return nil }
        let start = index
        if current == "'" {
            index += 1
            skip { $0 != "'" }
            guard index > start + 1, index < scalars.count else {
                index = start
                throw unreadable("a key in quotes that is empty or never ends", at: start)
            }
            index += 1
            return text[(start + 1)..<(index - 1)]
        }
        skip { $0 != "=" && $0 != "#" && !Self.isSpace($0) }
        guard index > start else { throw unreadable("no key before the separator", at: lineStart) }
        return text[start..<index]
    }

    private mutating func readValue() throws(Unreadable) -> ([Unicode.Scalar], Bool) {
        guard let quote = current, quote == "'" || quote == "\"" else {
            let start = index
            skip { $0 != "\n" }
            return (Self.withoutComment(scalars[start..<index]), false)
        }
        let opening = index
        index += 1
        while let scalar = current, scalar != quote { index += scalar == "\\" ? 2 : 1 }
        guard index < scalars.count else {
            index = opening
            throw unreadable("a quote that is never closed", at: opening)
        }
        index += 1
        return (Self.unescaped(scalars[(opening + 1)..<(index - 1)], quote), true)
    }

    private mutating func unreadable(
        _ what: String, at place: Int
    ) -> Unreadable {
        result.report(
            .ignored, "\(what): python passes over the line with a warning",
            fix: "write KEY=value, # before a comment, and nothing behind a closing quote", at: text.location(at: place)
        )
        return Unreadable()
    }

    private static func withoutComment(_ raw: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        var value = raw
        for index in raw.indices.dropFirst() where raw[index] == "#" && isSpace(raw[index - 1]) {
            value = raw[..<index]
            break
        }
        while let last = value.last, isSpace(last) { value.removeLast() }
        return Array(value)
    }

    private static func unescaped(_ raw: ArraySlice<Unicode.Scalar>, _ quote: Unicode.Scalar) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var index = raw.startIndex
        while index < raw.endIndex {
            if raw[index] == "\\", index + 1 < raw.endIndex,
                let plain = (quote == "\"" ? doubleEscapes : singleEscapes)[raw[index + 1]]
            {
                result.append(plain)
                index += 2
            } else {
                result.append(raw[index])
                index += 1
            }
        }
        return result
    }

    private static let singleEscapes: [Unicode.Scalar: Unicode.Scalar] = ["\\": "\\", "'": "'"]
    private static let doubleEscapes: [Unicode.Scalar: Unicode.Scalar] = [
        "\\": "\\", "'": "'", "\"": "\"", "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t",
        "v": "\u{0B}",
    ]

    // MARK: References

    /// A default counts only for a key that is not there at all: an empty one stays empty.
    private static func expand(
        _ raw: [Unicode.Scalar], _ known: KnownValues, into result: inout ValueBuilder
    ) throws(ExpansionFailure) {
        var index = 0
        // Without another brace ahead no reference can end; looked for once, lest `${${${…` take for ever.
        let lastBrace = raw.lastIndex(of: "}") ?? -1
        while index < raw.count {
            guard raw[index] == "$", index + 1 < raw.count, raw[index + 1] == "{", index < lastBrace else {
                try result.append(raw[index])
                index += 1
                continue
            }
            let name = raw[(index + 2)...].prefix { $0 != "}" && $0 != ":" }
            let rest = raw[name.endIndex...]
            if rest.first == "}" {
                try result.refer(to: String(name), known)
                index = name.endIndex + 1
            } else if rest.starts(with: [":", "-"]), let end = rest.firstIndex(of: "}") {
                if known[String(name)] != nil {
                    try result.refer(to: String(name), known)
                } else {
                    result.consult(String(name), known)
                    try result.append(String(rest[(rest.startIndex + 2)..<end]))
                }
                index = end + 1
            } else {
                try result.append(raw[index])
                index += 1
            }
        }
    }

    // MARK: Characters

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
        while let scalar = current, condition(scalar) { index += 1 }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar != "\n" && isSpace(scalar) }

    /// What Python calls white space: Unicode's, and the four separators of ASCII.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        ("\u{1C}"..."\u{1F}").contains(scalar) || scalar.properties.isWhitespace
    }
}
