/// A regular expression in the dialect of PCRE2, in Unicode throughout: `\w`, `\d` and `(?i)` know all scripts.
///
/// A search never runs away: what would take too long or too much memory ends with `PatternError.limitReached`,
/// never with "no match".
package struct Pattern: Sendable, CustomStringConvertible {
    /// How the pattern is to be read.
    package struct Options: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Letters match in either case.
        package static let caseInsensitive = Options(rawValue: 1)
        /// `^` and `$` match at every line.
        package static let multiline = Options(rawValue: 2)
        /// `.` matches line ends too.
        package static let dotMatchesAll = Options(rawValue: 4)
        /// Blanks and `# comments` in the pattern count for nothing.
        package static let extended = Options(rawValue: 8)
    }

    /// The pattern as written.
    package let text: String
    private let code: CompiledPattern

    /// The longest pattern, in bytes of UTF-8.
    package static let maximumLength = 65_536

    /// Compiles the pattern; settings at its start, such as `(*UTF)` or `(*LIMIT_MATCH=…)`, are refused.
    package init(_ text: String, options: Options = []) throws(PatternError) {
        guard text.utf8.count <= Self.maximumLength else { throw .tooLong(limit: Self.maximumLength) }
        code = try CompiledPattern(text, options: options)
        self.text = text
    }

    package var description: String { text }

    /// The names of the groups that have one, with their numbers.
    package var groupNames: [String: Int] { code.names }

    /// The first match, or `nil` if there is none.
    package func firstMatch(in subject: String, limits: PatternLimits = .standard) throws(PatternError) -> Match? {
        try search(subject, atMost: 1, limits: limits).first
    }

    /// The first match in bytes that ought to be UTF-8; what isn't is read as U+FFFD, as in `String(decoding:as:)`.
    package func firstMatch(
        in subject: some Collection<UInt8>, limits: PatternLimits = .standard
    ) throws(PatternError) -> Match? {
        try firstMatch(in: String(decoding: subject, as: UTF8.self), limits: limits)
    }

    /// All matches that don't overlap, in order; more than the limit of them is an error.
    package func matches(in subject: String, limits: PatternLimits = .standard) throws(PatternError) -> [Match] {
        let matches = try search(subject, atMost: limits.matches + 1, limits: limits)
        guard matches.count <= limits.matches else { throw .limitReached(.matches) }
        return matches
    }

    /// All matches in bytes that ought to be UTF-8; what isn't is read as U+FFFD.
    package func matches(
        in subject: some Collection<UInt8>, limits: PatternLimits = .standard
    ) throws(PatternError) -> [Match] {
        try matches(in: String(decoding: subject, as: UTF8.self), limits: limits)
    }

    /// Whether the pattern is found anywhere in the subject.
    package func isFound(in subject: String, limits: PatternLimits = .standard) throws(PatternError) -> Bool {
        try firstMatch(in: subject, limits: limits) != nil
    }

    private func search(_ subject: String, atMost most: Int, limits: PatternLimits) throws(PatternError) -> [Match] {
        // A byte behind the end gives empty subjects an address too.
        let bytes = Array(subject.utf8) + [0]
        let result = bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(PatternError) in
                let subject = UnsafeBufferPointer(rebasing: bytes.dropLast())
                let search = try PatternSearch(code, in: subject, limits: limits)
                return try search.matches(atMost: most)
            }
        }
        return try result.get()
    }
}

/// What one search may cost.
package struct PatternLimits: Sendable {
    /// How long the search may take altogether, but for the steps of one last place of the subject.
    package var time: Duration
    /// Steps that may be spent on one place of the subject; a million takes some tens of milliseconds.
    package var steps: UInt32
    /// Memory for backtracking, in KiB.
    package var kibibytes: UInt32
    /// How many matches may be found.
    package var matches: Int

    package static let standard = PatternLimits()

    package init(
        time: Duration = .milliseconds(500), steps: UInt32 = 2_000_000, kibibytes: UInt32 = 65_536,
        matches: Int = 100_000
    ) {
        self.time = time
        self.steps = steps
        self.kibibytes = kibibytes
        self.matches = matches
    }
}
