internal import Model

/// Reads a file as Docker Compose does; where Compose stops at the first error, this goes on to find the others.
struct ComposeParser {
    private var cursor: DotenvCursor
    private var known = KnownValues()
    private var result = EntryCollector()
    /// The line on which a quoted value ended last.
    private var lineOfQuoteEnd = 0

    init(_ scalars: [Unicode.Scalar], file: String) {
        cursor = DotenvCursor(scalars, file: file)
    }

    mutating func parse() -> ConfigFile {
        while true {
            cursor.skip { $0.properties.isWhitespace }
            guard let scalar = cursor.current else { return result.file }
            if scalar == "#" {
                _ = cursor.restOfLine()
                continue
            }
            guard result.hasRoom(at: cursor.location) else { return result.file }
            guard known.hasRoom else {
                result.report(ExpansionFailure.tooLarge, at: cursor.location)
                return result.file
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
            result.keepBare(key, at: place)
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
        var value = ExpandedValue()
        if quote == "'" {
            value.text = String(raw)
            known.count(value.text)
        } else {
            if CommandText.isMentioned(in: raw) {
                report(.commandSubstitution, CommandText.problem.message, fix: CommandText.problem.fix, at: place)
            }
            do throws(ExpansionFailure) {
                value = try known.build { (known, builder) throws(ExpansionFailure) in
                    try ComposeExpansion.expand(
                        (quote == nil ? raw : ComposeEscapes.resolved(raw))[...], known, into: &builder)
                }
            } catch {
                return result.report(error, at: place)
            }
        }
        if value.text.utf8.contains(0) {
            return report(
                .nul, "an escape that stands for a NUL byte", fix: "no environment value can hold one", at: place)
        }
        known.define(key, value)
        result.keep(
            ConfigEntry(
                key: key, value: Secret(value.text), keyLocation: keyPlace, valueLocation: place,
                hadQuotes: quote != nil, references: value.references, unresolved: value.unresolved))
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

    private mutating func report(
        _ kind: ConfigProblem.Kind, _ message: String, fix: String, at place: SourceLocation? = nil
    ) {
        result.report(kind, message, fix: fix, at: place ?? cursor.location)
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
