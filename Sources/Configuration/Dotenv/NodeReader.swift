internal import Model

/// Reads a file as the package dotenv for Node does (versions 16 and 17): no references, quotes `'`, `"` and `` ` ``,
/// and of escapes only `\n` and `\r` in double quotes.
enum NodeReader {
    private static let grammar = LineGrammar(
        isBlank: isBlank, isLineEnd: isLineEnd,
        isKey: { scalar in
            switch scalar {
            case "A"..."Z", "a"..."z", "0"..."9", "_", ".", "-": true
            default: false
            }
        }, quotes: ["'", "\"", "`"], needsSeparator: true)

    static func read(_ file: PlacedText) -> ConfigFile {
        let text = PlacedText(normalizing: file)
        var result = EntryCollector()
        var position = 0
        while let match = grammar.next(in: text.scalars, from: position) {
            DroppedLines.report(position..<match.start, of: text, reader: "node", into: &result)
            guard result.hasRoom(at: text.location(at: match.key.lowerBound)) else { return result.file }
            keep(match, text, into: &result)
            position = match.end
        }
        DroppedLines.report(position..<text.scalars.count, of: text, reader: "node", into: &result)
        return result.file
    }

    private static func keep(_ match: LineGrammar.Match, _ text: PlacedText, into result: inout EntryCollector) {
        let range = match.value ?? match.key.upperBound..<match.key.upperBound
        let raw = trimmed(text.scalars[range])
        let place = text.location(at: raw.isEmpty ? match.separatorEnd ?? range.lowerBound : raw.startIndex)
        if raw.first != "'", CommandText.isMentioned(in: raw) {
            result.report(
                .commandSubstitution, CommandText.problem.message, fix: CommandText.problem.fix, at: place)
        }
        let (inner, hadQuotes) = withoutQuotes(raw)
        if let first = raw.first, grammar.quotes.contains(first), !hadQuotes {
            result.reportLooseQuote(reader: "node", at: place)
        }
        result.keep(
            ConfigEntry(
                key: text[match.key], value: Secret(raw.first == "\"" ? withLineBreaks(inner) : String(inner)),
                keyLocation: text.location(at: match.key.lowerBound), valueLocation: place, hadQuotes: hadQuotes))
    }

    /// Takes off a pair of quotes around each line, or around all lines together.
    private static func withoutQuotes(_ raw: ArraySlice<Unicode.Scalar>) -> ([Unicode.Scalar], Bool) {
        var (result, hadQuotes) = ([Unicode.Scalar](), false)
        var index = raw.startIndex
        while index < raw.endIndex {
            let isLineStart = index == raw.startIndex || isLineEnd(raw[index - 1])
            if isLineStart, grammar.quotes.contains(raw[index]),
                let close = raw[(index + 1)...].indices.last(where: {
                    raw[$0] == raw[index] && ($0 + 1 == raw.endIndex || isLineEnd(raw[$0 + 1]))
                })
            {
                result += raw[(index + 1)..<close]
                hadQuotes = true
                index = close + 1
            } else {
                result.append(raw[index])
                index += 1
            }
        }
        return (result, hadQuotes)
    }

    private static func withLineBreaks(_ raw: [Unicode.Scalar]) -> String {
        // First every \n, then every \r, as two searches do: they can't meet.
        var result = String.UnicodeScalarView()
        var index = 0
        while index < raw.count {
            let next = index + 1 < raw.count ? raw[index + 1] : nil
            if raw[index] == "\\", next == "n" || next == "r" {
                result.append(next == "n" ? "\n" : "\r")
                index += 2
            } else {
                result.append(raw[index])
                index += 1
            }
        }
        return String(result)
    }

    private static func trimmed(_ raw: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var result = raw.drop(while: isBlank)
        while let last = result.last, isBlank(last) { result.removeLast() }
        return result
    }

    /// What JavaScript calls white space.
    @Sendable private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{FEFF}" || scalar != "\u{85}" && scalar.properties.isWhitespace
    }

    @Sendable private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
