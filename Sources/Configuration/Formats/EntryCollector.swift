internal import Model

/// Gathers what a reader finds, within the bounds that hold for every format.
struct EntryCollector {
    private var collected = ConfigFile()
    private var firstPlaces: [String: SourceLocation] = [:]
    /// Keys that lost the values which the first so many entries gave them.
    private var withdrawn: [String: Int] = [:]

    /// What was gathered.
    var file: ConfigFile {
        guard !withdrawn.isEmpty else { return collected }
        var file = collected
        file.entries = []
        for (index, entry) in collected.entries.enumerated() {
            if index < withdrawn[entry.key] ?? 0 { file.replaced.append(entry) } else { file.entries.append(entry) }
        }
        return file
    }

    /// False, with a problem at the place, once the file has all the keys that it may have.
    mutating func hasRoom(at place: SourceLocation) -> Bool {
        guard collected.entries.count + collected.replaced.count + collected.bareKeys.count >= ConfigReader.maximumKeys
        else { return true }
        report(.tooManyKeys, "more than \(ConfigReader.maximumKeys) keys", fix: "split the file", at: place)
        return false
    }

    /// Keeps an entry, and reports a key that stands in the file already.
    mutating func keep(_ entry: ConfigEntry) {
        if let first = firstPlaces[entry.key] {
            reportDuplicate(entry.key, at: entry.keyLocation, first: first)
        } else {
            firstPlaces[entry.key] = entry.keyLocation
        }
        collected.entries.append(entry)
    }

    /// Keeps an entry that doesn't count.
    mutating func keepReplaced(_ entry: ConfigEntry) { collected.replaced.append(entry) }

    mutating func keepBare(_ key: String, at place: SourceLocation) { collected.bareKeys.append((key, place)) }

    /// Keeps a bare key that takes back a value which the file gave it before.
    mutating func keepWithdrawing(_ key: String, at place: SourceLocation) {
        if let first = firstPlaces[key] {
            reportDuplicate(key, at: place, first: first)
            withdraw(key)
        }
        keepBare(key, at: place)
    }

    /// Takes back what the file gave the key so far.
    mutating func withdraw(_ key: String) { withdrawn[key] = collected.entries.count }

    mutating func reportDuplicate(_ key: String, at place: SourceLocation, first: SourceLocation) {
        collected.add(
            ConfigProblem(
                kind: .duplicateKey, location: place, otherLocation: first,
                message:
                    "\(KeyName.shown(key)) is set again; it stands in line \(first.line) already, and the last one counts",
                fix: "keep one of the two", key: key))
    }

    /// Reports a name that other programs could not read.
    mutating func checkName(_ key: String, at place: SourceLocation) {
        guard !KeyName.isPossible(key) else { return }
        report(
            .junkKey, "a key with characters that most programs refuse", fix: "use letters, digits and _", at: place)
    }

    mutating func reportLooseQuote(reader: String, at place: SourceLocation) {
        report(
            .looseQuote, "a value that begins with a quote and does not end with it: \(reader) keeps the quote",
            fix: "close it at the end, or put the value into the other kind of quotes", at: place)
    }

    mutating func report(_ kind: ConfigProblem.Kind, _ message: String, fix: String, at place: SourceLocation) {
        collected.add(ConfigProblem(kind: kind, location: place, message: message, fix: fix))
    }

    mutating func report(_ failure: ExpansionFailure, at place: SourceLocation) {
        report(failure.kind, failure.message, fix: failure.fix, at: place)
    }
}
