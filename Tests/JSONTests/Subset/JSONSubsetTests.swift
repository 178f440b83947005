import JSON
import Testing

@Suite("JSONSubset")
struct JSONSubsetTests {
    private func differences(_ expected: String, _ actual: String) throws -> JSONDifferences {
        try JSONSubset(JSONReader.documents.read(expected).value)
            .differences(from: JSONReader.documents.read(actual).value)
    }

    @Test(
        "what is expected is enough",
        arguments: [
            (#"{"a":1}"#, #"{"a":1,"b":2}"#), ("{}", #"{"a":1}"#),
            (#"{"items":[{"quantity":1}]}"#, #"{"items":[{"quantity":1.0,"id":7}],"x":0}"#),
            ("[1,2]", "[1,2]"), ("[]", "[]"), ("1", "1.0"), ("null", "null"), (#"{"a":null}"#, #"{"a":null}"#),
            (#"[1,"<<...>>"]"#, "[1]"), (#"[1,"<<...>>"]"#, "[1,2,3]"), (#"["<<...>>"]"#, "[]"),
            (#"["<<...>>"]"#, "[1]"),
            (#"[{"a":1},"<<...>>"]"#, #"[{"a":1,"b":2},null]"#), (#"{"a":"<<absent>>"}"#, "{}"),
            (#"{"a":"<<absent>>","b":1}"#, #"{"b":1}"#),
            (#""<<any>>""#, "null"), (#""<text>""#, #""<text>""#), (#""<<""#, #""<<""#), (#""<<a>""#, #""<<a>""#),
            (#""a<<any>>""#, #""a<<any>>""#),
        ])
    func met(expected: String, actual: String) throws {
        #expect(try differences(expected, actual).sentences == [])
    }

    @Test(
        "every difference is told at once, with its path",
        arguments: [
            (#"{"a":1}"#, #"{"a":2}"#, ["$['a']: expected 1, found 2"]),
            (
                #"{"a":1,"b":"x","c":true}"#, #"{"a":2,"c":false}"#,
                [
                    "$['a']: expected 1, found 2", "$['b']: expected \"x\", found no such member",
                    "$['c']: expected true, found false",
                ]
            ),
            (#"{"a":{"b":[1,{"c":2}]}}"#, #"{"a":{"b":[1,{"c":3}]}}"#, ["$['a']['b'][1]['c']: expected 2, found 3"]),
            ("[1,2]", "[1]", ["$: expected 2 elements, found 1 element"]),
            ("[1]", "[2,3]", ["$: expected 1 element, found 2 elements", "$[0]: expected 1, found 2"]),
            (#"[1,2,"<<...>>"]"#, "[1]", ["$: expected at least 2 elements, found 1 element"]),
            (#"[1,"<<...>>"]"#, "[2,3]", ["$[0]: expected 1, found 2"]),
            ("[]", "{}", ["$: expected [], found {}"]), (#"{"a":1}"#, "[1]", [#"$: expected {"a":1}, found [1]"#]),
            ("null", "0", ["$: expected null, found 0"]), (#""1""#, "1", [#"$: expected "1", found 1"#]),
            (#"{"a":null}"#, "{}", ["$['a']: expected null, found no such member"]),
            (#"{"a":"<<absent>>"}"#, #"{"a":null}"#, ["$['a']: expected no such member, found null"]),
            (#"{"id":"<<uuid>>"}"#, #"{"id":7}"#, ["$['id']: expected a UUID, found 7"]),
            (#"{"id":"<<uuid>>"}"#, "{}", ["$['id']: expected a UUID, found no such member"]),
            (#"{"a":"<<any>>"}"#, "{}", ["$['a']: expected any value, found no such member"]),
            ("\"\\u00e9\"", "\"e\\u0301\"", ["$: expected \"\u{E9}\", found \"e\u{301}\""]),
        ])
    func told(expected: String, actual: String, sentences: [String]) throws {
        #expect(try differences(expected, actual).sentences == sentences)
    }

    /// A marker, values of its kind, and values that are not.
    static let markers: [(marker: String, accepted: [String], refused: [String])] = [
        ("any", ["null", "1", "{}"], []),
        ("string", [#""""#, #""a""#], ["1", "null", "[]"]),
        ("integer", ["1", "-5", "1.0", "1e3", "123456789012345678901234567890"], ["1.5", #""1""#, "true", "null"]),
        ("number", ["1", "1.5", "-1e400"], [#""1""#, "null", "false"]),
        ("boolean", ["true", "false"], ["0", #""true""#, "null"]),
        ("object", ["{}", #"{"a":1}"#], ["[]", "null"]),
        ("array", ["[]", "[1]"], ["{}", "null", #""[]""#]),
        ("null", ["null"], ["0", "false", #""""#, #""null""#]),
        ("nonempty", [#"" ""#, "[null]", #"{"a":1}"#], [#""""#, "[]", "{}", "null", "0"]),
        (
            "uuid",
            [
                #""123e4567-e89b-12d3-a456-426614174000""#, #""00000000-0000-0000-0000-000000000000""#,
                #""ABCDEFAB-CDEF-abcd-ef01-0123456789aB""#,
            ],
            [
                #""123e4567e89b12d3a456426614174000""#, #""123e4567-e89b-12d3-a456-42661417400""#,
                #""123e4567-e89b-12d3-a456-4266141740000""#,
                #""g23e4567-e89b-12d3-a456-426614174000""#, #""{123e4567-e89b-12d3-a456-426614174000}""#, #""""#, "1",
            ]
        ),
        (
            "date", [#""2024-02-29""#, #""2000-02-29""#, #""1999-12-31""#],
            [
                #""2023-02-29""#, #""1900-02-29""#, #""2024-13-01""#, #""2024-00-01""#, #""2024-01-00""#,
                #""2024-04-31""#, #""24-01-01""#,
                #""2024-1-1""#, #""2024-01-01T00:00""#, #""２０２４-01-01""#, #""+024-01-01""#,
            ]
        ),
        (
            "iso8601",
            [
                #""2024-01-31T23:59:60Z""#, #""2024-01-31T10:00""#, #""2024-01-31t10:00:00.123456789z""#,
                #""2024-01-31T10:00:00+02:00""#,
                #""2024-01-31T10:00:00-0530""#, #""2024-01-31T10:00:00+02""#, #""2024-01-31T10:00:00,5Z""#,
            ],
            [
                #""2024-01-31""#, #""2024-01-31 10:00:00""#, #""2024-01-31T24:00:00Z""#, #""2024-01-31T10:60:00Z""#,
                #""2024-01-31T10:00:61Z""#,
                #""2024-02-30T10:00:00Z""#, #""2024-01-31T10:00:00.Z""#, #""2024-01-31T10:00:00+24:00""#,
                #""2024-01-31T10:00:00+02:60""#,
                #""2024-01-31T10:00:00Zx""#, #""2024-01-31T10:00:00+2""#, #""2024-01-31T10:00:00+""#, "1706695200",
            ]
        ),
        (
            "email",
            [
                #""a@b.co""#, #""first.last+tag@sub.example-x.com""#, #""o'hara@example.org""#,
                #""jürgen@bücher.example""#,
            ],
            [
                #""a""#, #""a@""#, #""@b.co""#, #""a@b""#, #""a@@b.co""#, #""a b@c.de""#, #""a.@b.co""#, #"".a@b.co""#,
                #""a..b@c.de""#, #""a@-b.co""#,
                #""a@b-.co""#, #""a@b..co""#, #""a@b.co ""#, #""a@b_c.de""#,
            ]
        ),
        (
            "url",
            [
                #""http://a""#, #""https://example.com/p?q=1#f""#, #""ftp://user@host:21/x""#,
                #""postgres://u:p@h/db""#, #""http://[::1]:80/""#,
            ],
            [
                #""example.com""#, #""//example.com""#, #""http:/x""#, #""http://""#, #""http:///x""#, #""http://a b""#,
                #""1http://a""#, #""http://:80""#,
                #""http://user@""#, #""http://a<b>""#, #""javascript:alert(1)""#, #""mailto:a@b.co""#,
            ]
        ),
    ]

    @Test("a marker accepts values of its kind, and no others", arguments: markers.indices)
    func marker(index: Int) throws {
        let (marker, accepted, refused) = Self.markers[index]
        for value in accepted { #expect(try differences("\"<<\(marker)>>\"", value).isEmpty, "\(marker): \(value)") }
        for value in refused { #expect(try differences("\"<<\(marker)>>\"", value).count == 1, "\(marker): \(value)") }
    }

    @Test("unknown and misplaced markers are told at once, before anything is compared")
    func faults() {
        let expected: JSONValue = [
            "a": "<<strng>>", "b": ["<<...>>", 1, "<<absent>>"], "c": ["d": "<<UUID>>"], "e": "<<whatever>>",
            "f": "<<...>>", "g": "<<>>",
        ]
        let error = #expect(throws: JSONSubsetError.self) { try JSONSubset(expected) }
        #expect(
            error?.faults.map(\.path) == [
                "$['a']", "$['b'][0]", "$['b'][2]", "$['c']['d']", "$['e']", "$['f']", "$['g']",
            ])
        #expect(error?.faults[0].sentence == "there is no marker <<strng>>; did you mean <<string>>?")
        #expect(error?.faults[3].sentence == "there is no marker <<UUID>>; did you mean <<uuid>>?")
        #expect(error?.faults[4].sentence.contains("known are <<any>> <<string>>") == true)
        #expect(throws: JSONSubsetError.self) { try JSONSubset("<<absent>>") }
        #expect(throws: JSONSubsetError.self) { try JSONSubset("<<...>>") }
    }

    @Test("a hundred differences are told, the rest is counted")
    func many() throws {
        let expected = JSONValue.array(Array(repeating: 1, count: 1000))
        let differences = try JSONSubset(expected).differences(from: .array(Array(repeating: 2, count: 1000)))
        #expect(differences.count == 1000 && differences.reported.count == 100)
        #expect(differences.sentences.count == 101)
        #expect(differences.sentences.last == "and 900 more")
    }

    @Test("long values are cut in what is told")
    func long() throws {
        let differences = try JSONSubset("x").differences(from: .string(String(repeating: "y", count: 1_000_000)))
        #expect((differences.reported.first?.actual.count ?? 0) == 201)
    }
}
