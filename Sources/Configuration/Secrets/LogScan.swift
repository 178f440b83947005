package import Model

/// Searches a log of any length, piece by piece, for secrets.
///
/// A line is looked at as a whole up to `longestLine` bytes; of a longer one, in windows that overlap by more than any
/// token is long, so that one across a border is found.
package struct LogScan: Sendable {
    package struct Found: Sendable, Equatable {
        /// `GitHub token`, `password`, `value of a config file`.
        package var what: String
        package var location: SourceLocation
        package var excerpt: Finding.Excerpt
    }

    package private(set) var found: [Found] = []
    /// More findings than are kept.
    package private(set) var further = 0
    /// To be redacted from everything that is written.
    package private(set) var secrets: Set<Secret> = []

    private let file: String
    /// Knows the secrets of the suite's own config files.
    private let known: Redactor
    private var pending: [UInt8] = []
    private var line = 1
    /// Scalars of the current line before `pending`, and how many bytes of `pending` were looked at already.
    private var (column, overlap) = (0, 0)

    static let longestLine = 65_536
    static let overlapBytes = 8_192
    private static let mostFound = 200
    /// No report cites a log: more of them would only be searched for in vain.
    private static let mostSecrets = 2_000

    package init(file: String, known: Redactor) {
        self.file = file
        self.known = known
    }

    package mutating func read(_ bytes: [UInt8]) {
        pending += bytes
        var start = 0
        while let end = pending[start...].firstIndex(of: 0x0A) {
            search(start..<end)
            (line, column, overlap, start) = (line + 1, 0, 0, end + 1)
        }
        while pending.count - start > Self.longestLine {
            let end = start + Self.longestLine
            search(start..<end)
            let next = end - Self.overlapBytes
            column += pending[start..<next].count { $0 & 0xC0 != 0x80 }
            (start, overlap) = (next, Self.overlapBytes)
        }
        pending.removeFirst(start)
    }

    /// Looks at what follows the last line feed.
    package mutating func finish() {
        search(0..<pending.count)
        pending = []
    }

    private mutating func search(_ range: Range<Int>) {
        let text = pending[range]
        guard text.count >= 8 else { return }
        var ranges: [Range<Int>] = []
        for match in LogLine.matches(in: text) {
            ranges.append(match.range)
            if secrets.count < Self.mostSecrets { secrets.insert(match.part) }
            add(match.what, match.range, in: text)
        }
        guard !known.isEmpty, known.finds(in: Array(text)) else { return }
        let place = differing(text, known.redact(Array(text)))
        if !ranges.contains(where: { $0.contains(place) }) {
            add("value of a config file", place..<place + 1, in: text)
        }
    }

    /// Where the first known value stands.
    private func differing(_ text: Bytes, _ redacted: [UInt8]) -> Int {
        let same = zip(text, redacted).prefix { $0 == $1 }.count
        return text.startIndex + min(same, text.count - 1)
    }

    private mutating func add(_ what: String, _ range: Range<Int>, in text: Bytes) {
        // Seen whole in the window before.
        guard overlap == 0 || range.upperBound > text.startIndex + overlap else { return }
        guard found.count < Self.mostFound else {
            further += 1
            return
        }
        let before = text[text.startIndex..<range.lowerBound].count { $0 & 0xC0 != 0x80 }
        let place = SourceLocation(file: file, line: line, column: column + before + 1)
        found.append(
            Found(
                what: what, location: place,
                excerpt: .init(text: "… \(Redactor.mask) …", column: 3, note: "\(what) (value withheld)")))
    }
}
