package import Model

/// What other programs read in a dotenv file than the one that it is for.
package enum DialectDivergence {
    package struct Finding: Sendable, Equatable {
        /// Nil for what concerns the whole file, or is no key to the declared dialect.
        package var key: String?
        package var location: SourceLocation
        /// Lengths and names only, never a value.
        package var message: String
        package var fix: String
    }

    /// Every key that one of the others reads differently, passes over, or reads where the declared one does not; what
    /// a program does to all keys alike, or to the file, is said once.
    ///
    /// Empty for a file that the declared dialect itself refuses: there is nothing to compare with.
    package static func findings(
        _ bytes: [UInt8], file: String, declared: DotenvDialect, others: [DotenvDialect] = DotenvDialect.allCases,
        prefix: String? = nil
    ) -> [Finding] {
        guard case .success(let scalars) = ConfigText.decode(bytes, file: file) else { return [] }
        func read(_ dialect: DotenvDialect) -> ConfigFile {
            ConfigReader.read(bytes, file: file, format: .dotenv, dialect: dialect, prefix: prefix)
        }
        let content = read(declared)
        guard !content.isRejected else { return [] }
        var comparison = DialectComparison(content, declared, PlacedText(scalars, file: file))
        for dialect in others where dialect != declared { comparison.compare(dialect, read(dialect)) }
        return comparison.findings
    }
}

/// Gathers the differences between one reading and others.
private struct DialectComparison {
    private struct Difference {
        var dialect: DotenvDialect
        var what: String
    }

    private let declared: DotenvDialect
    private let text: PlacedText
    private let entries: [String: ConfigEntry]
    private let order: [ConfigEntry]
    private var differences: [String: [Difference]] = [:]
    private var added: [(entry: ConfigEntry, dialects: [DotenvDialect])] = []
    private var addedPlaces: [String: Int] = [:]
    private var wholeFile: [DialectDivergence.Finding] = []

    init(_ content: ConfigFile, _ declared: DotenvDialect, _ text: PlacedText) {
        self.declared = declared
        self.text = text
        entries = Self.last(content)
        order = entries.values.sorted {
            ($0.keyLocation.line, $0.keyLocation.column) < ($1.keyLocation.line, $1.keyLocation.column)
        }
    }

    private static func last(_ content: ConfigFile) -> [String: ConfigEntry] {
        Dictionary(content.entries.map { ($0.key, $0) }) { _, last in last }
    }

    mutating func compare(_ dialect: DotenvDialect, _ content: ConfigFile) {
        if content.isRejected {
            let place = content.problems.first(where: \.isFatal)?.location ?? text.location(at: 0)
            return note(
                "\(dialect.rawValue) refuses this file, which \(declared.rawValue) reads",
                "write it so that both can read it, or take \(dialect.rawValue) out of 'dialects'", at: place)
        }
        let others = Self.last(content)
        var (ending, quoted): (ConfigEntry?, ConfigEntry?)
        for entry in order {
            guard let other = others[entry.key] else {
                differences[entry.key, default: []].append(Difference(dialect: dialect, what: "is not set"))
                continue
            }
            let (mine, theirs) = (entry.value.reveal(), other.value.reveal())
            let isSettledAlike = entry.unresolved.isEmpty == other.unresolved.isEmpty
            if isSettledAlike, mine.utf8.elementsEqual(theirs.utf8) { continue }
            if other.unresolved.isEmpty, dialect == .shell, theirs == mine + "\r" {
                ending = ending ?? entry
            } else if other.unresolved.isEmpty, dialect == .docker, theirs == "'\(mine)'" || theirs == "\"\(mine)\"" {
                quoted = quoted ?? entry
            } else {
                differences[entry.key, default: []].append(
                    Difference(dialect: dialect, what: Self.what(entry, other)))
            }
        }
        if let ending {
            note(
                "lines end with CRLF: the shell keeps the carriage return as a part of each value",
                "end lines with a line feed alone", at: ending.valueLocation)
        }
        if let quoted {
            note(
                "docker run --env-file keeps the quotes as a part of each value",
                "leave them out where the value needs none, or take docker out of 'dialects'",
                at: quoted.valueLocation)
        }
        for entry in content.entries where entries[entry.key] == nil { add(entry, dialect) }
    }

    private mutating func note(_ message: String, _ fix: String, at place: SourceLocation) {
        wholeFile.append(DialectDivergence.Finding(key: nil, location: place, message: message, fix: fix))
    }

    private mutating func add(_ entry: ConfigEntry, _ dialect: DotenvDialect) {
        if let index = addedPlaces[entry.key] {
            if added[index].dialects.last != dialect { added[index].dialects.append(dialect) }
        } else {
            addedPlaces[entry.key] = added.count
            added.append((entry, [dialect]))
        }
    }

    private static func what(_ entry: ConfigEntry, _ other: ConfigEntry) -> String {
        if entry.unresolved.isEmpty, !other.unresolved.isEmpty { return "depends on more than the file" }
        let (mine, theirs) = (length(entry), length(other))
        if mine == theirs { return "has other characters" }
        return entry.unresolved.isEmpty ? "\(theirs)" : "has \(theirs) character\(theirs == 1 ? "" : "s")"
    }

    private static func length(_ entry: ConfigEntry) -> Int { entry.value.reveal().unicodeScalars.count }

    // MARK: Sentences

    var findings: [DialectDivergence.Finding] {
        let keys = order.compactMap { entry in differences[entry.key].map { finding(entry, $0) } }
        // Not by name: what another program takes for a key may be a line of somebody's private key.
        let extra = added.map { entry, dialects in
            DialectDivergence.Finding(
                key: nil, location: entry.keyLocation,
                message: "what stands here is a key under \(Self.names(dialects)), not under \(declared.rawValue)",
                fix: "write KEY='value' on one line, or # before what is no setting")
        }
        return wholeFile + keys + extra
    }

    private func finding(_ entry: ConfigEntry, _ differences: [Difference]) -> DialectDivergence.Finding {
        var groups: [(what: String, dialects: [DotenvDialect])] = []
        for difference in differences {
            if let index = groups.firstIndex(where: { $0.what == difference.what }) {
                groups[index].dialects.append(difference.dialect)
            } else {
                groups.append((difference.what, [difference.dialect]))
            }
        }
        let length = Self.length(entry)
        let mine =
            entry.unresolved.isEmpty
            ? "has \(length) character\(length == 1 ? "" : "s")" : "depends on more than the file"
        let theirs = groups.map { "\($0.what) under \(Self.names($0.dialects))" }.joined(separator: ", ")
        return DialectDivergence.Finding(
            key: entry.key, location: entry.valueLocation,
            message: "\(KeyName.shown(entry.key)) \(mine) under \(declared.rawValue), \(theirs)",
            fix: fix(entry, differences))
    }

    private func fix(_ entry: ConfigEntry, _ differences: [Difference]) -> String {
        let value = entry.value.reveal()
        if value.contains("\n") { return "keep the value on one line, or in a file of its own" }
        if differences.allSatisfy({ $0.dialect == .docker }) {
            return
                "docker run --env-file takes the rest of the line as it stands: leave out quotes, blanks and comments"
        }
        let isInSingleQuotes = entry.hadQuotes && text.scalar(at: entry.valueLocation) == "'"
        if isInSingleQuotes || value.contains("'") {
            return "no quotes make these programs agree: choose a value without $, quotes and backslashes"
        }
        return "use single quotes"
    }

    private static func names(_ dialects: [DotenvDialect]) -> String {
        let names = dialects.map(\.rawValue)
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return "\(names.dropLast().joined(separator: ", ")) and \(last)"
    }
}
