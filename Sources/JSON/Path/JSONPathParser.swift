/// A parser by recursive descent over the grammar of RFC 9535, appendix A; how deep it descends is bounded.
struct JSONPathParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    /// Parentheses, negations, calls and filters that are open.
    var depth = 0

    static let maximumDepth = 100
    static let maximumLength = 65_536

    init(_ text: String) {
        scalars = Array(text.unicodeScalars.prefix(Self.maximumLength + 1))
    }

    /// The whole text as one query from the root.
    mutating func query() throws(JSONPathError) -> [Segment] {
        guard scalars.count <= Self.maximumLength else {
            throw fault(
                "the query is longer than the limit of \(Self.maximumLength) characters", at: Self.maximumLength)
        }
        guard skip("$") else {
            throw fault(
                isBlank(peek) ? "a query must not begin with a blank" : "a query begins with '$', not with \(found)")
        }
        let segments = try segments()
        guard peek == nil else {
            throw fault(
                isBlank(peek)
                    ? "a query must not end with a blank" : "found \(found) where a segment or the end should come")
        }
        return segments
    }

    /// Segments as long as there are any; blanks after the last are left alone.
    mutating func segments() throws(JSONPathError) -> [Segment] {
        var segments: [Segment] = []
        while true {
            let end = position
            skipBlanks()
            if skip(".", ".") {
                let selectors = peek == "[" ? try bracketed() : [try shorthand(after: "'..'")]
                segments.append(Segment(scope: .descendants, selectors: selectors))
            } else if skip(".") {
                segments.append(Segment(scope: .children, selectors: [try shorthand(after: "'.'")]))
            } else if peek == "[" {
                segments.append(Segment(scope: .children, selectors: try bracketed()))
            } else {
                position = end
                return segments
            }
        }
    }

    /// A name without quotes, or `*`.
    private mutating func shorthand(after dots: String) throws(JSONPathError) -> Selector {
        if skip("*") { return .wildcard }
        let start = position
        while let scalar = peek, isNameStart(scalar) || (position > start && isDigit(scalar)) { position += 1 }
        guard position > start else {
            throw fault("found \(found) where a name or '*' should follow \(dots); other names need ['…']")
        }
        return .name(text(from: start))
    }

    private mutating func bracketed() throws(JSONPathError) -> [Selector] {
        position += 1
        var selectors: [Selector] = []
        repeat {
            skipBlanks()
            selectors.append(try selector())
            skipBlanks()
        } while skip(",")
        guard skip("]") else { throw fault("found \(found) where ',' or ']' should come") }
        return selectors
    }

    private mutating func selector() throws(JSONPathError) -> Selector {
        switch peek {
        case "'", "\"": return .name(try string())
        case "*":
            position += 1
            return .wildcard
        case "?":
            position += 1
            skipBlanks()
            return .filter(try nested { (parser) throws(JSONPathError) in try parser.or() })
        case ":", "-": return try indexOrSlice()
        case let scalar? where isDigit(scalar): return try indexOrSlice()
        case "]": throw fault("brackets need a selector")
        default: throw fault("found \(found) where a selector should come: 'name', *, an index, a slice or ?filter")
        }
    }

    private mutating func indexOrSlice() throws(JSONPathError) -> Selector {
        let start = peek == ":" ? nil : try integer()
        let end = position
        skipBlanks()
        guard skip(":") else {
            position = end
            return .index(start ?? 0)
        }
        skipBlanks()
        let stop = startsInteger ? try integer() : nil
        let stopEnd = position
        skipBlanks()
        guard skip(":") else {
            position = stopEnd
            return .slice(start: start, end: stop, step: 1)
        }
        let colonEnd = position
        skipBlanks()
        guard startsInteger else {
            position = colonEnd
            return .slice(start: start, end: stop, step: 1)
        }
        return .slice(start: start, end: stop, step: try integer())
    }

    /// Parses what lies one level deeper, unless that is too deep.
    mutating func nested<Part>(
        _ parse: (inout JSONPathParser) throws(JSONPathError) -> Part
    ) throws(JSONPathError) -> Part {
        guard depth < Self.maximumDepth else {
            throw fault(
                "filters, parentheses and calls are nested deeper than the limit of \(Self.maximumDepth) levels")
        }
        depth += 1
        defer { depth -= 1 }
        return try parse(&self)
    }
}

// MARK: - The cursor

extension JSONPathParser {
    /// The character at the cursor, `nil` at the end.
    var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// Steps over these characters, if all of them come next.
    mutating func skip(_ expected: Unicode.Scalar...) -> Bool {
        guard scalars[position...].starts(with: expected) else { return false }
        position += expected.count
        return true
    }

    mutating func skipBlanks() {
        while isBlank(peek) { position += 1 }
    }

    func isBlank(_ scalar: Unicode.Scalar?) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_" || scalar.value >= 0x80
    }

    func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<position])
        return String(text)
    }

    /// What stands at the cursor, in words.
    var found: String {
        guard let scalar = peek else { return "the end" }
        return isBlank(scalar) ? "a blank" : "'\(scalar)'"
    }

    func fault(_ sentence: String, at offset: Int? = nil) -> JSONPathError {
        .invalid(offset: offset ?? position, sentence: sentence)
    }
}
