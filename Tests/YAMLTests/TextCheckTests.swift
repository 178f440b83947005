import Testing
import YAML

@Suite("Bytes before they are parsed")
struct TextCheckTests {
    @Test(
        "a byte order mark and every line end are read, and places stay right",
        arguments: [
            ("\u{FEFF}a: 1\nb: 2\n", ["{} 1:1", "key a 1:1", "1 1:4", "key b 2:1", "2 2:4"]),
            ("a: 1\r\nb: 2\r\n", ["{} 1:1", "key a 1:1", "1 1:4", "key b 2:1", "2 2:4"]),
            ("a: 1\rb: 2\r", ["{} 1:1", "key a 1:1", "1 1:4", "key b 2:1", "2 2:4"]),
            ("\u{FEFF}a: 1\r\n\r\n  # c\r\nb: 2", ["{} 1:1", "key a 1:1", "1 1:4", "key b 4:1", "2 4:4"]),
        ])
    func lineEnds(text: String, places: [String]) {
        let parsed = Parsed(text)
        #expect(parsed.places == places)
        #expect(parsed.problems == [])
    }

    @Test(
        "what is no text is refused at the first byte that is none",
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF], "1:4 a byte here is not UTF-8"),
            (Array("a: 1\nüb: ".utf8) + [0xC3, 0x28], "2:5 a byte here is not UTF-8"),
            (Array("a: 1\r\nb: 2\r".utf8) + [0x80], "3:1 a byte here is not UTF-8"),
            (Array("a: ".utf8) + [0xED, 0xA0, 0x80], "1:4 a byte here is not UTF-8"),
            (Array("a: ".utf8) + [0xC0, 0x80], "1:4 a byte here is not UTF-8"),
            (Array("a: ".utf8) + [0xF0, 0x9F, 0x98], "1:4 a byte here is not UTF-8"),
            (Array("a: 1\nb".utf8) + [0], "2:2 a NUL byte stands here: this is not a text file"),
            ([0xFF, 0xFE, 0x61, 0], "1:1 the file is UTF-16"), ([0xFE, 0xFF, 0, 0x61], "1:1 the file is UTF-16"),
            (Array("a: \u{1B}[31m".utf8), "1:4 a control character (U+001B) stands here"),
            (Array("a: \"b\u{7F}\"".utf8), "1:6 a control character (U+007F) stands here"),
            (Array("a:\n  - \u{9B}".utf8), "2:5 a control character (U+009B) stands here"),
            (Array("a: 1\u{0C}".utf8), "1:5 a control character (U+000C) stands here"),
        ] as [([UInt8], String)])
    func notText(bytes: [UInt8], problem: String) {
        let parsed = Parsed(bytes)
        #expect(parsed.root == nil)
        #expect(parsed.problems == [problem])
    }

    @Test(
        "a byte order mark or a non-character inside the text is refused at its place",
        arguments: [
            ("a: 1\nb: x\u{FEFF}y\n", "2:5", "FEFF"), ("a: \u{FFFE}", "1:4", "FFFE"),
            ("a: \"\u{FFFF}\"", "1:5", "FFFF"),
        ])
    func inTheMiddle(text: String, place: String, code: String) {
        let parsed = Parsed(text)
        #expect(parsed.root == nil)
        #expect(parsed.problems == ["\(place) a control character (U+\(code)) stands here"])
    }

    @Test("tabs, and letters and signs of every plane, are text")
    func text() {
        #expect(Parsed("a: x\ty\nb: \"ü€😀\u{85}\"\n").problems == [])
        #expect(Parsed("名前: 値 😀\n").tree == "{名前: 値 😀}")
    }

    @Test("a file of a mebibyte is read, one byte more is refused unread")
    func size() {
        let head = "a: 1\n#"
        let full = head + String(repeating: "x", count: YAMLText.Limit.bytes - head.utf8.count)
        #expect(Parsed(full).tree == "{a: 1}")
        let more = Parsed(full + "x")
        #expect(more.root == nil)
        #expect(more.problems == ["1:1 the file has 1048577 bytes, more than the 1048576 allowed"])
    }
}
