import JSON
import Testing

@Suite("JSONReader")
struct JSONReaderTests {
    @Test(
        "valid texts are read, and written again as they were",
        arguments: [
            "null", "true", "false", "0", "-0", "1.50", "1E+2", "\"\"", "[]", "{}", "[1,\"a\",null]",
            #"{"a":{"b":[{}]}}"#,
            #"{"b":1,"a":2}"#, #""é☺😀""#, #""\"\\\b\f\n\r\t\u0000\u001f""#, "[[],{},[[]]]",
            "123456789012345678901234567890.10",
            "\"\u{7F}\u{2028}\"", #"{"":""}"#,
        ])
    func valid(text: String) throws {
        let document = try JSONReader.documents.read(text)
        #expect(JSONWriter().text(document.value) == text)
        #expect(document.duplicates.isEmpty && document.duplicateCount == 0)
    }

    @Test(
        "blanks, escapes and one byte order mark are taken",
        arguments: [
            (" \t\r\n[ 1 ,\n2 ] \n", "[1,2]"), ("{ \"a\" : 1 }", #"{"a":1}"#),
            (#""\/\u0041\u00e9\uD83D\uDE00\ud83d\ude00""#, #""/Aé😀😀""#),
            ("\u{FEFF}1", "1"), (#""\uFEFF""#, "\"\u{FEFF}\""),
            (#""\uFFFF\uD7FF\uE000""#, "\"\u{FFFF}\u{D7FF}\u{E000}\""),
        ])
    func taken(text: String, written: String) throws {
        #expect(JSONWriter().text(try JSONReader.documents.read(text).value) == written)
    }

    /// A wrong text, and where and how reading fails: offset, line, column, and words of the sentence.
    static let wrong: [(text: String, offset: Int, line: Int, column: Int, words: String)] = [
        ("", 0, 1, 1, "ends where a value"), ("  \n ", 4, 2, 2, "ends where a value"), ("\u{FEFF}", 3, 1, 2, "ends"),
        ("[1,2", 4, 1, 5, "',' or ']'"), ("[1,", 3, 1, 4, "a value"), ("[", 1, 1, 2, "ends"),
        ("{", 1, 1, 2, "a name in quotes or '}'"),
        (#"{"a""#, 4, 1, 5, "':'"), (#"{"a":"#, 5, 1, 6, "a value"), (#"{"a":1"#, 6, 1, 7, "',' or '}'"),
        ("\"abc", 4, 1, 5, "closing quote"),
        ("[1,]", 2, 1, 3, "comma"), (#"{"a":1,}"#, 6, 1, 7, "comma"), ("[,1]", 1, 1, 2, "found ','"),
        ("[1,,2]", 3, 1, 4, "found ','"),
        ("[1 2]", 3, 1, 4, "',' or ']'"), ("{\"a\" 1}", 5, 1, 6, "':'"), ("{a:1}", 1, 1, 2, "a name in quotes"),
        ("{1:1}", 1, 1, 2, "a name"),
        ("{'a':1}", 1, 1, 2, "found '''"), ("[1}", 2, 1, 3, "found '}'"), (#"{"a":1]"#, 6, 1, 7, "found ']'"),
        ("]", 0, 1, 1, "found ']'"),
        ("{\"a\":1,\"b\"}", 10, 1, 11, "':'"), ("{,}", 1, 1, 2, "a name in quotes"),
        ("{\"a\":1,,}", 7, 1, 8, "a name in quotes"),
        ("1 2", 2, 1, 3, "after the end"), ("{}x", 2, 1, 3, "after the end"),
        ("null\n\nnull", 6, 3, 1, "after the end"), ("[]]", 2, 1, 3, "after"),
        ("nul", 0, 1, 1, "'nul'"), ("True", 0, 1, 1, "'True'"), ("nulll", 0, 1, 1, "'nulll'"),
        ("NaN", 0, 1, 1, "'NaN'"),
        ("[Infinity]", 1, 1, 2, "'Infinity'"), ("undefined", 0, 1, 1, "'undefined'"),
        ("abc", 0, 1, 1, "strings need quotes"),
        ("01", 0, 1, 1, "superfluous zero"), ("-01", 0, 1, 1, "superfluous zero"), ("+1", 0, 1, 1, "plus"),
        (".5", 0, 1, 1, "before the point"),
        ("1.", 0, 1, 1, "a digit"), ("1e", 0, 1, 1, "a digit"), ("1.e5", 0, 1, 1, "a digit"), ("-", 0, 1, 1, "sign"),
        ("--1", 0, 1, 1, "no digits"),
        ("[1.2.3]", 1, 1, 2, "number"), ("0x1F", 0, 1, 1, "number"), ("1a", 0, 1, 1, "number"),
        ("-Infinity", 0, 1, 1, "no digits"),
        ("\"a\nb\"", 2, 1, 3, "U+000A"), ("\"\u{0}\"", 1, 1, 2, "U+0000"), ("\"\t\"", 1, 1, 2, "U+0009"),
        ("[\n\"é\u{1F}\"]", 5, 2, 3, "U+001F"),
        (#""\x""#, 1, 1, 2, "escape"), (#""\'""#, 1, 1, 2, "escape"), (#""\u12G4""#, 1, 1, 2, "escape"),
        (#""\u12"#, 5, 1, 6, "ends"),
        ("\"\\", 2, 1, 3, "ends"), (#""\U0041""#, 1, 1, 2, "escape"), (#""\u+123""#, 1, 1, 2, "escape"),
        (#""\ud800""#, 1, 1, 2, "surrogate"), (#""\udc00""#, 1, 1, 2, "surrogate"),
        (#""a\ud800\ud800""#, 2, 1, 3, "surrogate"),
        (#""\ud800\n""#, 1, 1, 2, "surrogate"), (#""\ud800x""#, 1, 1, 2, "surrogate"),
        (#""\ude00\ud83d""#, 1, 1, 2, "surrogate"),
        ("/* c */ 1", 0, 1, 1, "found '/'"), ("// c\n1", 0, 1, 1, "found '/'"), ("\u{A0}1", 0, 1, 1, "outside ASCII"),
        ("[1\u{C}]", 2, 1, 3, "control"),
        ("\u{FEFF}\u{FEFF}1", 3, 1, 2, "outside ASCII"), ("é", 0, 1, 1, "outside ASCII"),
    ]

    @Test("a wrong text is refused with its place and a sentence", arguments: wrong.indices)
    func refused(index: Int) {
        let wrong = Self.wrong[index]
        let error = #expect(throws: JSONReadError.self) { try JSONReader.responses.read(wrong.text) }
        #expect(error?.offset == wrong.offset, "\(wrong.text)")
        #expect(
            error?.line == wrong.line && error?.column == wrong.column, "\(wrong.text): \(String(describing: error))")
        #expect(error?.sentence.contains(wrong.words) == true, "\(wrong.text): \(String(describing: error))")
    }

    @Test(
        "bytes that are not UTF-8 are refused at the first of them",
        arguments: [
            ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0x80, 0x22], 2), ([0x22, 0xC0, 0xAF, 0x22], 1),
            ([0x22, 0xC1, 0xBF, 0x22], 1),
            ([0x22, 0xE0, 0x80, 0x80, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
            ([0x22, 0xF0, 0x80, 0x80, 0x80, 0x22], 1),
            ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1),
            ([0x22, 0xE2, 0x82, 0x22], 1),
            ([0x22, 0xC3, 0x22], 1), ([0x22, 0xC3, 0xA9, 0xC3], 3), ([0x22, 0xF0, 0x9F, 0x98], 1),
            ([0x7B, 0x22, 0xFE, 0x22], 2),
        ] as [([UInt8], Int)])
    func invalidUTF8(bytes: [UInt8], offset: Int) {
        let error = #expect(throws: JSONReadError.self) { try JSONReader.responses.read(bytes) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.offset == offset)
    }

    @Test("UTF-16 and UTF-32 are refused, not guessed")
    func otherEncodings() {
        for bytes in [[0xFF, 0xFE, 0x31, 0], [0, 0x31], [0x31, 0], [0, 0, 0xFE, 0xFF]] as [[UInt8]] {
            #expect(throws: JSONReadError.self) { try JSONReader.responses.read(bytes) }
        }
    }

    @Test("raw bytes are read as arrays are")
    func rawBytes() throws {
        let bytes = Array("[1]".utf8)
        let value = try bytes.withUnsafeBytes { try JSONReader.responses.read($0).value }
        #expect(value == [1])
        #expect(throws: JSONReadError.self) {
            try JSONReader.responses.read(UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }
}

@Suite("JSONReader limits")
struct JSONReaderLimitTests {
    @Test("depth is bounded, to the level", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(opening: String, closing: String) throws {
        func nested(_ levels: Int) -> String {
            String(repeating: opening, count: levels - 1) + (opening == "[" ? "[]" : "{}")
                + String(repeating: closing, count: levels - 1)
        }
        #expect(throws: Never.self) { try JSONReader.responses.read(nested(512)) }
        let error = #expect(throws: JSONReadError.self) { try JSONReader.responses.read(nested(513)) }
        #expect(error?.reason == .tooDeep(limit: 512))
        let shallow = JSONReader(maximumDepth: 3, duplicateNames: .listed)
        #expect(throws: Never.self) { try shallow.read(nested(3)) }
        #expect(throws: JSONReadError.self) { try shallow.read(nested(4)) }
        #expect(throws: JSONReadError.self) { try JSONReader(maximumDepth: 0, duplicateNames: .listed).read("[]") }
        #expect(JSONReader(maximumDepth: 1_000_000, duplicateNames: .listed).maximumDepth == 1024)
    }

    @Test("a text of 100 000 levels or more is refused at once", arguments: ["[", "{\"a\":", "[{\"a\":"])
    func veryDeep(opening: String) {
        let text = String(repeating: opening, count: 1_000_000)
        let error = #expect(throws: JSONReadError.self) { try JSONReader.responses.read(text) }
        #expect(error?.reason == .tooDeep(limit: 512))
    }

    @Test("many small containers are read in time that grows with their number")
    func manyContainers() throws {
        let text = "[" + Array(repeating: #"{"a":[]}"#, count: 100_000).joined(separator: ",") + "]"
        let start = ContinuousClock.now
        let value = try JSONReader.responses.read(text).value
        #expect(value[99_999] == ["a": []] && value[100_000] == nil)
        #expect(start.duration(to: .now) < .seconds(20))
    }

    @Test("size is bounded, to the byte")
    func size() {
        let reader = JSONReader(maximumBytes: 5, duplicateNames: .listed)
        #expect(throws: Never.self) { try reader.read("12345") }
        let error = #expect(throws: JSONReadError.self) { try reader.read("123456") }
        #expect(error?.reason == .tooLarge(limit: 5))
    }
}

@Suite("Duplicate names")
struct DuplicateNameTests {
    @Test(
        "they are listed with the pointers of the repeated members, and the last value counts",
        arguments: [
            (#"{"a":1,"a":2}"#, #"{"a":2}"#, ["/a"]),
            (#"{"a":1,"b":0,"a":2,"a":3}"#, #"{"a":3,"b":0}"#, ["/a", "/a"]),
            (#"{"x":[0,{"y":{"a":1,"a":2}}]}"#, #"{"x":[0,{"y":{"a":2}}]}"#, ["/x/1/y/a"]),
            (#"{"a/b":{"~":1,"~":2}}"#, #"{"a/b":{"~":2}}"#, ["/a~1b/~0"]),
            (#"{"a":1,"\u0061":2}"#, #"{"a":2}"#, ["/a"]),
            (#"{"":{"":1,"":2}}"#, #"{"":{"":2}}"#, ["//"]),
            (#"[{"a":1},{"a":1}]"#, #"[{"a":1},{"a":1}]"#, []),
            (
                #"{"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0,"9":0,"1":1}"#,
                #"{"1":1,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0,"9":0}"#, ["/1"]
            ),
        ])
    func listed(text: String, written: String, pointers: [String]) throws {
        let document = try JSONReader.responses.read(text)
        #expect(JSONWriter().text(document.value) == written)
        #expect(document.duplicates.map(\.pointer) == pointers)
        #expect(document.duplicateCount == pointers.count)
    }

    @Test("a document of gonogo's own must not have them")
    func refused() {
        let error = #expect(throws: JSONReadError.self) { try JSONReader.documents.read("{\"a\":1,\n \"a\":2}") }
        #expect(error?.reason == .duplicateName("a"))
        #expect(error?.offset == 9 && error?.line == 2 && error?.column == 2)
    }

    @Test("of ten thousand repetitions a hundred are listed, all are counted")
    func many() throws {
        let member = #""\#(String(repeating: "x", count: 101))":1"#
        let text = "{" + Array(repeating: member, count: 10_001).joined(separator: ",") + "}"
        let document = try JSONReader.responses.read(text)
        #expect(document.duplicates.count == 100 && document.duplicateCount == 10_000)
        #expect(document.duplicates.first?.pointer == "/" + String(repeating: "x", count: 100) + "…")
    }
}
