internal import Model

/// Reads a file as `docker run --env-file` does: a line is a key, `=` and a value, all characters as they stand.
enum DockerReader {
    /// Docker reads lines into a buffer of this size, and refuses a file with a longer one.
    private static let longestLine = 65_535

    static func read(_ text: PlacedText) -> ConfigFile {
        var result = EntryCollector()
        var start = 0
        while start < text.scalars.count {
            let end = text.scalars[start...].firstIndex(of: "\n") ?? text.scalars.count
            guard result.hasRoom(at: text.location(at: start)) else { return result.file }
            if text.scalars[start..<end].reduce(0, { $0 + UTF8.width($1) }) > longestLine {
                result.report(
                    .tooLarge, "docker refuses a line of more than \(longestLine) bytes",
                    fix: "put the value into a file of its own", at: text.location(at: start))
                return result.file
            }
            read(text.scalars[start..<end], text, into: &result)
            start = end + 1
        }
        return result.file
    }

    private static func read(
        _ whole: ArraySlice<Unicode.Scalar>, _ text: PlacedText, into result: inout EntryCollector
    ) {
        let line = (whole.last == "\r" ? whole.dropLast() : whole).drop(while: \.properties.isWhitespace)
        guard let first = line.first, first != "#" else { return }
        let key = line.prefix { $0 != "=" }
        let place = text.location(at: line.startIndex)
        guard !key.isEmpty else {
            return result.report(.noKey, "no key before the separator", fix: help, at: place)
        }
        if let space = key.firstIndex(where: { $0 == " " || $0 == "\t" }) {
            return result.report(
                .noKey, "docker refuses white space before the separator, and lines without one", fix: help,
                at: text.location(at: space))
        }
        guard key.endIndex < line.endIndex else { return result.keepBare(String(key), at: place) }
        let value = line[(key.endIndex + 1)...]
        let valuePlace = text.location(at: value.startIndex)
        if CommandText.isMentioned(in: value), value.first != "'" {
            result.report(
                .commandSubstitution, CommandText.problem.message, fix: CommandText.problem.fix, at: valuePlace)
        }
        result.checkName(String(key), at: place)
        result.keep(
            ConfigEntry(
                key: String(key), value: Secret(String(value)), keyLocation: place, valueLocation: valuePlace,
                hadQuotes: false))
    }

    private static let help = "write KEY=value without export, without quotes and on one line"
}
