import JSON
import Testing

@Suite("JSONWriter")
struct JSONWriterTests {
    private let value: JSONValue = ["b": [1, ["x": true]], "a": [], "c": [:], "\u{E9}": "/\u{2028}\"\\\n\u{1}"]

    @Test("compact text has no blanks and no needless escapes")
    func compact() {
        #expect(
            JSONWriter().text(value)
                == #"{"b":[1,{"x":true}],"a":[],"c":{},"é":"/"# + "\u{2028}" + #"\"\\\n\u0001"}"#)
    }

    @Test("pretty text is indented by two spaces, with members in order on request")
    func pretty() {
        let text = """
            {
              "a": [],
              "b": [
                1,
                {
                  "x": true
                }
              ],
              "c": {}
            }
            """
        let value: JSONValue = ["c": [:], "b": [1, ["x": true]], "a": []]
        #expect(JSONWriter(.pretty, order: .sorted).text(value) == text)
        #expect(JSONWriter(order: .sorted).text(value) == #"{"a":[],"b":[1,{"x":true}],"c":{}}"#)
    }

    @Test("names are sorted by their scalars, not by language")
    func sorting() {
        let value: JSONValue = ["b": 1, "é": 2, "B": 3, "a": 4, "\u{FFFF}": 5, "😀": 6, "": 7]
        #expect(
            JSONWriter(order: .sorted).text(value) == "{\"\":7,\"B\":3,\"a\":4,\"b\":1,\"é\":2,\"\u{FFFF}\":5,\"😀\":6}")
    }

    @Test("an excerpt is cut where it is long, whatever makes it long")
    func excerpt() throws {
        #expect(JSONWriter.excerpt([1, 2], characters: 5) == "[1,2]")
        #expect(JSONWriter.excerpt([1, 2], characters: 4) == "[1,2…")
        let long = String(repeating: "9", count: 1_000_000)
        let values: [JSONValue] = [
            .string(long), .number(try #require(JSONNumber(long))), .array(Array(repeating: 1, count: 1_000_000)),
            .object(JSONObject([.init(name: long, value: 1)])),
        ]
        for value in values { #expect(JSONWriter.excerpt(value, characters: 10).count == 11) }
    }

    @Test("a value of the greatest depth is written")
    func deep() throws {
        let text = String(repeating: "[", count: 1024) + String(repeating: "]", count: 1024)
        let value = try JSONReader(maximumDepth: 1024, duplicateNames: .refused).read(text).value
        #expect(JSONWriter().text(value) == text)
        #expect(value == value)
    }
}
