import JSON
import Testing

@Suite struct LocatedJSONTests {
    /// The tree as text: each value with its offset, each name with its own.
    private func described(_ value: LocatedJSON) -> String {
        switch value.content {
        case .scalar(let scalar): "\(value.offset):\(scalar.kind.rawValue)"
        case .array(let elements): "\(value.offset):[\(elements.map(described).joined(separator: " "))]"
        case .object(let members):
            "\(value.offset):{"
                + members.map { "\($0.nameOffset):\($0.name)=\(described($0.value))" }
                .joined(separator: " ") + "}"
        }
    }

    @Test(
        "every name and value has its offset, and members of one name are all there",
        arguments: [
            ("1", "0:number"), (" [ ]", "1:[]"), ("{ }", "0:{}"),
            (#"{"a": [true, null], "b":{"c":"x"}}"#, "0:{1:a=6:[7:boolean 13:null] 20:b=24:{25:c=29:string}}"),
            (#"{"a":1,"a":{"b":2},"a":[]}"#, "0:{1:a=5:number 7:a=11:{12:b=16:number} 19:a=23:[]}"),
            ("\u{FEFF}[\"é\",2]", "3:[4:string 9:number]"),
        ])
    func offsets(_ text: String, _ expected: String) throws {
        #expect(described(try JSONReader.documents.locate(Array(text.utf8))) == expected)
    }

    @Test(
        "what is no JSON is refused as it is without places",
        arguments: ["", "[1,]", "{\"a\"}", "[", "1 2", "{\"a\":1"])
    func refused(_ text: String) {
        let bytes = Array(text.utf8)
        let located = #expect(throws: JSONReadError.self) { try JSONReader.responses.locate(bytes) }
        let plain = #expect(throws: JSONReadError.self) { try JSONReader.responses.read(bytes) }
        #expect(located?.offset == plain?.offset)
    }
}
