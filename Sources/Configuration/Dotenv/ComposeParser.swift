internal import Model

/// Reads a file as Docker Compose does; where Compose stops at the first error, this goes on to find the others.
struct ComposeParser {
    private var cursor: DotenvCursor
    private var expansion = ComposeExpansion()
    private var result = ConfigFile()
    private var firstPlaces: [String: SourceLocation] = [:]
    /// The line on which a quoted value ended last.
    private var lineOfQuoteEnd = 0

    init(_ scalars: [Unicode.Scalar], file: String) {
        cursor = DotenvCursor(scalars, file: file)
    }

    mutating func parse() -> ConfigFile {
        while true {
            cursor.skip { $0.properties.isWhitespace }
            guard let scalar = cursor.current else { return result }
            if scalar == "#" {
                _ = cursor.restOfLine()
                continue
            }
            guard result.entries.count < ConfigReader.maximumKeys else {
                report(.tooManyKeys, "more than \(ConfigReader.maximumKeys) keys", fix: "split the file")
                return result
            }
            guard expansion.hasRoom else {
                report(.expansionTooLarge, ComposeExpansion.tooLarge.message, fix: ComposeExpansion.tooLarge.fix)
                return result
            }
            readStatement()
        }
    }

    // MARK: Keys

    private mutating func readStatement() {
        let isTrailing = cursor.line == lineOfQuoteEnd
        if isTrailing {
            report(
                .trailingText, "text after the closing quote on the same line",
                fix: "put a comment sign before it, or escape the quotes in the value")
        }
        if cursor.stands("export", before: Self.isBlank) {
            for _ in 0..<6 { cursor.advance() }
            cursor.skip(while: Self.isBlank)
        }
        let place = cursor.location
        guard let (key, isBare) = readKey(at: place) else {
            _ = cursor.restOfLine()
            return
        }
        if !isBare {
            readValue(of: key, at: place)
        } else if !key.isEmpty, !isTrailing {
            result.bareKeys.append((key, place))
        }
    }

    /// The key and whether it stands alone, with the cursor behind its `=`; nil after a report.
    private mutating func readKey(at place: SourceLocation) -> (String, isBare: Bool)? {
        var name = String.UnicodeScalarView()
        var (pendingSpace, hasInnerSpace, isBare) = (false, false, true)
        while let scalar = cursor.current, scalar != "\n" {
            if scalar == "=" || scalar == ":" {
                isBare = false
                cursor.advance()
                break
            }
            if Self.isBlank(scalar) {
                pendingSpace = true
            } else if KeyName.isKeyScalar(scalar) {
                if pendingSpace, !name.isEmpty { hasInnerSpace = true }
                name.append(scalar)
            } else {
                report(.noKey, "a character that no key may contain", fix: Self.keyHelp)
                return nil
            }
            cursor.advance()
        }
        if hasInnerSpace {
            report(.noKey, "a space inside a key: this line is no KEY=value", fix: Self.keyHelp, at: place)
            return nil
        }
        if name.isEmpty, !isBare {
            report(.noKey, "no key before the separator", fix: Self.keyHelp, at: place)
            return nil
        }
        return (String(name), isBare)
    }

    private static let keyHelp =
        "write KEY=value, # before a comment, and quotes around a value of several lines"

    // MARK: Values

    private mutating func readValue(of key: String, at keyPlace: SourceLocation) {
        cursor.skip(while: Self.isBlank)
        let place = cursor.location
        let quote = cursor.current.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
        let text: [Unicode.Scalar]? = if let quote { readQuoted(quote, key) } else { readPlain(at: place) }
        guard let raw = text else { return }
        var value = ComposeExpansion.Expanded()
        if quote == "'" {
            value.text = String(String.UnicodeScalarView(raw))
            expansion.count(value.text)
        } else {
            reportCommands(in: raw, at: place)
            do throws(ComposeExpansion.Failure) {
                value = try expansion.expand(quote == nil ? raw : ComposeEscapes.resolved(raw))
            } catch {
                report(error.kind, error.message, fix: error.fix, at: place)
                return
            }
        }
        if value.text.utf8.contains(0) {
            return report(
                .nul, "an escape that stands for a NUL byte", fix: "no environment value can hold one", at: place)
        }
        keep(key, value, keyPlace, place, hadQuotes: quote != nil)
    }

    /// The rest of the line without its comment and the space at its end.
    private mutating func readPlain(at place: SourceLocation) -> [Unicode.Scalar] {
        let line = cursor.restOfLine()
        var end = line.endIndex
        for index in line.indices.dropFirst() where line[index] == "#" && line[index - 1] == " " {
            end = index - 1
            break
        }
        var value = line[..<end]
        while let last = value.last, last.properties.isWhitespace { value.removeLast() }
        if value.contains("\r") {
            report(
                .carriageReturn, "a carriage return inside the value",
                fix: "end lines with a line feed alone or with CRLF",
                at: place)
        }
        return Array(value)
    }

    /// What stands between the quotes, `\` before the quote removed; nil after a report.
    private mutating func readQuoted(_ quote: Unicode.Scalar, _ key: String) -> [Unicode.Scalar]? {
        let opening = cursor
        cursor.advance()
        var value: [Unicode.Scalar] = []
        var isEscaped = false
        while let scalar = cursor.current {
            cursor.advance()
            if isEscaped {
                isEscaped = false
                if scalar != quote { value.append("\\") }
                value.append(scalar)
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == quote {
                lineOfQuoteEnd = cursor.line
                return value
            } else {
                value.append(scalar)
            }
        }
        cursor = opening
        report(
            .unterminatedQuote, "the quote that opens the value of \(KeyName.shown(key)) is never closed",
            fix: "close it, or put a value that contains a quote into the other kind of quotes")
        _ = cursor.restOfLine()
        return nil
    }

    private mutating func keep(
        _ key: String, _ value: ComposeExpansion.Expanded, _ keyPlace: SourceLocation, _ place: SourceLocation,
        hadQuotes: Bool
    ) {
        if let first = firstPlaces[key] {
            result.add(
                ConfigProblem(
                    kind: .duplicateKey, location: keyPlace, otherLocation: first,
                    message:
                        "\(KeyName.shown(key)) is set again; it stands in line \(first.line) already, and the last one counts",
                    fix: "keep one of the two"))
        } else {
            firstPlaces[key] = keyPlace
        }
        expansion.define(key, value)
        result.entries.append(
            ConfigEntry(
                key: key, value: Secret(value.text), keyLocation: keyPlace, valueLocation: place, hadQuotes: hadQuotes,
                references: value.references, unresolved: value.unresolved))
    }

    /// Other readers of the same file would run what stands in `$(…)` or backticks.
    private mutating func reportCommands(in raw: [Unicode.Scalar], at place: SourceLocation) {
        for (index, scalar) in raw.enumerated() {
            let before: Unicode.Scalar? = index > 0 ? raw[index - 1] : nil
            let opensParenthesis = index + 1 < raw.count && raw[index + 1] == "("
            let isCommand =
                scalar == "`" ? before != "\\" : scalar == "$" && opensParenthesis && before != "\\" && before != "$"
            guard isCommand else { continue }
            return report(
                .commandSubstitution, "a command substitution, which some readers execute",
                fix: "write the value itself, in single quotes where the characters belong to it", at: place)
        }
    }

    private mutating func report(
        _ kind: ConfigProblem.Kind, _ message: String, fix: String, at place: SourceLocation? = nil
    ) {
        result.add(ConfigProblem(kind: kind, location: place ?? cursor.location, message: message, fix: fix))
    }

    // MARK: Characters

    /// White space that doesn't end a line.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{A0}": true
        default: false
        }
    }
}
