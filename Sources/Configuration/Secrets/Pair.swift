/// A name and a value found within a text.
struct Pair {
    var key: Bytes
    var value: Bytes
    var isQuoted: Bool

    /// In bytes: a longer value is cut, so that pairs within pairs can't make the search take long.
    private static let longest = 4_096

    /// Every `name=value`, `name: value`, `"name": "value"` and `'name' => 'value'` in a line.
    static func all(in text: Bytes) -> [Pair] {
        var pairs: [Pair] = []
        var index = text.startIndex
        // Where the last value without quotes ends: one that begins within it ends there too.
        var end = text.startIndex
        while index < text.endIndex, pairs.count < 2_000 {
            let byte = text[index]
            guard byte == 0x3D || byte == 0x3A, let pair = pair(in: text, at: index, &end) else {
                index += 1
                continue
            }
            pairs.append(pair)
            // The value may hold pairs itself: `CMD=run --token=…`, `"url": "Server=…;Password=…"`.
            index = max(index + 1, pair.value.startIndex)
        }
        return pairs
    }

    private static func pair(in text: Bytes, at separator: Int, _ known: inout Int) -> Pair? {
        var end = separator
        while end > text.startIndex, text[end - 1] == 0x20, separator - end < 40 { end -= 1 }
        if end > text.startIndex, text[end - 1] == 0x5C { end -= 1 }
        var hasQuotes = false
        if end > text.startIndex, ASCII.isQuote(text[end - 1]) {
            end -= 1
            hasQuotes = true
            if end > text.startIndex, text[end - 1] == 0x5C { end -= 1 }
        }
        var start = end
        while start > text.startIndex, ASCII.isName(text[start - 1]), end - start < 128 { start -= 1 }
        guard start < end, text[start..<end].contains(where: { ASCII.isLetter($0) || $0 == 0x5F }) else { return nil }
        // `Key name=…` of a connection string is read by its last word.
        var value = separator + 1
        if value < text.endIndex, text[separator] == 0x3D, text[value] == 0x3E {
            value += 1
        } else if value < text.endIndex, text[separator] == 0x3A, text[value] == 0x3D {
            value += 1
        }
        if value < text.endIndex, text[value] == 0x3D { return nil }
        let isColon = text[separator] == 0x3A
        let gap = value
        while value < text.endIndex, text[value] == 0x20 || text[value] == 0x09 { value += 1 }
        guard value < text.endIndex else { return nil }
        if text[value] == 0x5C, value + 1 < text.endIndex, ASCII.isQuote(text[value + 1]) { value += 1 }
        let isOpen = ASCII.isQuote(text[value])
        // `host:port`, `http://`, `12:30`: a colon alone is none.
        if isColon, !hasQuotes, !isOpen, value == gap { return nil }
        if isOpen {
            let quote = text[value]
            var close = value + 1
            let last = min(text.endIndex, value + longest)
            while close < last, text[close] != quote {
                close += text[close] == 0x5C && close + 1 < text.endIndex && text[close + 1] != quote ? 2 : 1
            }
            close = min(close, last)
            var inside = text[(value + 1)..<close]
            if inside.last == 0x5C { inside = inside.dropLast() }
            return Pair(key: text[start..<end], value: inside, isQuoted: true)
        }
        if value >= known {
            known = text[..<min(text.endIndex, value + longest)].run(from: value, while: Self.belongsToValue).endIndex
        }
        let run = text[value..<known]
        return run.isEmpty ? nil : Pair(key: text[start..<end], value: run, isQuoted: false)
    }

    private static func belongsToValue(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x26, 0x27, 0x29, 0x2C, 0x3B, 0x3C, 0x3E, 0x5D, 0x7D: false
        default: !ASCII.isSpace(byte)
        }
    }

    /// `define('NAME', 'text')`, `setenv("NAME", "text", 1)`: two texts in quotes within a call.
    static func arguments(in text: Bytes) -> [Pair] {
        guard let open = text.firstIndex(of: 0x28), let first = text[open...].firstIndex(where: ASCII.isQuote),
            text[(open + 1)..<first].allSatisfy(ASCII.isSpace),
            let close = ConfigLine.closing(text[first...]),
            let second = text[(close + 1)...].firstIndex(where: ASCII.isQuote),
            text[(close + 1)..<second].trimmed.text == ",", let end = ConfigLine.closing(text[second...])
        else { return [] }
        let key = text[(first + 1)..<close]
        return key.isEmpty || !key.allSatisfy(ASCII.isName)
            ? [] : [Pair(key: key, value: text[(second + 1)..<end], isQuoted: true)]
    }

    /// The settings of `Server=…;User Id=…;Password=…`: only `;` ends one, so that a password may hold what it likes.
    static func settings(in text: Bytes) -> [Pair]? {
        guard text.contains(0x3B), !text.contains(0x0A) else { return nil }
        let pairs = text.pieces { $0 == 0x3B }.prefix(64).compactMap { piece -> Pair? in
            guard let equals = piece.firstIndex(of: 0x3D) else { return nil }
            let key = piece[..<equals].trimmed
            guard !key.isEmpty, key.count <= 40,
                key.allSatisfy({ ASCII.isName($0) || $0 == 0x20 || $0 == 0x3A || $0 == 0x2F || $0 == 0x3F })
            else { return nil }
            return Pair(
                key: key.dropFirst(
                    key.lastIndex(where: { $0 == 0x2F || $0 == 0x3F }).map { $0 - key.startIndex + 1 } ?? 0),
                value: piece[(equals + 1)...].trimmed.unquoted, isQuoted: false)
        }
        return pairs.count >= 2 ? pairs : nil
    }

    /// `--password x`, `-u user:password`, `-pPassword` of a command line.
    static func options(in text: Bytes) -> [Pair] {
        guard text.contains(" -") || text.hasPrefix("-") || text.contains("\"-") else { return [] }
        // `["curl", "-u", "name:password"]` is the same command.
        let isList = text.first == 0x5B || text.hasPrefix("\"")
        let words = text.pieces { ASCII.isSpace($0) || isList && "[],\"'".utf8.contains($0) }
        var pairs: [Pair] = []
        let isMySQL = words.contains { $0.hasPrefix("mysql") || $0.hasSuffix("/mysql") || $0.hasPrefix("mariadb") }
        for (index, word) in words.enumerated().prefix(500) {
            let next = index + 1 < words.count ? words[index + 1].unquoted : nil
            if word.hasPrefix("--"), !word.contains(0x3D), let next, !next.hasPrefix("-") {
                pairs.append(Pair(key: word.dropFirst(2), value: next, isQuoted: false))
            } else if word.text == "-u" || word.text == "--user", let next, let colon = next.firstIndex(of: 0x3A),
                colon + 1 < next.endIndex
            {
                pairs.append(Pair(key: Bytes("password"), value: next[(colon + 1)...], isQuoted: false))
            } else if isMySQL, word.hasPrefix("-p"), word.count > 2 {
                pairs.append(Pair(key: Bytes("password"), value: word.dropFirst(2).unquoted, isQuoted: false))
            } else if word.text == "-a" || word.text == "--requirepass" || word.text == "requirepass", let next,
                words.contains(where: { $0.contains("redis") })
            {
                pairs.append(Pair(key: Bytes("password"), value: next, isQuoted: false))
            }
        }
        return pairs
    }
}
