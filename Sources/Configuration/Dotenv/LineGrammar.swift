/// The grammar that dotenv for Node and dotenv for Ruby share: lines are searched for in the text, and what lies
/// between them is passed over.
///
///     line:  [export] KEY (= | :␠) [value] [# comment]
///
/// Blanks include line feeds, so a key and its `=`, and `=` and an opening quote, may stand on different lines. Where a
/// quote is not closed in a way that lets the line end after it, the quote is a character like any other.
struct LineGrammar: Sendable {
    struct Match {
        /// The line's first character.
        var start: Int
        var isExported: Bool
        var key: Range<Int>
        /// Nil for a key that stands alone.
        var separatorEnd: Int?
        /// Nil where nothing follows the separator.
        var value: Range<Int>?
        /// Where the next search begins.
        var end: Int
    }

    let isBlank: @Sendable (Unicode.Scalar) -> Bool
    let isLineEnd: @Sendable (Unicode.Scalar) -> Bool
    let isKey: @Sendable (Unicode.Scalar) -> Bool
    let quotes: [Unicode.Scalar]
    /// False where a key may stand alone, for an empty value.
    let needsSeparator: Bool

    func next(in text: [Unicode.Scalar], from: Int) -> Match? {
        var start = from
        while start < text.count {
            if start == 0 || isLineEnd(text[start - 1]) {
                let first = skip(isBlank, in: text, from: start)
                if let match = match(in: text, at: first, start: start) { return match }
                // Every line that begins in the blanks would come to the same end.
                start = max(first, start)
            }
            start = skip({ !isLineEnd($0) }, in: text, from: start) + 1
        }
        return nil
    }

    private func match(in text: [Unicode.Scalar], at first: Int, start: Int) -> Match? {
        let word = first + 6
        if word < text.count, isBlank(text[word]), String(text[first..<word]) == "export",
            let match = matchKey(in: text, at: skip(isBlank, in: text, from: word), start: start, isExported: true)
        {
            return match
        }
        return matchKey(in: text, at: first, start: start, isExported: false)
    }

    private func matchKey(in text: [Unicode.Scalar], at first: Int, start: Int, isExported: Bool) -> Match? {
        let end = skip(isKey, in: text, from: first)
        guard end > first else { return nil }
        var match = Match(start: start, isExported: isExported, key: first..<end, end: end)
        let next = skip(isBlank, in: text, from: end)
        if next < text.count, text[next] == "=" {
            match.separatorEnd = next + 1
        } else if end + 1 < text.count, text[end] == ":", isBlank(text[end + 1]) {
            match.separatorEnd = end + 2
        } else if needsSeparator {
            return nil
        }
        guard let separatorEnd = match.separatorEnd else {
            guard let lineEnd = tail(in: text, from: end) else { return nil }
            match.end = lineEnd
            return match
        }
        return matchValue(in: text, from: separatorEnd, match)
    }

    private func matchValue(in text: [Unicode.Scalar], from start: Int, _ line: Match) -> Match? {
        var match = line
        let first = skip(isBlank, in: text, from: start)
        if first < text.count, quotes.contains(text[first]) {
            for close in closings(in: text, of: first) {
                guard let end = tail(in: text, from: close + 1) else { continue }
                (match.value, match.end) = (start..<(close + 1), end)
                return match
            }
        }
        let end = skip({ $0 != "#" && $0 != "\n" && $0 != "\r" }, in: text, from: start)
        if end > start { match.value = start..<end }
        guard let lineEnd = tail(in: text, from: end) else { return nil }
        match.end = lineEnd
        return match
    }

    /// Where a quoted value may end, the likeliest first: at the first quote without a backslash, else at one that has
    /// one, the last of these first.
    private func closings(in text: [Unicode.Scalar], of opening: Int) -> [Int] {
        let quote = text[opening]
        var escaped: [Int] = []
        var index = opening + 1
        while index < text.count, text[index] != quote {
            if text[index] == "\\", index + 1 < text.count, text[index + 1] == quote {
                escaped.append(index + 1)
                index += 1
            }
            index += 1
        }
        return (index < text.count ? [index] : []) + escaped.reversed()
    }

    /// Where the line ends if only blanks and a comment follow; nil if anything else does.
    private func tail(in text: [Unicode.Scalar], from start: Int) -> Int? {
        let end = skip(isBlank, in: text, from: start)
        guard end < text.count else { return end }
        if text[end] == "#" { return skip({ !isLineEnd($0) }, in: text, from: end) }
        return (start..<end).last { isLineEnd(text[$0]) }
    }

    private func skip(_ condition: (Unicode.Scalar) -> Bool, in text: [Unicode.Scalar], from start: Int) -> Int {
        var index = start
        while index < text.count, condition(text[index]) { index += 1 }
        return index
    }
}
