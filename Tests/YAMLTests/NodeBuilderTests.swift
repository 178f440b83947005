import Model
import Testing
import YAML

@Suite("YAML as nodes")
struct NodeBuilderTests {
    @Test(
        "keys and values have the place where they begin",
        arguments: [
            ("a: 1\nb:\n  c: x\n", ["{} 1:1", "key a 1:1", "1 1:4", "key b 2:1", "{} 3:3", "key c 3:3", "x 3:6"]),
            (
                "a: {b: 1, 'c': [x, \"y\"]}",
                [
                    "{} 1:1", "key a 1:1", "{} 1:4", "key b 1:5", "1 1:8", "key c 1:11", "[] 1:16", "x 1:17", "y 1:20",
                ]
            ),
            ("- a\n-  - b\n   - c\n", ["[] 1:1", "a 1:3", "[] 2:4", "b 2:6", "c 3:6"]),
            ("äöü: {😀: é, x: 日}", ["{} 1:1", "key äöü 1:1", "{} 1:6", "key 😀 1:7", "é 1:10", "key x 1:13", "日 1:16"]),
            ("a: |\n  one\n  two\nb: 2", ["{} 1:1", "key a 1:1", "one\ntwo\n 1:4", "key b 4:1", "2 4:4"]),
            ("? a\n: 1\n", ["{} 1:1", "key a 1:3", "1 2:3"]),
            ("a: &x 1\nb: *x\n", ["{} 1:1", "key a 1:1", "1 1:4", "key b 2:1", "1 1:4"]),
        ])
    func places(text: String, places: [String]) { #expect(Parsed(text).places == places) }

    @Test(
        "scalars keep their text and whether they were quoted",
        arguments: [
            ("a: 1", "{a: 1}"), ("a: '1'", "{a: \"1\"}"), ("a: \"x\\ty\"", "{a: \"x\ty\"}"),
            ("a: 'it''s'", "{a: \"it's\"}"),
            ("a: |\n  x\n   y\n", "{a: \"x\n y\n\"}"), ("a: |-\n  x\n", "{a: \"x\"}"),
            ("a: >\n  x\n  y\n", "{a: \"x y\n\"}"),
            ("a: x\n  y\n", "{a: x y}"), ("a: \"x\n  y\"", "{a: \"x y\"}"), ("a: \"\\u0000\"", "{a: \"\0\"}"),
            ("a:", "{a: }"), ("a: ''", "{a: \"\"}"), ("a: ~", "{a: ~}"), ("a: yes", "{a: yes}"),
            ("a: 0310", "{a: 0310}"),
            ("a: x # c", "{a: x}"), ("a: x#c", "{a: x#c}"), ("a: http://h:1/?x=y&z#f", "{a: http://h:1/?x=y&z#f}"),
            ("a: \"{{b}}\"", "{a: \"{{b}}\"}"), ("- {a: }\n- []", "[{a: }, []]"), ("plain", "plain"),
            ("%YAML 1.1\n---\na: 1\n...\n", "{a: 1}"),
        ])
    func scalars(text: String, tree: String) {
        #expect(Parsed(text).tree == tree)
        #expect(Parsed(text).problems == [])
    }

    @Test("every duplicate key is reported, with both places")
    func duplicateKeys() {
        let parsed = Parsed("a: 1\nb: {x: 1, y: 2, x: 3, \"x\": 4}\na: 2\nc:\n  - k: 1\n    k: 2\n'a': 3\n")
        #expect(parsed.root == nil)
        #expect(
            parsed.problems == [
                "2:17 the key 'x' stands here a second time", "2:23 the key 'x' stands here a second time",
                "3:1 the key 'a' stands here a second time", "6:5 the key 'k' stands here a second time",
                "7:1 the key 'a' stands here a second time",
            ])
        #expect(
            parsed.fixes == [
                "it first stands at s.yaml:2:5; keep one of the two",
                "it first stands at s.yaml:2:5; keep one of the two",
                "it first stands at s.yaml:1:1; keep one of the two",
                "it first stands at s.yaml:5:5; keep one of the two",
                "it first stands at s.yaml:1:1; keep one of the two",
            ])
    }

    @Test("keys that differ in case, blanks or scalar style only by value are no duplicates")
    func differentKeys() { #expect(Parsed("a: 1\nA: 2\n' a': 3\n1: 4\n1.0: 5\n").problems == []) }

    @Test(
        "aliases stand for what the anchor names",
        arguments: [
            ("a: &x {b: 1}\nc: *x\n", "{a: {b: 1}, c: {b: 1}}"),
            ("- &x 'q'\n- *x\n- [*x]\n", "[\"q\", \"q\", [\"q\"]]"),
            ("a: &x 1\nb: &x 2\nc: *x\n", "{a: 1, b: 2, c: 2}"), ("&k a: 1\nb: *k\n", "{a: 1, b: a}"),
            ("&k a: 1\nb: {*k : 2}\n", "{a: 1, b: {a: 2}}"),
        ])
    func aliases(text: String, tree: String) { #expect(Parsed(text).tree == tree) }

    @Test(
        "merge keys bring in what is not there, the first of a list taking precedence",
        arguments: [
            ("a: &x {k: 1, l: 2}\nb: {<<: *x, l: 3}\n", "{a: {k: 1, l: 2}, b: {l: 3, k: 1}}"),
            (
                "a: &x {k: 1}\nb: &y {k: 2, m: 3}\nc:\n  <<: [*x, *y]\n  z: 0\n",
                "{a: {k: 1}, b: {k: 2, m: 3}, c: {z: 0, k: 1, m: 3}}"
            ),
            ("b: {<<: {k: 1}}\n", "{b: {k: 1}}"), ("b: {'<<': {k: 1}}\n", "{b: {<<: {k: 1}}}"),
        ])
    func merges(text: String, tree: String) { #expect(Parsed(text).tree == tree) }

    @Test(
        "what makes no sense is refused at its place",
        arguments: [
            ("a: &x [*x]", "1:8 the alias '*x' contains itself"),
            ("a: &x {b: {c: *x}}", "1:15 the alias '*x' contains itself"),
            ("a: &x\n  <<: *x\n", "2:7 the alias '*x' contains itself"),
            ("a: &other 1\nb: *othr", "2:4 no anchor '&othr' stands before this alias"),
            ("a: *x\nb: &x 1", "1:4 no anchor '&x' stands before this alias"),
            ("a: {<<: 1}", "1:5 '<<' wants a mapping, found `1`"),
            ("a: {<<: [{b: 1}, [x]]}", "1:5 '<<' wants a mapping, found a list"),
            ("a: !!int 1", "1:4 the tag 'tag:yaml.org,2002:int' is not accepted"),
            ("a: !ruby/object:X {}", "1:4 the tag '!ruby/object:X' is not accepted"),
            ("? [a]\n: 1\n", "1:3 a key must be a plain text, found a list"),
            ("? {a: 1}\n: 1\n", "1:3 a key must be a plain text, found a mapping"),
            ("a: 1\n---\nb: 2\n", "2:1 a second document starts here"),
            ("a: 1\n---\n", "2:1 a second document starts here"),
            ("", "1:1 the file is empty"), ("# nothing\n", "2:1 the file is empty"), ("---\n", "1:1 the file is empty"),
            ("~", "1:1 the file is empty"),
        ])
    func refused(text: String, problem: String) {
        let parsed = Parsed(text)
        #expect(parsed.root == nil)
        #expect(parsed.problems == [problem])
    }

    @Test(
        "a syntax error says where",
        arguments: [
            ("a: [1, 2\nb: 3\n", "2:"), ("a: 'x\n", "2:"), ("a: 1\n\tb: 2\n", "2:"), ("a: b: c", "1:5"),
            ("a: 1\n  b: 2\n", "2:4"), ("a: @x", "1:4"),
            ("a: \"\\q\"", "1:"), ("a: }", "1:4"), ("- a\nb: 1\n", "2:1"),
        ])
    func syntax(text: String, place: String) throws {
        let parsed = Parsed(text)
        #expect(parsed.root == nil)
        let problem = try #require(parsed.problems.first)
        #expect(problem.hasPrefix(place) && problem.contains("not valid YAML: "), "\(problem)")
        #expect(parsed.problems.count == 1)
    }

    @Test("the standard's own tags for texts, lists and mappings change nothing but the quoting")
    func tags() {
        #expect(
            Parsed("a: !!str 1\nb: !!seq [x]\nc: !!map {d: 1}\ne: ! 5\n").tree == "{a: \"1\", b: [x], c: {d: 1}, e: 5}")
    }

    @Test("a missing anchor is answered with the nearest one")
    func nearestAnchor() { #expect(Parsed("a: &other 1\nb: *othr").fixes == ["did you mean '*other'?"]) }
}
