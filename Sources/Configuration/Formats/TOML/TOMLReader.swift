internal import Model

/// Reads a TOML 1.0 file. After a mistake it goes on with the next line, to find the others.
struct TOMLReader {
    private var values: TOMLValueParser
    private let text: PlacedText
    private let root: TOMLTable
    /// The table of the last header.
    private var table: TOMLTable
    private var result = EntryCollector()

    static func read(_ text: PlacedText) -> ConfigFile {
        var reader = TOMLReader(text)
        return reader.read()
    }

    private init(_ text: PlacedText) {
        self.text = text
        values = TOMLValueParser(text)
        root = TOMLTable(.header, at: text.location(at: 0))
        table = root
    }

    private mutating func read() -> ConfigFile {
        while true {
            values.skipBlankLines()
            guard values.current != nil else { break }
            do throws(TOMLFailure) {
                switch values.current {
                case "#": break
                case "[": try readHeader()
                default: try readPair(into: table)
                }
                try values.endLine()
            } catch {
                result.report(.syntax, error.message, fix: error.fix, at: text.location(at: error.index))
                if error.isFinal { break }
                values.skipLine()
            }
        }
        return NodeFlattener.flatten(root.node, into: result).file
    }

    // MARK: Headers

    private mutating func readHeader() throws(TOMLFailure) {
        let start = values.index
        values.index += 1
        let isList = values.current == "["
        if isList { values.index += 1 }
        values.skipBlanks()
        var parts = try values.dottedKey()
        guard values.current == "]", !isList || values.next == "]" else {
            throw TOMLFailure(
                message: "a header that is not closed", fix: isList ? "write [[name]]" : "write [name]", index: start)
        }
        values.index += isList ? 2 : 1
        guard let last = parts.popLast() else { return }
        var parent = root
        for part in parts { parent = try step(from: parent, to: part, .implied) }
        table = isList ? try appendTable(last, to: parent) : try openTable(last, in: parent)
    }

    private func openTable(_ part: TOMLValueParser.Key, in parent: TOMLTable) throws(TOMLFailure) -> TOMLTable {
        let place = text.location(at: part.index)
        guard let member = parent[part.text] else {
            let table = TOMLTable(.header, at: place)
            parent.add(part.text, .table(table), at: place)
            return table
        }
        guard case .table(let table) = member.value, table.origin == .implied else { throw taken(part, member) }
        table.origin = .header
        return table
    }

    private func appendTable(_ part: TOMLValueParser.Key, to parent: TOMLTable) throws(TOMLFailure) -> TOMLTable {
        let place = text.location(at: part.index)
        let table = TOMLTable(.header, at: place)
        if let member = parent[part.text] {
            guard case .tables(let list) = member.value else { throw taken(part, member) }
            list.tables.append(table)
        } else {
            let list = TOMLTableList(at: place)
            list.tables.append(table)
            parent.add(part.text, .tables(list), at: place)
        }
        return table
    }

    /// The table of that name, made if it is not there; of a list of tables, the last.
    private func step(
        from parent: TOMLTable, to part: TOMLValueParser.Key, _ origin: TOMLTable.Origin
    ) throws(TOMLFailure) -> TOMLTable {
        let place = text.location(at: part.index)
        guard let member = parent[part.text] else {
            let table = TOMLTable(origin, at: place)
            parent.add(part.text, .table(table), at: place)
            return table
        }
        switch member.value {
        case .table(let table):
            if table.origin == .inline { throw taken(part, member) }
            if origin == .dotted, table.origin != .dotted { throw taken(part, member) }
            return table
        case .tables(let list):
            guard origin == .implied, let last = list.tables.last else { throw taken(part, member) }
            return last
        default: throw taken(part, member)
        }
    }

    // MARK: Pairs

    private mutating func readPair(into table: TOMLTable) throws(TOMLFailure) {
        var parts = try values.dottedKey()
        guard values.current == "=" else {
            throw TOMLFailure(message: "no = behind the key", fix: "write key = \"value\"", index: values.index)
        }
        values.index += 1
        values.skipBlanks()
        let value = try values.value(depth: parts.count)
        guard let last = parts.popLast() else { return }
        var parent = table
        for part in parts { parent = try step(from: parent, to: part, .dotted) }
        let place = text.location(at: last.index)
        if case .table = parent[last.text]?.value { throw taken(last, parent[last.text]) }
        if case .tables = parent[last.text]?.value { throw taken(last, parent[last.text]) }
        parent.add(last.text, value, at: place)
    }

    private func taken(_ part: TOMLValueParser.Key, _ member: TOMLTable.Member?) -> TOMLFailure {
        TOMLFailure(
            message:
                "\(KeyName.shown(part.text)) was defined in line \(member?.keyLocation.line ?? 1) already, in another way",
            fix: "keep one of the two", index: part.index)
    }
}
