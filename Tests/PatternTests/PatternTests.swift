import Pattern
import Testing

@Suite("Pattern")
struct PatternTests {
    @Test(
        "finds what PCRE2 finds",
        arguments: [
            ("EST-\\d+", "id EST-12 EST-3", "EST-12"),
            ("^b", "a\nb", nil),
            ("", "", ""),
            ("$", "", ""),
            ("a{2,3}", "aaaa", "aaa"),
            ("(?i)ÄPFEL", "äpfel", "äpfel"),
            ("\\w+", "größe x", "größe"),
            ("\\d", "٣", "٣"),
            (".", "👍", "👍"),
            ("\\p{Lu}", "aÖ", "Ö"),
            ("a|b", "xb", "b"),
            ("(?<=a)b", "bab", "b"),
            ("x", "", nil),
        ] as [(String, String, String?)])
    func found(pattern: String, subject: String, expected: String?) throws {
        #expect(try Pattern(pattern).firstMatch(in: subject)?.text == expected)
    }

    @Test(
        "options change how a pattern is read",
        arguments: [
            ("^b", "a\nb", Pattern.Options.multiline, "b"),
            ("a.b", "a\nb", .dotMatchesAll, "a\nb"),
            ("a b # c", "ab", .extended, "ab"),
            ("STRASSE", "strasse", .caseInsensitive, "strasse"),
        ])
    func options(pattern: String, subject: String, options: Pattern.Options, expected: String) throws {
        #expect(try Pattern(pattern).firstMatch(in: subject) == nil)
        #expect(try Pattern(pattern, options: options).firstMatch(in: subject)?.text == expected)
    }

    @Test("groups come by number and by name, and those that took no part are nil")
    func groups() throws {
        let pattern = try Pattern("(?<year>\\d{4})-(?<month>\\d\\d)(-(?<day>\\d\\d))?")
        let match = try #require(try pattern.firstMatch(in: "on 2026-05, about"))
        #expect(match.text == "2026-05")
        #expect(match.range == 3..<10)
        #expect(match.groups == ["2026", "05", nil, nil])
        #expect(match["month"] == "05")
        #expect(match["day"] == nil)
        #expect(match[1] == "2026" && match[0] == "2026-05" && match[9] == nil && match[-1] == nil)
        #expect(pattern.groupNames == ["year": 1, "month": 2, "day": 4])
    }

    @Test(
        "all matches come in order and without overlap, empty ones included",
        arguments: [
            ("a", "banana", ["a", "a", "a"]),
            ("a*", "baac", ["", "aa", "", ""]),
            ("aa", "aaaa", ["aa", "aa"]),
            ("", "äö", ["", "", ""]),
            ("x", "abc", []),
            ("\\b", "ab cd", ["", "", "", ""]),
        ])
    func all(pattern: String, subject: String, expected: [String]) throws {
        #expect(try Pattern(pattern).matches(in: subject).map(\.text) == expected)
    }

    @Test("more matches than the limit are an error, not a shorter list")
    func tooManyMatches() throws {
        var limits = PatternLimits.standard
        limits.matches = 2
        let pattern = try Pattern("a")
        #expect(try pattern.matches(in: "aa", limits: limits).count == 2)
        #expect(throws: PatternError.limitReached(.matches)) { try pattern.matches(in: "aaa", limits: limits) }
    }

    @Test("bytes that are not UTF-8 are read as replacement characters")
    func invalidBytes() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0x62]
        #expect(try Pattern("a\u{FFFD}b").firstMatch(in: bytes)?.text == "a\u{FFFD}b")
        #expect(try Pattern("^a.b$").matches(in: bytes).count == 1)
        #expect(try Pattern("b").firstMatch(in: bytes[...])?.text == "b")
    }

    @Test("composed and decomposed letters are different patterns")
    func normalisation() {
        #expect(Pattern.search(pattern: "^\u{E9}$", subject: "\u{E9}") == true)
        #expect(Pattern.search(pattern: "^e\u{301}$", subject: "\u{E9}") == false)
        #expect(Pattern.search(pattern: "^e\u{301}$", subject: "e\u{301}") == true)
    }
}

@Suite("Pattern errors")
struct PatternErrorTests {
    @Test(
        "a wrong pattern is refused with the place of the fault, in characters",
        arguments: [
            ("a(b", 3), ("[a", 2), ("*a", 0), ("äö(", 3), ("a\\", 2), ("(?<n>a)(?<n>b)", 12), ("(*LIMIT_MATCH=1)a", 13),
        ])
    func invalid(pattern: String, offset: Int) throws {
        let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
        guard case .invalid(let found, let sentence) = error else {
            Issue.record("not refused for its syntax: \(String(describing: error))")
            return
        }
        #expect(found == offset)
        #expect(!sentence.isEmpty)
    }

    @Test("a long pattern is looked at, one of more than 64 KiB is not")
    func length() throws {
        let long = String(repeating: "a", count: 30_000)
        #expect(try Pattern(long).firstMatch(in: long)?.text == long)
        let longest = String(repeating: "a", count: Pattern.maximumLength)
        #expect(throws: PatternError.tooLong(limit: 65_536)) { try Pattern(longest + "a") }
    }

    @Test(
        "nesting and repetition that would explode while compiling are refused",
        arguments: [
            String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000),
            "((((a{1000}){1000}){1000}){1000})",
        ])
    func exploding(pattern: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
    }
}

@Suite("Pattern limits")
struct PatternLimitTests {
    /// A pattern that needs too long on its subject, by which of the limits.
    static let runaway: [(pattern: String, subject: String)] = [
        ("(a+)+$", String(repeating: "a", count: 50) + "b"),
        ("(a|aa)+$", String(repeating: "a", count: 100) + "b"),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", String(repeating: "a", count: 1000)),
        ("(?:x|a)*?(?:a|b)*?c", String(repeating: "a", count: 1_000_000) + "\nc"),
        // Quick at each place, but slow at a million of them.
        ("a*+b", String(repeating: "a", count: 1_000_000) + "\nb"),
        ("a.{0,1000}b", String(repeating: "a", count: 1_000_000) + "\nb"),
        ("(.*),(.*),(.*)x", String(repeating: ",", count: 100_000) + "\nx"),
    ]

    @Test("a search that would not end is broken off as such, within its time", arguments: runaway.indices)
    func brokenOff(index: Int) throws {
        let (text, subject) = Self.runaway[index]
        let pattern = try Pattern(text)
        let start = ContinuousClock.now
        let error = #expect(throws: PatternError.self) { try pattern.firstMatch(in: subject) }
        #expect([.time, .steps, .memory].map(PatternError.limitReached).contains(error))
        #expect(start.duration(to: .now) < .seconds(5))
    }

    @Test("an ordinary search through a megabyte stays within the limits")
    func ordinary() throws {
        let line = #"{"estimateId":"EST-1","state":"DONE","note":"nothing to see"},"#
        let subject = String(repeating: line, count: 16_000) + #"{"estimateId":"EST-99"}"#
        #expect(try Pattern(#""estimateId":"(EST-\d\d)""#).firstMatch(in: subject)?[1] == "EST-99")
        #expect(try Pattern("no such text").firstMatch(in: subject) == nil)
        #expect(try Pattern("EST-\\d+").matches(in: subject).count == 16_001)
    }

    @Test("an undecided search is neither true nor false")
    func undecided() {
        let subject = String(repeating: "a", count: 50) + "b"
        #expect(Pattern.search(pattern: "(a+)+$", subject: subject) == nil)
        #expect(Pattern.search(pattern: "a+b$", subject: subject) == true)
        #expect(Pattern.search(pattern: "a+c$", subject: subject) == false)
        #expect(Pattern.search(pattern: "(", subject: subject) == nil)
    }

    @Test("searches that share a time give no answers after it")
    func sharedTime() {
        #expect(Pattern.searching(within: .seconds(60))("a", "a") == true)
        #expect(Pattern.searching(within: .zero)("a", "a") == nil)
    }

    @Test("one pattern serves many tasks at once")
    func concurrent() async throws {
        let pattern = try Pattern("(\\d+)")
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask { (try? pattern.firstMatch(in: "n \(number) x")?[1]) == String(number) }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
