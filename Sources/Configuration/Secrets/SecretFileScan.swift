package import Model

/// What was found in one file.
package struct SecretFileScan: Sendable {
    package struct Found: Sendable {
        /// The key's name as it may be shown.
        package var key: String
        package var match: SecretMatch
        package var tier: SecretTier
        package var location: SourceLocation
        package var excerpt: Finding.Excerpt
    }

    package private(set) var found: [Found] = []
    /// Every secret of the file: to be redacted from everything that is written.
    package private(set) var secrets: Set<Secret> = []
    /// More findings than are kept.
    package private(set) var further = 0

    /// In one file.
    private static let mostFound = 1_000

    /// Searches the bytes of a config file in any format of lines: dotenv, YAML, JSON, TOML, properties, XML, Terraform,
    /// or a program's source. `file` is the path for locations.
    package init(_ bytes: [UInt8], file: String, context: SecretContext) {
        let whole = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let keys = Self.privateKeys(in: whole)
        var lines = ConfigLines()
        var places = LinePlaces(file: file)
        for line in whole.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A }) {
            places.add(line)
            let isKey = keys.contains { line.startIndex > $0.lowerBound && line.startIndex < $0.upperBound }
            if isKey { lines.read(line[line.endIndex...]) } else { lines.read(line) }
        }
        var context = context
        context.neighbours = Self.neighbours(in: lines.entries)
        for range in keys {
            let entry = lines.entries.first { $0.range.overlaps(range) }
            add(key(whole, range, context), entry, whole, places, context.tier)
        }
        var seen: [Range<Int>] = keys
        let named = Set(lines.entries.filter { !$0.isComment && !$0.value.isEmpty }.map { $0.path.lowercased() })
        for entry in lines.entries where !keys.contains(where: { $0.overlaps(entry.range) }) {
            let local = Self.context(context, for: entry)
            for match in Self.matches(entry, SecretClassifier(local)) {
                // Its password stands in a key of its own.
                if match.rule == .missingPassword, Self.hasPassword(entry, among: named) { continue }
                add(match, entry, whole, places, local.tier)
            }
            seen.append(entry.range)
        }
        searchRest(whole, seen, places, context)
        found.sort { ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column) }
    }

    // MARK: Entries

    private static func matches(_ entry: ConfigLines.Entry, _ classifier: SecretClassifier) -> [SecretMatch] {
        var path = entry.path
        if let declared = classifier.context.declared.keys.first(where: { path == $0 || path.hasSuffix("." + $0) }) {
            path = declared
        }
        guard entry.value.contains("\\/") || entry.value.contains("\\u") else {
            let hint = KeyHint(path, declared: classifier.context.declared[path])
            var result = classifier.classify(entry.value, hint, depth: 0).matches
            if entry.isComment || classifier.context.tier == .example { result = result.filter(countsWithoutUse) }
            return result
        }
        // What is escaped stands at no place of its own: the whole value is pointed at.
        let value = entry.value.text.replacing("\\/", with: "/").replacing("\\u0026", with: "&").replacing(
            "\\u003d", with: "=")
        return classifier.classify(key: path, value: value).matches.map { match in
            var match = match
            match.range = entry.range
            return match
        }
    }

    /// `DB_PASSWORD` beside `DB_URL`, `db.password` beside `db.url`.
    private static func hasPassword(_ entry: ConfigLines.Entry, among named: Set<String>) -> Bool {
        let path = entry.path.lowercased()
        guard let end = ["url", "uri", "dsn", "address", "endpoint"].first(where: path.hasSuffix) else { return false }
        let stem = path.dropLast(end.count)
        return ["password", "pass", "passwd", "pwd"].contains { named.contains(stem + $0) }
    }

    /// In a comment, only what was a secret once is one.
    private static func countsWithoutUse(_ match: SecretMatch) -> Bool {
        switch match.rule {
        case .providerToken, .privateKey: true
        case .plaintext, .dsnPassword: Randomness.looksDrawn(Bytes(match.part.reveal()))
        default: false
        }
    }

    /// Within a file for several environments, a block's name tells which one it is for.
    private static func context(_ context: SecretContext, for entry: ConfigLines.Entry) -> SecretContext {
        guard context.tier == .unknown, let top = entry.path.split(separator: ".").first, entry.path.contains("."),
            let tier = SecretTier(word: String(top)), tier != .example
        else { return context }
        var local = context
        local.tier = tier
        return local
    }

    private static func neighbours(in entries: [ConfigLines.Entry]) -> Set<String> {
        var result: Set<String> = []
        for entry in entries where entry.value.count >= 3 && entry.value.count <= 64 && result.count < 100 {
            let hint = KeyHint(entry.path)
            if hint.isNeighbour, hint.level <= .none { result.insert(entry.value.lowercased.text) }
        }
        return result
    }

    // MARK: Outside of entries

    private static func privateKeys(in whole: Bytes) -> [Range<Int>] {
        var keys: [Range<Int>] = []
        var from = whole.startIndex
        while keys.count < 100, let range = PEMShape.privateKey(in: whole[from...]) {
            keys.append(range)
            from = range.upperBound
        }
        return keys
    }

    private func key(_ whole: Bytes, _ range: Range<Int>, _ context: SecretContext) -> SecretMatch {
        let isMadeUp = PEMShape.isMadeUp(whole[range])
        return SecretMatch(
            kind: isMadeUp ? .placeholder : .secret, rule: isMadeUp ? .placeholder : .privateKey, range: range,
            what: "private key", part: Secret(whole[range].text))
    }

    /// Tokens and DSNs in text that assigns nothing: prose, code, commands.
    private mutating func searchRest(
        _ whole: Bytes, _ seen: [Range<Int>], _ places: LinePlaces, _ context: SecretContext
    ) {
        let classifier = SecretClassifier(context)
        let seen = seen.sorted { $0.lowerBound < $1.lowerBound }
        var next = 0
        for range in places.ranges {
            while next < seen.count, seen[next].upperBound <= range.lowerBound { next += 1 }
            let covered = seen[next...].prefix { $0.lowerBound < range.upperBound }
            for match in classifier.loose(in: whole[range]) where !covered.contains(where: { $0.overlaps(match.range) })
            {
                if Self.countsWithoutUse(match) { add(match, nil, whole, places, context.tier) }
            }
        }
    }

    private mutating func add(
        _ match: SecretMatch, _ entry: ConfigLines.Entry?, _ whole: Bytes, _ places: LinePlaces, _ tier: SecretTier
    ) {
        if match.kind == .secret, match.rule != .missingPassword { secrets.insert(match.part) }
        guard found.count < Self.mostFound else {
            further += 1
            return
        }
        let key = entry.map { String($0.path.split(separator: ".").last ?? "") } ?? ""
        let path = entry.map { KeyName.isNamed($0.path) ? $0.path : key } ?? ""
        found.append(
            Found(
                key: path.isEmpty ? "" : MaskedExcerpt.name(path), match: match, tier: tier,
                location: places.location(of: match.range.lowerBound, in: whole),
                excerpt: MaskedExcerpt.of(match, key: key, value: entry?.value)))
    }
}

extension ConfigLines.Entry {
    var range: Range<Int> { value.startIndex..<value.endIndex }
}
