import JSON
import Pattern
import Testing

@Suite("JSONPath evaluation")
struct JSONPathEvaluationTests {
    /// The values that a query selects from a document, as one line of JSON.
    private func select(_ query: String, from document: String) throws -> String {
        let nodes = try JSONPath(parsing: query).evaluate(
            on: try JSONReader.documents.read(document).value, regex: Pattern.search)
        return JSONWriter().text(.array(nodes.map(\.value)))
    }

    @Test(
        "segments and selectors take what the standard says, in its order",
        arguments: [
            ("$", "5", "[5]"),
            ("$.a", #"{"a":1,"b":2}"#, "[1]"),
            ("$.a", "[1]", "[]"),
            ("$.a", #""a""#, "[]"),
            ("$['a']['b']", #"{"a":{"b":null}}"#, "[null]"),
            ("$['']", #"{"":1}"#, "[1]"),
            ("$['\\u00e9']", #"{"é":1}"#, "[1]"),
            ("$['\\uD83D\\uDE00']", #"{"😀":1}"#, "[1]"),
            ("$.é", "{\"e\\u0301\":1}", "[]"),
            ("$.*", #"{"b":1,"a":2}"#, "[1,2]"),
            ("$.*", "[3,4]", "[3,4]"),
            ("$.*", "3", "[]"),
            ("$[0]", "[1,2,3]", "[1]"),
            ("$[-1]", "[1,2,3]", "[3]"),
            ("$[3]", "[1,2,3]", "[]"),
            ("$[-4]", "[1,2,3]", "[]"),
            ("$[9007199254740991]", "[1]", "[]"),
            ("$[-9007199254740991]", "[1]", "[]"),
            ("$[0]", #"{"0":1}"#, "[]"),
            ("$['0']", "[1]", "[]"),
            ("$[1,0,1]", "[1,2]", "[2,1,2]"),
            ("$['b','a']", #"{"a":1,"b":2}"#, "[2,1]"),
            ("$['a',0,*]", #"{"a":1}"#, "[1,1]"),
            ("$[0,?@>1,-1]", "[1,2]", "[1,2,2]"),
            ("$..*", "[[1],2]", "[[1],2,1]"),
            ("$..a", #"{"a":{"a":1},"b":[{"a":2}]}"#, #"[{"a":1},1,2]"#),
            ("$..[0]", "[[1,2],[3]]", "[[1,2],1,3]"),
            ("$..[0,1]", "[[1,2],3]", "[[1,2],3,1,2]"),
            ("$..*", "1", "[]"),
            ("$..a..a", #"{"a":{"a":{"a":1}}}"#, #"[{"a":1},1,1]"#),
            ("$.a.b.c", #"{"a":{"b":{"c":[]}}}"#, "[[]]"),
        ])
    func selectors(query: String, document: String, expected: String) throws {
        #expect(try select(query, from: document) == expected)
    }

    @Test(
        "slices follow the standard's arithmetic",
        arguments: [
            ("[:]", "[0,1,2,3,4]"), ("[::]", "[0,1,2,3,4]"), ("[1:3]", "[1,2]"), ("[1:]", "[1,2,3,4]"),
            ("[:2]", "[0,1]"),
            ("[-2:]", "[3,4]"), ("[:-2]", "[0,1,2]"), ("[-4:-2]", "[1,2]"), ("[3:1]", "[]"), ("[9:]", "[]"),
            ("[-9:2]", "[0,1]"),
            ("[:99]", "[0,1,2,3,4]"), ("[::2]", "[0,2,4]"), ("[1::2]", "[1,3]"), ("[::9]", "[0]"), ("[1:4:2]", "[1,3]"),
            ("[::-1]", "[4,3,2,1,0]"), ("[::-2]", "[4,2,0]"), ("[3:1:-1]", "[3,2]"), ("[1:3:-1]", "[]"),
            ("[:1:-1]", "[4,3,2]"),
            ("[2::-1]", "[2,1,0]"), ("[-2::-1]", "[3,2,1,0]"), ("[:-3:-1]", "[4,3]"), ("[99::-1]", "[4,3,2,1,0]"),
            ("[:-99:-1]", "[4,3,2,1,0]"), ("[::0]", "[]"), ("[1:3:0]", "[]"), ("[0:0]", "[]"),
            ("[-1:0:-1]", "[4,3,2,1]"),
            ("[9007199254740991:-9007199254740991:-9007199254740991]", "[4]"),
            ("[-9007199254740991:9007199254740991:9007199254740991]", "[0]"),
        ])
    func slices(slice: String, expected: String) throws {
        #expect(try select("$" + slice, from: "[0,1,2,3,4]") == expected)
        #expect(try select("$" + slice, from: "[]") == "[]")
        #expect(try select("$" + slice, from: #"{"a":1}"#) == "[]")
    }

    @Test(
        "a comparison gives what the standard's tables say",
        arguments: [
            ("1==1", true), ("1==1.0", true), ("100==1e2", true), ("0==-0", true), ("0.1==0.10", true), ("1==2", false),
            ("9007199254740993==9007199254740992", false), ("1e400==1e401", false), ("1e400<1e401", true),
            ("1=='1'", false), ("1!='1'", true), ("'a'=='a'", true), ("'a'<'b'", true), ("'a'<'aa'", true),
            ("'B'<'a'", true),
            ("'\\u00e9'=='e\\u0301'", false), ("''<'a'", true), ("'\\uFFFF'<'\\uD83D\\uDE00'", true),
            ("true==true", true), ("true==false", false), ("true>false", false), ("true>=true", true),
            ("true<=false", false),
            ("null==null", true), ("null<=null", true), ("null>null", false), ("null==false", false),
            ("null==0", false),
            ("1<'2'", false), ("1>'2'", false), ("1<=1", true), ("2>=1", true), ("2>1", true), ("1>1", false),
            ("-1<0", true),
            ("$.none==$.absent", true), ("$.none!=$.absent", false), ("$.none<=$.absent", true),
            ("$.none<$.absent", false),
            ("$.none==1", false), ("$.none!=1", true), ("$.none==null", false), ("$.null==null", true),
            ("$.none==$.null", false),
            ("$.obj==$.obj2", true), ("$.obj==$.arr", false), ("$.arr==$.arr2", true), ("$.arr==$.arr3", false),
            ("$.obj<=$.obj2", true), ("$.obj<$.obj2", false), ("$.arr>=$.arr2", true), ("$.arr>$.arr3", false),
            ("$.arr!=$.arr3", true), ("$.obj.x==1", true), ("$.arr[-1]==2", true), ("$.arr[2]==$.none", true),
            ("@==$", false), ("@=='leaf'", true),
        ])
    func comparisons(comparison: String, holds: Bool) throws {
        let document = #"""
            {"null":null,"obj":{"x":1,"y":[1]},"obj2":{"y":[1.0],"x":1},"arr":[1,2],"arr2":[1,2],"arr3":[2,1],
             "list":["leaf"]}
            """#
        #expect(try select("$.list[?\(comparison)]", from: document) == (holds ? #"["leaf"]"# : "[]"))
        #expect(try select("$.list[?!(\(comparison))]", from: document) == (holds ? "[]" : #"["leaf"]"#))
    }

    @Test(
        "filters test, combine and nest",
        arguments: [
            ("$[?@]", "[null,false,0,\"\",[],{}]", "[null,false,0,\"\",[],{}]"),
            ("$[?@.a]", #"[{"a":null},{"b":1},1]"#, #"[{"a":null}]"#),
            ("$[?!@.a]", #"[{"a":null},{"b":1},1]"#, #"[{"b":1},1]"#),
            ("$[?@.*]", "[[],[1],{}]", "[[1]]"),
            ("$[?@.a>1]", #"{"x":{"a":1},"y":{"a":2}}"#, #"[{"a":2}]"#),
            ("$[?@.a && @.b || @.c]", #"[{"a":1},{"a":1,"b":1},{"c":1}]"#, #"[{"a":1,"b":1},{"c":1}]"#),
            ("$[?@.a || @.b && @.c]", #"[{"a":1},{"b":1},{"b":1,"c":1}]"#, #"[{"a":1},{"b":1,"c":1}]"#),
            ("$[?(@.a || @.b) && @.c]", #"[{"a":1},{"a":1,"c":1}]"#, #"[{"a":1,"c":1}]"#),
            ("$[?!@.a && @.b]", #"[{"b":1},{"a":1,"b":1}]"#, #"[{"b":1}]"#),
            ("$[?!(@.a && @.b)]", #"[{"b":1},{"a":1,"b":1}]"#, #"[{"b":1}]"#),
            ("$[?@[?@>1]]", "[[1],[2],3]", "[[2]]"),
            ("$[?@[?@.a==$[0].a]]", #"[{"a":1},[{"a":1}],[{"a":2}]]"#, #"[[{"a":1}]]"#),
            ("$..[?@.a]", #"[{"a":[{"a":1}]}]"#, #"[{"a":[{"a":1}]},{"a":1}]"#),
            ("$[?@.a==@.b]", #"[{"a":1,"b":1.0},{"a":1},{}]"#, #"[{"a":1,"b":1.0},{}]"#),
            ("$[?@[-1]==2]", "[[1,2],[2,1],[]]", "[[1,2]]"),
            ("$[?$[0]==@]", "[1,2,1.0]", "[1,1.0]"),
            ("$[?@.a]", "1", "[]"),
        ])
    func filters(query: String, document: String, expected: String) throws {
        #expect(try select(query, from: document) == expected)
    }

    @Test(
        "the five functions",
        arguments: [
            ("length(@)==2", #"["ab",[1,2],{"a":1,"b":2},12,true,null,"é☺","a"]"#, #"["ab",[1,2],{"a":1,"b":2},"é☺"]"#),
            ("length(@)==1", #"["😀","e\u0301"]"#, #"["😀"]"#),
            ("length(@.a)==length(@.b)", #"[{"a":1},{"a":"x"},{}]"#, #"[{"a":1},{}]"#),
            ("count(@.*)==2", #"[[1,2],{"a":1},"ab"]"#, "[[1,2]]"),
            ("count(@)==1", "[1,[]]", "[1,[]]"),
            ("count(@..*)>2", "[[[1,2]],[1,2]]", "[[[1,2]]]"),
            ("count(@['a','a'])==2", #"[{"a":1}]"#, #"[{"a":1}]"#),
            ("value(@..a)==1", #"[{"b":{"a":1}},{"a":1,"b":{"a":1}},{}]"#, #"[{"b":{"a":1}}]"#),
            ("value(@.*)==value(@.none)", "[[],[1],[1,2]]", "[[],[1,2]]"),
            ("match(@,'a.c')", #"["abc","xabc","abcx","a\nc","a\rc","a\u2028c"]"#, "[\"abc\",\"a\u{2028}c\"]"),
            ("search(@,'a.c')", #"["abc","xabcx","a\nc"]"#, #"["abc","xabcx"]"#),
            ("match(@,'a|bc')", #"["a","bc","ac"]"#, #"["a","bc"]"#),
            ("match(@,'')", #"["","a",1]"#, #"[""]"#),
            ("match(@,'^ab$')", #"["ab","^ab$"]"#, #"["ab"]"#),
            ("match(@,'\\\\^a')", #"["^a","a"]"#, #"["^a"]"#),
            ("search(@,'b$')", #"["ab","ba","ab\n"]"#, #"["ab"]"#),
            ("match(@,'a[.b]c')", #"["abc","a.c","axc"]"#, #"["abc","a.c"]"#),
            ("match(@,'a\\\\.c')", #"["abc","a.c"]"#, #"["a.c"]"#),
            ("match(@,'\\\\p{Lu}')", #"["Ж","ж","1"]"#, #"["Ж"]"#),
            ("match(@,'\\\\P{Lu}')", #"["Ж","ж","1"]"#, #"["ж","1"]"#),
            ("match(@,'a.b')", #"["a𐄁b"]"#, #"["a𐄁b"]"#),
            ("match(1,'1')", "[1]", "[]"),
            ("match('1',1)", "[1]", "[]"),
            ("!match(@,'(')", #"["("]"#, #"["("]"#),
            ("match(@,'\\\\d')", #"["1"]"#, "[]"),
            ("match(@.a,@.b)", #"[{"a":"x","b":"x"},{"a":"x","b":"["},{"a":"x"}]"#, #"[{"a":"x","b":"x"}]"#),
            ("match(value(@.*),'x')", #"[["x"],["x","x"]]"#, #"[["x"]]"#),
        ])
    func functions(filter: String, document: String, expected: String) throws {
        #expect(try select("$[?\(filter)]", from: document) == expected)
    }

    @Test(
        "a node knows its normalized path",
        arguments: [
            ("$", "1", ["$"]),
            ("$.a[0]", #"{"a":[1]}"#, ["$['a'][0]"]),
            ("$[-1]", "[1,2]", ["$[1]"]),
            ("$[::-1]", "[1,2]", ["$[1]", "$[0]"]),
            ("$..*", #"{"a":[1]}"#, ["$['a']", "$['a'][0]"]),
            ("$[?@>1]", #"{"x":1,"y":2}"#, ["$['y']"]),
            (
                "$.*", #"{"'":0,"\"":0,"\\":0,"\b\t\n\f\r":0,"\u0001\u001f":0,"é/":0,"":0}"#,
                [
                    #"$['\'']"#, #"$['"']"#, #"$['\\']"#, #"$['\b\t\n\f\r']"#, #"$['\u0001\u001f']"#, "$['é/']",
                    "$['']",
                ]
            ),
        ])
    func paths(query: String, document: String, expected: [String]) throws {
        let value = try JSONReader.documents.read(document).value
        let paths = try JSONPath(parsing: query).evaluate(on: value).map(\.path)
        #expect(paths == expected)
        for path in paths { #expect(try JSONPath(parsing: path).evaluate(on: value).map(\.path) == [path]) }
    }

    @Test("numbers come out as they were written")
    func numbers() throws {
        let document = #"[12345678901234567890123, 0.10, 1E+2, -0]"#
        #expect(try select("$.*", from: document) == "[12345678901234567890123,0.10,1E+2,-0]")
        #expect(try select("$[?@ == 12345678901234567890123]", from: document) == "[12345678901234567890123]")
        #expect(try select("$[?@ == 12345678901234567890124]", from: document) == "[]")
    }
}

@Suite("JSONPath limits")
struct JSONPathLimitTests {
    @Test(
        "a query that would explode ends with an error",
        arguments: [
            "$..*..*..*..*", "$..[?@..[?@..[?@..*]]]", "$[*,*,*][*,*,*]..[*,*,*]..[*,*,*]..[*,*,*]..*",
            "$..[?count($..*)>0]",
            "$..[?$[0] == $[1]]",
        ])
    func exploding(query: String) throws {
        let chain = (0..<400).reduce(JSONValue.array([])) { inner, _ in [inner, 1, 2, 3, 4] }
        let document = JSONValue.array([chain, chain])
        let error = #expect(throws: JSONPathError.self) {
            try JSONPath(parsing: query).evaluate(on: document, limits: JSONPathLimits(visits: 300_000))
        }
        guard case .tooMuchWork = error else {
            Issue.record("not ended for its work: \(String(describing: error))")
            return
        }
    }

    @Test("comparing long texts counts by their length")
    func longTexts() throws {
        let long = JSONValue.string(String(repeating: "a", count: 100_000))
        let document = JSONValue.array(Array(repeating: long, count: 20))
        let path = try JSONPath(parsing: "$[?@ == $[0]]")
        #expect(try path.evaluate(on: document).count == 20)
        #expect(throws: JSONPathError.self) { try path.evaluate(on: document, limits: JSONPathLimits(visits: 10_000)) }
    }

    @Test("a document of the greatest depth is searched on the stack of a thread")
    func deep() throws {
        let text = String(repeating: "[", count: 1024) + String(repeating: "]", count: 1024)
        let value = try JSONReader(maximumDepth: 1024, duplicateNames: .refused).read(text).value
        #expect(try JSONPath(parsing: "$..*").evaluate(on: value).count == 1023)
        #expect(try JSONPath(parsing: "$..[?@==$]").evaluate(on: value).isEmpty)
        let last = try JSONPath(parsing: "$..*").evaluate(on: value).last
        #expect(last?.path == "$" + String(repeating: "[0]", count: 1023))
    }

    @Test("a regex that can't be decided is an error, never a mismatch")
    func undecided() throws {
        let value = JSONValue.array([.string(String(repeating: "a", count: 60) + "b")])
        for query in ["$[?match(@, '(a+)+')]", "$[?!match(@, '(a+)+')]"] {
            let path = try JSONPath(parsing: query)
            let error = #expect(throws: JSONPathError.self) { try path.evaluate(on: value, regex: Pattern.search) }
            guard case .regexUndecided = error else {
                Issue.record("not refused for its regex: \(String(describing: error))")
                return
            }
            #expect(throws: JSONPathError.self) { try path.evaluate(on: value) }
        }
    }
}
