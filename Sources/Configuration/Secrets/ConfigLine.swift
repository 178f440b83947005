/// One assignment as it stands in a line, whatever the file's format is.
struct ConfigLine {
    var key: Bytes
    /// Without its quotes; empty where the line only opens a block.
    var value: Bytes
    /// What follows a value in quotes: in JSON on one line, more of them.
    var rest: Bytes
    /// True for `key:`, `key {` and `key: |`: what follows with more indentation belongs to it.
    var opensBlock = false
    var isQuoted = false
    /// True where the block may be one text: after `key:`, `key: |` and `key: >`.
    var opensText = false
    /// Three quotes that open a text which this line doesn't end.
    var openQuotes: String?

    /// Reads `KEY=value`, `key: value`, `"key": "value",`, `'key' => 'value'`, `export KEY="value"`, `name = "value"`,
    /// `variable "name" {`; nil for a line that assigns nothing.
    init?(_ line: Bytes) {
        var text = line.trimmed
        while text.hasPrefix("- ") { text = text.dropFirst(2).trimmed }
        if let block = Self.block(text) {
            self = block
            return
        }
        guard let separator = Self.separator(in: text), let key = Self.key(text[..<separator.start]) else { return nil }
        self.key = key
        let value = text[separator.end...].trimmed
        rest = value[value.endIndex...]
        (self.value, isQuoted) = (value, false)
        readValue(value)
    }

    private init(block key: Bytes) {
        (self.key, value, rest, opensBlock) = (key, key[key.endIndex...], key[key.endIndex...], true)
    }

    private mutating func readValue(_ value: Bytes) {
        guard let first = value.first,
            !["|", ">", "|-", ">-", "|+", "{", "[", "({", "(", "[{"].contains(value.prefix(3).text.trimmingSpace)
        else {
            opensText = value.isEmpty || value.first == 0x7C || value.first == 0x3E
            (self.value, opensBlock) = (value[value.endIndex...], true)
            return
        }
        if let quotes = ["\"\"\"", "'''"].first(where: value.hasPrefix) {
            let inside = value.dropFirst(3)
            let close = inside.index(of: quotes)
            openQuotes = close == nil ? quotes : nil
            (self.value, isQuoted) = (inside[..<(close ?? inside.endIndex)].trimmed, true)
            return
        }
        if ASCII.isQuote(first), let close = Self.closing(value) {
            self.value = value[(value.startIndex + 1)..<close]
            rest = value[(close + 1)...]
            isQuoted = true
            return
        }
        var plain = value
        if first != 0x7B, first != 0x5B {
            for index in value.indices.dropFirst() where value[index] == 0x23 && ASCII.isSpace(value[index - 1]) {
                plain = value[..<index]
                break
            }
        }
        plain = plain.trimmed
        while let last = plain.last, last == 0x2C || last == 0x3B, !Self.isSettings(plain) { plain = plain.dropLast() }
        self.value = plain.trimmed
    }

    /// `a=b;c=d;` keeps its last semicolon.
    private static func isSettings(_ text: Bytes) -> Bool { text.dropLast().contains(0x3B) && text.contains(0x3D) }

    /// The quote that ends the text in quotes at the value's beginning.
    static func closing(_ value: Bytes) -> Int? {
        guard let quote = value.first else { return nil }
        var index = value.startIndex + 1
        while index < value.endIndex {
            if value[index] == 0x5C, quote == 0x22 {
                index += 2
            } else if value[index] == quote {
                return index
            } else {
                index += 1
            }
        }
        return nil
    }

    // MARK: Keys

    private static func separator(in text: Bytes) -> (start: Int, end: Int)? {
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            let next = index + 1 < text.endIndex ? text[index + 1] : nil
            switch byte {
            case 0x22, 0x27:
                guard let close = closing(text[index...]) else { return nil }
                index = close
            case 0x3D:
                if next == 0x3D { return nil }
                return (index, next == 0x3E || next == 0x7E ? index + 2 : index + 1)
            case 0x3A:
                if next == 0x3D { return (index, index + 2) }
                let isKeyQuoted = index > text.startIndex && ASCII.isQuote(text[index - 1])
                if isKeyQuoted || next == nil || next == 0x20 || next == 0x09
                    || next == 0x22 && index - text.startIndex < 80
                {
                    return (index, index + 1)
                }
            case 0x3C where index == text.startIndex: return nil
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func key(_ text: Bytes) -> Bytes? {
        var name = text.trimmed
        if let last = name.last, ASCII.isQuote(last), let open = name.dropLast().lastIndex(of: last) {
            name = name[(open + 1)..<(name.endIndex - 1)]
            return name.isEmpty || name.count > 256 ? nil : name
        }
        if name.last == 0x2B || name.last == 0x3F { name = name.dropLast().trimmed }
        // `config['name']`, `environ["NAME"]`.
        if name.last == 0x5D, let quote = name.dropLast().last, ASCII.isQuote(quote),
            let open = name.dropLast(2).lastIndex(of: quote)
        {
            return name[(open + 1)..<(name.endIndex - 2)]
        }
        let start =
            name.lastIndex { !(ASCII.isName($0) || "[]/".utf8.contains($0) || $0 >= 0x80) }.map { $0 + 1 }
            ?? name.startIndex
        let before = name[..<start].trimmed
        let key = name[start...]
        // Before it, only words such as `export`, `const`, `private static final String`, or `$`.
        guard before.count <= 60,
            before.allSatisfy({ ASCII.isAlphanumeric($0) || " $:{,-\"@<>?_./".utf8.contains($0) }),
            before.pieces(ASCII.isSpace).count <= 5
        else { return nil }
        return key.isEmpty || key.count > 256
            || !key.contains(where: { ASCII.isLetter($0) || $0 >= 0x80 || $0 == 0x5F }) ? nil : key
    }

    /// `variable "db_password" {` and `resource "x" "name" {`: the last name in quotes; `name {`: the name.
    private static func block(_ text: Bytes) -> ConfigLine? {
        guard text.last == 0x7B, !text.contains(0x3D), !text.contains(0x3A) else { return nil }
        let head = text.dropLast().trimmed
        if let last = head.last, ASCII.isQuote(last), let open = head.dropLast().lastIndex(of: last) {
            return ConfigLine(block: head[(open + 1)..<(head.endIndex - 1)])
        }
        return head.isEmpty || !head.allSatisfy(ASCII.isName) ? nil : ConfigLine(block: head)
    }
}

extension String {
    fileprivate var trimmingSpace: String { Bytes(self).trimmed.text }
}
