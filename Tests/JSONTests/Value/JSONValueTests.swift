import JSON
import Testing

@Suite("JSONValue")
struct JSONValueTests {
    private func value(_ text: String) throws -> JSONValue { try JSONReader.responses.read(text).value }

    @Test(
        "equality is by value, and not by the order of members",
        arguments: [
            (#"{"a":1,"b":[true,null]}"#, #"{"b":[true,null],"a":1.0}"#, true),
            ("[1,2]", "[2,1]", false), ("[]", "{}", false), ("null", "false", false), ("0", "false", false),
            ("\"\"", "null", false),
            (#"{"a":1}"#, #"{"a":1,"b":2}"#, false), (#"{"a":1}"#, #"{"b":1}"#, false), ("\"1\"", "1", false),
            (#"{"a":null}"#, "{}", false), (#""\u00e9""#, #""e\u0301""#, false),
            (#"{"\u00e9":1}"#, #"{"e\u0301":1}"#, false),
        ])
    func equality(left: String, right: String, areEqual: Bool) throws {
        #expect((try value(left) == value(right)) == areEqual)
        #expect((try value(right) == value(left)) == areEqual)
    }

    @Test("members are found by name among few and among many", arguments: [1, 8, 9, 1000])
    func members(count: Int) throws {
        let object = JSONObject((0..<count).map { .init(name: "name\($0)", value: .number(JSONNumber($0))) })
        #expect(object.count == count)
        #expect(object.members.map(\.name) == (0..<count).map { "name\($0)" })
        for index in 0..<count { #expect(object["name\(index)"] == .number(JSONNumber(index))) }
        #expect(object["none"] == nil)
    }

    @Test("members are set and removed without disturbing the others", arguments: [3, 20])
    func changing(count: Int) {
        var object = JSONObject((0..<count).map { .init(name: "name\($0)", value: true) })
        object["name1"] = "new"
        object["last"] = 5
        object["name0"] = nil
        object["none"] = nil
        #expect(object.count == count)
        #expect(object.members.first?.name == "name1" && object["name1"] == "new")
        #expect(object.members.last?.name == "last" && object["last"] == 5)
        #expect(object["name0"] == nil && object["name2"] == true)
    }

    @Test("composed and decomposed names are different members")
    func normalisation() {
        let many = (0..<20).map { JSONObject.Member(name: "\($0)", value: true) }
        for others in [[], many] {
            let object = JSONObject(others + [.init(name: "\u{E9}", value: 1), .init(name: "e\u{301}", value: 2)])
            #expect(object.count == others.count + 2)
            #expect(object["\u{E9}"] == 1 && object["e\u{301}"] == 2)
        }
    }

    @Test("a value says its kind and gives what it holds, null included")
    func reading() throws {
        let value = try value(#"{"a":[1,null],"b":{}}"#)
        #expect(value.kind == .object && value["a"]?.kind == .array && value["a"]?[1]?.kind == .null)
        #expect(value["a"]?[0] == 1)
        #expect(value["a"]?[1] != nil)
        #expect(value["a"]?[2] == nil && value["a"]?[-1] == nil && value["c"] == nil && value[0] == nil)
        #expect(JSONValue.Kind.boolean.rawValue == "boolean")
    }
}
