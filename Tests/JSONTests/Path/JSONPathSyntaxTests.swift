import JSON
import Testing

@Suite("JSONPath syntax")
struct JSONPathSyntaxTests {
    @Test(
        "a query of the grammar is taken",
        arguments: [
            "$", "$.a", "$.*", "$..a", "$..*", "$..[0]", "$[0]", "$[-1]", "$['a']", "$[\"a\"]", "$[*]", "$[:]", "$[::]",
            "$[1:]", "$[:1]", "$[1:2:3]", "$[::-1]", "$[1:2:]", "$['a','b',0,*,1:2,?@.a]", "$.a.b.c", "$['']",
            "$[\"\"]",
            "$._a", "$.a_1", "$.é", "$.☺", "$.\u{1F600}", "$.\u{2003}", "$.true", "$.null",
            "$ .a", "$\t.a", "$\n.a", "$\r.a", "$ ['a']", "$[ 'a' ]", "$[\t'a'\r,\n'b' ]", "$ ..a", "$.a [0]",
            "$[1 : 2 : 3]",
            "$[?@]", "$[?$]", "$[?@.a]", "$[? @.a ]", "$[?@.a && @.b || @.c]", "$[?(@.a)]", "$[?( ( @.a ) )]",
            "$[?!@.a]",
            "$[?! @.a]", "$[?!(@.a)]", "$[?! (@.a == 1)]", "$[?@.a==1]", "$[?1==@.a]", "$[?1==1]",
            "$[?@['a'][0].b < $.c]",
            "$[?@ .a == 1]", "$[?@.a\n>=\t2]", "$[?@.a==-1.5e+10]", "$[?@.a==-0]", "$[?@.a==1E2]", "$[?@.a=='x']",
            "$[?@.a==null && @.b!=true && @.c<false]", "$[?@[?@.a]]", "$[?@[?@[?@.a>1]]]", "$[?@.*]", "$[?@..a]",
            "$[?@[0,1]]", "$[?@[ 'a' ]]", "$[?count(@[ 'a' ])==1]", "$[?length(@.a)>1]", "$[?length( @.a )>1]",
            "$[?length('abc')==3]", "$[?count(@.*)==count($..a)]", "$[?value(@..a)==1]", "$[?match(@.a,'x')]",
            "$[?!search(@.a , $.b)]", "$[?length(value(@.*))==1]", "$[?match(value(@.*), 'x') && @.b]",
            "$['\\b\\f\\n\\r\\t\\/\\\\\\'\"']", "$[\"\\\"'\"]", "$['\\u00e9\\u00E9']", "$['\\uD83D\\uDE00']",
            "$['\u{7F}']",
            "$[9007199254740991]", "$[-9007199254740991]", "$[0:9007199254740991:9007199254740991]",
        ])
    func taken(query: String) throws {
        #expect(try JSONPath(parsing: query).text == query)
    }

    @Test(
        "anything else is refused, at the character where it goes wrong",
        arguments: [
            ("", 0), ("a", 0), (" $", 0), ("$ ", 1), ("\n$", 0), ("$.a ", 3), ("@", 0), ("@.a", 0), ("$$", 1),
            ("$a", 1),
            ("$.", 2), ("$..", 3), ("$...a", 3), ("$.a.", 4), ("$. a", 2), ("$.\ta", 2), ("$.. a", 3), ("$.1", 2),
            ("$.1a", 2), ("$.&", 2), ("$.-", 2), ("$.'a'", 2), ("$.\"a\"", 2), ("$.[0]", 2), ("$.a-b", 3), ("$.$", 2),
            ("$.@", 2), ("$.a\u{0}", 3),
            ("$[", 2), ("$[]", 2), ("$[ ]", 3), ("$]", 1), ("$[0", 3), ("$[a]", 2), ("$['a'", 5), ("$['a", 2),
            ("$['a\"]", 2),
            ("$[0,]", 4), ("$[,0]", 2), ("$[0,,1]", 4), ("$[0 1]", 4), ("$['a' 'b']", 6), ("$[**]", 3), ("$[.a]", 2),
            ("$[$]", 2), ("$[@]", 2), ("$[(0)]", 2), ("$[true]", 2), ("$[null]", 2),
            ("$[01]", 2), ("$[-01]", 2), ("$[-0]", 2), ("$[-]", 3), ("$[+1]", 2), ("$[1.0]", 3), ("$[1e0]", 3),
            ("$[- 1]", 3),
            ("$[9007199254740992]", 2), ("$[-9007199254740992]", 2), ("$[99999999999999999999999999]", 2),
            ("$[0x1]", 3),
            ("$[1:2:3:4]", 7), ("$[01:2]", 2), ("$[1:02]", 4), ("$[1:2:03]", 6), ("$[1:-0]", 4), ("$[::-0]", 4),
            ("$[a:b]", 2),
            ("$[1:2.0]", 5), ("$[9007199254740992:1]", 2), ("$[1:9007199254740992]", 4), ("$[::9007199254740992]", 4),
            ("$['\\x']", 3), ("$['\\\"']", 3), ("$[\"\\'\"]", 3), ("$['\\u12']", 3), ("$['\\uD800']", 3),
            ("$['\\uDC00']", 3),
            ("$['\\uD800\\u0041']", 3), ("$['\\uD800x']", 3), ("$['\\uD800\\uD800']", 3), ("$['\\U0041']", 3),
            ("$['\\0']", 3),
            ("$['\n']", 3), ("$['\u{0}']", 3), ("$['\u{1F}']", 3), ("$['\\", 3), ("$['\\a']", 3), ("$['\\v']", 3),
            ("$['\\u00G0']", 3),
            ("$[?]", 3), ("$?@.a", 1), ("$.?@.a", 2), ("$[?@.a", 6), ("$[?.a]", 3), ("$[?a]", 3), ("$[?true]", 3),
            ("$[?false && @.a]", 3), ("$[?'a']", 3), ("$[?1]", 3), ("$[?null]", 3), ("$[?!true]", 4),
            ("$[?@.a=1]", 6), ("$[?@.a===1]", 8), ("$[?@.a<>1]", 7), ("$[?@.a= =1]", 6), ("$[?@.a==]", 8),
            ("$[?==1]", 3),
            ("$[?@.a==1==2]", 9), ("$[?1<@.a<2]", 8), ("$[?@.a==True]", 8), ("$[?@.a==nul]", 8), ("$[?@.a==TRUE]", 8),
            ("$[?@.a==undefined]", 8), ("$[?@.a==01]", 8), ("$[?@.a==-01]", 8), ("$[?@.a==.5]", 8), ("$[?@.a==1.]", 8),
            ("$[?@.a==+1]", 8), ("$[?@.a==1e]", 8), ("$[?@.a==--1]", 8), ("$[?@.a==- 1]", 8), ("$[?@.a==1.e1]", 8),
            ("$[?@.a==[1]]", 8), ("$[?@.a=={}]", 8), ("$[?[]==@.a]", 3),
            ("$[?@.a&@.b]", 6), ("$[?@.a|@.b]", 6), ("$[?@.a and @.b]", 7), ("$[?@.a &&]", 9), ("$[?|| @.a]", 3),
            ("$[?@.a && || @.b]", 10), ("$[?(@.a]", 7), ("$[?@.a)]", 6), ("$[?()]", 4), ("$[?!!@.a]", 4),
            ("$[?!@.a==1]", 3),
            ("$[?(@.a)==1]", 8), ("$[?(@.a==1)==true]", 11), ("$[?@ . a]", 6), ("$[?@a]", 4), ("$[?@.a =~ 'x']", 7),
            ("$[?@.a in [1]]", 7), ("$[?@.a == 1 ? 2]", 12),
            ("$[?@.*==1]", 3), ("$[?@..a==1]", 3), ("$[?@[0,1]==1]", 3), ("$[?@[0:1]==1]", 3), ("$[?@['a','b']==1]", 3),
            ("$[?@[?@.a]==1]", 3), ("$[?1==@.*]", 6), ("$[?@.*==@.*]", 3), ("$[?$..*<1]", 3), ("$[?@[ 'a']==1]", 5),
            ("$[?1==@['a' ]]", 11), ("$[?@.a==@[0\t]]", 11),
        ] as [(String, Int)])
    func refused(query: String, offset: Int) {
        let error = #expect(throws: JSONPathError.self) { try JSONPath(parsing: query) }
        #expect(error?.offset == offset, "\(query): \(error.map(String.init(describing:)) ?? "")")
    }

    @Test(
        "calls are checked for names, numbers and types of their arguments",
        arguments: [
            "$[?foo(@.a)]", "$[?foo(@.a)==1]", "$[?Length(@.a)==1]", "$[?length (@.a)==1]", "$[?length\n(@.a)==1]",
            "$[?length()==1]", "$[?length(@.a,@.b)==1]", "$[?length(@.a,)==1]", "$[?length(,@.a)==1]",
            "$[?length(@.a==1]",
            "$[?length(@.*)==1]", "$[?length(@..a)==1]", "$[?length(@.a)]", "$[?!length(@.a)]",
            "$[?length(@.a) && @.b]",
            "$[?length(match(@.a,'x'))==1]", "$[?length((@.a))==1]", "$[?length(@.a==1)==1]", "$[?length(!@.a)==1]",
            "$[?count()==1]", "$[?count(1)==1]", "$[?count('a')==1]", "$[?count(true)==1]", "$[?count(null)==1]",
            "$[?count(@.a)]", "$[?count(@.a,@.b)==1]", "$[?count(length(@.a))==1]", "$[?count(value(@.*))==1]",
            "$[?value()==1]", "$[?value(1)==1]", "$[?value(@.a)]", "$[?value(@.a,@.b)==1]", "$[?value(count(@.a))==1]",
            "$[?match(@.a)]", "$[?match(@.a,'x','y')]", "$[?match(@.a,'x')==true]", "$[?true==match(@.a,'x')]",
            "$[?match(@.*,'x')]", "$[?match(@.a,@.*)]", "$[?match(search(@.a,'x'),'x')]", "$[?match()]",
            "$[?search(@.a)]", "$[?search(@.a,'x','y')]", "$[?search(@.a,'x')!=false]", "$[?search(@..a,'x')]",
            "$[?search(@.a 'x')]", "$[?search(@.a,'x'", "$.length()", "$.a.count(@)", "$[length(@)]", "$[?1length(@)]",
            "$[?_length(@)==1]", "$[?@.length()==1]",
        ])
    func calls(query: String) {
        #expect(throws: JSONPathError.self) { try JSONPath(parsing: query) }
    }

    @Test("an error says in a sentence what was found and what belongs there")
    func sentences() {
        #expect(fault("$[?@.a = 1]") == "at character 8: found '=' where ',' or ']' should come")
        #expect(
            fault("$[?foo(@)]")
                == "at character 4: there is no function foo(); known are length, count, match, search and value")
        #expect(fault("$[?length(@)]").contains("must be compared"))
        #expect(fault("$[?@.* > 1]").contains("value(…) or count(…)"))
        #expect(fault("☺") == "at character 1: a query begins with '$', not with '☺'")
    }

    private func fault(_ query: String) -> String {
        do {
            _ = try JSONPath(parsing: query)
            return "none"
        } catch {
            return error.description
        }
    }

    @Test("nesting is bounded while parsing", arguments: ["(", "!(", "@[?", "length("])
    func nesting(opening: String) {
        let query = "$[?" + String(repeating: opening, count: 50_000)
        #expect(throws: JSONPathError.self) { try JSONPath(parsing: String(query.prefix(60_000))) }
        let tooLong = "$" + String(repeating: ".a", count: 40_000)
        #expect(throws: JSONPathError.self) { try JSONPath(parsing: tooLong) }
        let ninety = "$[?" + String(repeating: "(", count: 90) + "@.a" + String(repeating: ")", count: 90) + "]"
        #expect(throws: Never.self) { try JSONPath(parsing: ninety) }
    }

    @Test("a query knows by its form whether it selects one node at most, and whether it needs a regex engine")
    func form() throws {
        #expect(try JSONPath(parsing: "$.a[0]['b']").isSingular)
        #expect(try JSONPath(parsing: "$").isSingular)
        for query in ["$.*", "$..a", "$[0,1]", "$[0:1]", "$[?@.a]"] {
            #expect(try !JSONPath(parsing: query).isSingular)
        }
        for query in ["$[?match(@,'a')]", "$[?@[?search(@,'a')]]", "$..[?!(@.a || count(@[?match(@,'a')]) > 1)]"] {
            #expect(try JSONPath(parsing: query).usesRegex)
        }
        #expect(try !JSONPath(parsing: "$[?length(@.match) > 1]").usesRegex)
    }
}
