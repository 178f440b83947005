internal import Model

/// Reads a file as the gem dotenv for Ruby does (version 3): references `$NAME` and `${NAME}`, `\` before any character
/// but `$` removed outside single quotes, and commands, which are not run here.
struct RubyReader {
    private static let grammar = LineGrammar(
        isBlank: isBlank, isLineEnd: { $0 == "\n" },
        isKey: { scalar in
            switch scalar {
            case "A"..."Z", "a"..."z", "0"..."9", "_", ".": true
            default: false
            }
        }, quotes: ["'", "\""], needsSeparator: false)

    private let text: PlacedText
    private var known = KnownValues()
    private var result = EntryCollector()

    init(_ file: PlacedText) { text = PlacedText(normalizing: file) }

    mutating func read() -> ConfigFile {
        var position = 0
        while let match = Self.grammar.next(in: text.scalars, from: position) {
            DroppedLines.report(position..<match.start, of: text, reader: "ruby", into: &result)
            let place = text.location(at: match.key.lowerBound)
            guard result.hasRoom(at: place) else { return result.file }
            guard known.hasRoom else {
                result.report(.tooLarge, at: place)
                return result.file
            }
            if match.isExported, match.value == nil {
                reportUnset(match, at: place)
            } else {
                keep(match, at: place)
            }
            position = match.end
        }
        DroppedLines.report(position..<text.scalars.count, of: text, reader: "ruby", into: &result)
        return result.file
    }

    private mutating func reportUnset(_ match: LineGrammar.Match, at place: SourceLocation) {
        guard known[text[match.key]] == nil else { return }
        result.report(
            .syntax, "ruby refuses an export without a value, of a key that is not set above",
            fix: "give it a value, or remove the line", at: place)
    }

    private mutating func keep(_ match: LineGrammar.Match, at keyPlace: SourceLocation) {
        let key = text[match.key]
        let range = match.value ?? match.key.upperBound..<match.key.upperBound
        let raw = Self.trimmed(text.scalars[range])
        let place = text.location(
            at: raw.isEmpty ? match.separatorEnd ?? range.lowerBound : raw.startIndex)
        let quote = raw.count > 1 && raw.first == raw.last && (raw.first == "'" || raw.first == "\"") ? raw.first : nil
        if quote == nil, let first = raw.first, Self.grammar.quotes.contains(first) {
            result.reportLooseQuote(reader: "ruby", at: place)
        }
        let inner = Array(quote == nil ? raw : raw.dropFirst().dropLast())
        var value = ExpandedValue()
        if quote == "'" {
            value.text = String(inner)
            known.count(value.text)
        } else {
            if CommandText.isMentioned(in: inner) {
                result.report(
                    .commandSubstitution, CommandText.problem.message, fix: CommandText.problem.fix, at: place)
            }
            let isLegacy = known["DOTENV_LINEBREAK_MODE"]?.text == "legacy"
            let plain = Self.unescaped(inner, quote == nil ? .asWritten : isLegacy ? .broken : .kept)
            do throws(ExpansionFailure) {
                value = try known.build { (known, builder) throws(ExpansionFailure) in
                    try RubyExpansion(plain).expand(known, into: &builder)
                }
            } catch {
                return result.report(error, at: place)
            }
        }
        known.define(key, value)
        result.keep(
            ConfigEntry(
                key: key, value: Secret(value.text), keyLocation: keyPlace, valueLocation: place,
                hadQuotes: quote != nil, references: value.references, unresolved: value.unresolved))
    }

    /// What becomes of `\n` and `\r`: in double quotes they are kept since version 3, and broken in legacy mode;
    /// without quotes they lose their backslash as everything does.
    private enum LineBreaks { case asWritten, kept, broken }

    /// The text without the backslashes that stand before anything but `$`.
    private static func unescaped(_ raw: [Unicode.Scalar], _ lineBreaks: LineBreaks) -> [Unicode.Scalar] {
        var broken: [Unicode.Scalar] = []
        var index = 0
        while index < raw.count {
            let next = index + 1 < raw.count ? raw[index + 1] : nil
            if raw[index] == "\\", let next, next == "n" || next == "r", lineBreaks != .asWritten {
                broken += lineBreaks == .broken ? [next == "n" ? "\n" : "\r"] : ["\\", "\\", next]
                index += 2
            } else {
                broken.append(raw[index])
                index += 1
            }
        }
        var result: [Unicode.Scalar] = []
        index = 0
        while index < broken.count {
            if broken[index] == "\\", index + 1 < broken.count, broken[index + 1] != "$" { index += 1 }
            result.append(broken[index])
            index += 1
        }
        return result
    }

    private static func trimmed(_ raw: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var result = raw.drop(while: isBlank)
        while let last = result.last, isBlank(last) { result.removeLast() }
        return result
    }

    @Sendable private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\r", "\u{0B}", "\u{0C}": true
        default: false
        }
    }
}
