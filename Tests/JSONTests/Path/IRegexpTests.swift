import JSON
import Pattern
import Testing

@Suite("I-Regexp")
struct IRegexpTests {
    @Test(
        "what RFC 9485 allows is translated for PCRE2, and matches whole texts",
        arguments: [
            ("", ["": true, "a": false]),
            ("a", ["a": true, "aa": false, "a\n": false]),
            ("a|", ["a": true, "": true, "b": false]),
            ("(a|b)*c?", ["abab": true, "bc": true, "cc": false, "": true]),
            ("()", ["": true]),
            (".", ["a": true, "\n": false, "\r": false, "\u{2028}": true, "😀": true, "": false]),
            ("a{2}", ["aa": true, "a": false, "aaa": false]),
            ("a{2,}", ["aaaa": true, "a": false]),
            ("a{0,1}b", ["b": true, "ab": true, "aab": false]),
            ("[abc]+", ["cab": true, "d": false]),
            ("[a-c0-9]+", ["b5": true, "d": false, "-": false]),
            ("[^a-c]", ["d": true, "a": false, "\n": true]),
            ("[-a]+", ["-a": true, "b": false]),
            ("[a-]+", ["-a": true, "b": false]),
            ("[-]", ["-": true, "a": false]),
            ("[^-]", ["-": false, "a": true]),
            ("[.*+?(){}|$]+", [".*+?(){}|$": true, "a": false]),
            ("[a^]+", ["^a": true]),
            ("[\\[\\]\\\\\\-\\^]+", ["[]\\-^": true, "a": false]),
            ("[\\p{Lu}0-9]+", ["Ä7": true, "ä": false]),
            ("[\\n\\r\\t]+", ["\n\r\t": true, "n": false]),
            ("\\p{L}\\P{L}", ["é1": true, "11": false]),
            ("\\(\\)\\*\\+\\-\\.\\?\\[\\\\\\]\\^\\{\\|\\}", ["()*+-.?[\\]^{|}": true]),
            ("a-b,c d#e/f\"g'h", ["a-b,c d#e/f\"g'h": true]),
            ("<&>=!:;@_`~%", ["<&>=!:;@_`~%": true]),
            ("é😀", ["é😀": true, "é": false]),
            ("^*a", ["a": true]),
        ] as [(String, [String: Bool])])
    func taken(pattern: String, subjects: [String: Bool]) throws {
        let translated = try #require(IRegexp(pattern))
        for (subject, isMatch) in subjects {
            #expect(Pattern.search(pattern: translated.matching, subject: subject) == isMatch, "\(subject)")
            if isMatch { #expect(Pattern.search(pattern: translated.searching, subject: "z" + subject + "z") != nil) }
        }
    }

    @Test(
        "what it leaves out is refused",
        arguments: [
            "(", ")", "a)", "(a", "[", "]", "[]", "[^]", "[a", "{", "}", "a{", "a{}", "a{,2}", "a{2,1}", "a{1", "a{x}",
            "a{65536}", "a{99999999999999999999}", "*", "+a", "?", "a**", "a*?", "a+?", "a??", "a*+", "a{1}{2}", "|*",
            "(*a)",
            "\\d", "\\w", "\\s", "\\b", "\\1", "\\x41", "\\u0041", "\\a", "\\", "\\Q", "\\K", "\\/", "(?:a)", "(?i)a",
            "(?=a)",
            "(?<n>a)", "[[:alpha:]]", "[a[b]]", "[b-a]", "[a-b-c]", "[a-\\p{L}]", "[--a]x", "[\\d]", "\\p", "\\p{",
            "\\p{}",
            "\\p{Xx}", "\\p{Lx}", "\\p{Latin}", "\\pL", "\\p{L", "\\P{^L}", "\\p{Cs}",
        ])
    func refused(pattern: String) {
        #expect(IRegexp(pattern) == nil)
    }

    @Test("length and nesting are bounded")
    func bounds() {
        #expect(IRegexp(String(repeating: "(", count: 100) + String(repeating: ")", count: 100)) != nil)
        #expect(IRegexp(String(repeating: "(", count: 101) + String(repeating: ")", count: 101)) == nil)
        #expect(IRegexp(String(repeating: "(", count: 16_000)) == nil)
        #expect(IRegexp(String(repeating: "a", count: IRegexp.maximumLength + 1)) == nil)
    }
}
