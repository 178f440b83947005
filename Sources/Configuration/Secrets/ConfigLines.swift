/// The assignments of a text file, with the path of blocks and sections that each stands in.
///
/// Formats are told apart by nothing but indentation, brackets and quotes: so a file that its own reader would refuse
/// is searched too, and so is a comment.
struct ConfigLines {
    struct Entry {
        /// `production.database.password`.
        var path: String
        /// Indices are those of the whole file.
        var value: Bytes
        var isComment: Bool
    }

    private(set) var entries: [Entry] = []
    private var blocks: [(indent: Int, key: String, opensText: Bool)] = []
    private var section = ""
    /// `name: DB_PASSWORD`, which a `value:` in one of the next lines belongs to.
    private var named: (key: String, line: Int)?
    private var number = 0
    private var passwords = PasswordFile()
    /// A text in three quotes that its own line doesn't end.
    private var text: (path: String, quotes: String)?

    /// More than this is no config file.
    private static let mostEntries = 50_000

    /// Reads one more line; `line` is a slice of the whole file.
    mutating func read(_ line: Bytes) {
        number += 1
        guard entries.count < Self.mostEntries else { return }
        let text = line.trimmed
        guard !text.isEmpty, !readText(text) else { return }
        let indent = text.startIndex - line.startIndex
        if let comment = Self.comment(text) {
            if let entry = ConfigLine(comment), !entry.value.isEmpty {
                add(entry.key.text, entry.value, isComment: true)
            }
            return
        }
        if let name = Self.section(text) {
            (section, blocks) = (name, [])
            return
        }
        blocks.removeAll { $0.indent >= indent }
        if let password = passwords.password(in: text) { return add(path(to: "password"), password, isComment: false) }
        let item = Self.item(text)
        if item.first == 0x7B || item.first == 0x5B || item.first == 0x3C { return readPairs(item) }
        guard let entry = ConfigLine(line) else { return readRest(text) }
        let key = entry.key.text
        if entry.opensBlock {
            if blocks.count < 32 { blocks.append((indent, key, entry.opensText)) }
            return
        }
        if let quotes = entry.openQuotes, KeyHint(key).level >= .token { self.text = (path(to: key), quotes) }
        if entry.value.first == 0x7B || entry.value.first == 0x5B, !entry.isQuoted,
            entry.value.contains(0x3A) || entry.value.contains(0x3D)
        {
            let count = entries.count
            blocks.append((indent, key, false))
            readPairs(entry.value)
            blocks.removeLast()
            if entries.count > count { return }
        }
        addNamed(key, entry.value)
        if entry.rest.count > 4 { readPairs(entry.rest) }
    }

    /// A line that assigns nothing: pairs within it, or the text of the key above.
    private mutating func readRest(_ line: Bytes) {
        let count = entries.count
        readPairs(line)
        // A block of several words is prose, and what is listed under `secrets` are often their names.
        guard entries.count == count, let block = blocks.last, block.opensText, KeyHint(block.key).level >= .token,
            !line.contains(where: ASCII.isSpace), ![0x2D, 0x7D, 0x5D, 0x29].contains(line.first)
        else { return }
        let path = blocks.dropLast().map(\.key).appending([block.key]).joined(separator: ".")
        add(section.isEmpty ? path : "\(section).\(path)", line.unquoted, isComment: false)
    }

    /// True for a line within a text in three quotes.
    private mutating func readText(_ line: Bytes) -> Bool {
        guard let open = text else { return false }
        let end = line.index(of: open.quotes)
        add(open.path, line[..<(end ?? line.endIndex)].trimmed, isComment: false)
        if end != nil { text = nil }
        return true
    }

    private static func item(_ text: Bytes) -> Bytes {
        var item = text
        while item.hasPrefix("- ") { item = item.dropFirst(2).trimmed }
        return item
    }

    private mutating func readPairs(_ text: Bytes) {
        for pair in Self.elements(in: text) + Pair.arguments(in: text) + Pair.all(in: text) {
            addNamed(pair.key.text, pair.value)
        }
    }

    /// Takes `value: x` for the value of the name before it.
    private mutating func addNamed(_ key: String, _ value: Bytes) {
        let leaf = key.lowercased()
        if ["name", "key", "parameterkey", "envvar"].contains(leaf) {
            if value.allSatisfy(ASCII.isName) { named = (value.text, number) }
            add(path(to: key), value, isComment: false)
        } else if ["value", "parametervalue"].contains(leaf), let name = named, number - name.line <= 3 {
            add(path(to: name.key), value, isComment: false)
            named = nil
        } else {
            add(path(to: key), value, isComment: false)
        }
    }

    private mutating func add(_ path: String, _ value: Bytes, isComment: Bool) {
        guard !value.isEmpty else { return }
        // An inner pair again, as part of a longer value that was taken already.
        if let last = entries.last, last.path == path, last.value.endIndex >= value.endIndex,
            last.value.startIndex <= value.startIndex
        {
            return
        }
        entries.append(Entry(path: path, value: value, isComment: isComment))
    }

    private func path(to key: String) -> String {
        (section.isEmpty ? [] : [section]).appending(blocks.map(\.key)).appending([key]).joined(separator: ".")
    }

    // MARK: Lines that assign nothing

    private static func comment(_ text: Bytes) -> Bytes? {
        for mark in ["<!--", "//", "/*", "#", ";", "* ", "-- ", "REM ", "rem ", "!"] where text.hasPrefix(mark) {
            if mark == "!" && text.dropFirst().first != 0x20 { return nil }
            // npm's `//registry.example.com/:_authToken=`.
            if mark == "//", text.contains("/:_") { return nil }
            var rest = text.dropFirst(mark.utf8.count).trimmed
            while rest.first == 0x23 { rest = rest.dropFirst().trimmed }
            return rest
        }
        return nil
    }

    /// `[name]` and `[[name]]` of TOML and INI files.
    private static func section(_ text: Bytes) -> String? {
        guard text.first == 0x5B, text.last == 0x5D, text.count > 2 else { return nil }
        let name = text.drop { $0 == 0x5B }.prefix { $0 != 0x5D }
        return !name.isEmpty && name.allSatisfy { ASCII.isName($0) || " \":/".utf8.contains($0) }
            ? name.filter { $0 != 0x22 && $0 != 0x20 }[...].text : nil
    }

    /// `<name>text</name>` of XML.
    private static func elements(in text: Bytes) -> [Pair] {
        guard text.first == 0x3C, let close = text.firstIndex(of: 0x3E), let end = text.index(of: "</", from: close)
        else { return [] }
        let name = text[(text.startIndex + 1)..<close].prefix(while: ASCII.isName)
        let value = text[(close + 1)..<end].trimmed
        return name.isEmpty || value.isEmpty || text[(end + 2)...].prefix(name.count) != name
            ? [] : [Pair(key: name, value: value, isQuoted: true)]
    }
}

extension Array {
    fileprivate func appending(_ others: [Element]) -> [Element] { self + others }
}
