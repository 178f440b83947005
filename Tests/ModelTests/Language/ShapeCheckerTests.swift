import Model
import Testing

struct ShapeCheckerTests {
    private static let place = SourceLocation(file: "s.yaml", line: 1, column: 1)

    private func node(_ text: String, quoted: Bool = false) -> Node {
        Node(.scalar(Scalar(text, isQuoted: quoted)), at: Self.place)
    }
    private func list(_ nodes: Node...) -> Node { Node(.sequence(nodes), at: Self.place) }

    private func mapping(_ members: (String, Node)...) -> Node {
        Node(
            .mapping(
                members.enumerated().map { index, member in
                    Node.Member(
                        key: member.0, keyLocation: SourceLocation(file: "s.yaml", line: index + 2, column: 3),
                        value: member.1)
                }), at: Self.place)
    }

    /// What the checker says, each with its fix.
    private func problems(_ node: Node, _ shape: Shape, _ scope: Scope = Scope()) -> [String] {
        let diagnostics = Diagnostics()
        ShapeChecker(scope: scope, diagnostics: diagnostics).check(node, shape, named: "it")
        return diagnostics.sorted.map { "\($0.location?.line ?? 0): \($0.message)" + ($0.fix.map { " / \($0)" } ?? "") }
    }

    private let http = MappingShape(
        "http",
        [
            Field("url", .text, required: true, "the address"),
            Field("method", .choice(["GET", "POST"]), "the method"),
            Field("json", .any, "a body"), Field("form", .dictionary(.text), "a body"),
            Field("timeout", .duration, "the time"),
        ])

    @Test(
        "what fits is let through",
        arguments: [
            (.integer(1...5), "5"), (.boolean, "true"), (.duration, "5s"), (.bytes, "8MiB"), (.number, "-0.5"),
            (.identifier, "a.b"),
            (.choice(["a"]), "a"), (.text, "anything {{unknown}}"), (.word, "anything"), (.any, ""),
            (.oneOrMany(.word), "one"),
        ] as [(Shape, String)])
    func fits(shape: Shape, text: String) { #expect(problems(node(text), shape) == []) }

    @Test(
        "what doesn't fit says what was wanted and what would be right",
        arguments: [
            (.integer(1...5), "6", "`6`", "a whole number from 1 to 5"),
            (.integer(1...Int.max), "0310", "`0310`", "a whole number from 1"),
            (.boolean, "yes", "`yes`", "true or false"), (.duration, "5", "`5`", "a duration"),
            (.bytes, "x", "`x`", "a size"),
            (.number, "NaN", "`NaN`", "a number"), (.identifier, "9", "`9`", "a name"),
            (.choice(["post", "get"]), "gte", "`gte`", "one of post, get"),
            (.word, "", "nothing", "text"), (.list(.word), "a", "`a`", "a list"),
            (.dictionary(.word), "a", "`a`", "a mapping"),
        ] as [(Shape, String, String, String)])
    func misfits(shape: Shape, text: String, found: String, wanted: String) throws {
        let problem = try #require(problems(node(text), shape).first)
        #expect(problem.hasPrefix("1: 'it' wants \(wanted), found \(found)"))
    }

    @Test("a quoted number is a text")
    func quoted() {
        #expect(
            problems(node("5", quoted: true), .integer(1...9))
                == ["1: 'it' wants a whole number from 1 to 9, found the text \"5\" / write it without quotes"])
        #expect(problems(node("5s", quoted: true), .duration) == [])
    }

    @Test("an unknown key is reported at its place with the nearest name")
    func unknownKey() {
        let found = problems(mapping(("url", node("x")), ("metod", node("GET")), ("zzz", node("1"))), .mapping(http))
        let known = "known keys: url, method, json, form, timeout"
        #expect(
            found == [
                "3: unknown key 'metod' in 'http' / did you mean 'method'? \(known)",
                "4: unknown key 'zzz' in 'http' / \(known)",
            ])
    }

    @Test("every mistake of a mapping is reported at once")
    func everything() {
        let found = problems(
            mapping(("method", node("PUT")), ("timeout", node("")), ("json", node("null"))), .mapping(http))
        #expect(
            found == [
                "1: 'method' wants one of GET, POST, found `PUT` / choose one",
                "1: 'timeout' has no value / give it a value or remove the key",
                "1: 'http' lacks the key 'url' / url: the address",
            ])
    }

    @Test("exactly one of, at least one of")
    func presence() {
        let step = MappingShape(
            "step", [Field("http", .text, "a"), Field("tcp", .text, "b")], exactlyOne: ["http", "tcp"])
        #expect(problems(mapping(), .mapping(step)) == ["1: 'step' says nothing to do / write one of: http, tcp"])
        #expect(
            problems(mapping(("http", node("a")), ("tcp", node("b"))), .mapping(step))
                == ["3: 'step' has 'http' and 'tcp' / write exactly one of: http, tcp"])
        #expect(problems(mapping(("tcp", node("b"))), .mapping(step)) == [])
        let check = MappingShape("check", [Field("status", .text, "a")], atLeastOne: ["status"])
        #expect(problems(mapping(), .mapping(check)) == ["1: 'check' is empty / write at least one of: status"])
    }

    @Test("lists are checked element by element, and may have to hold one")
    func lists() {
        #expect(problems(list(node("1"), node("x")), .list(.integer(0...9))).count == 1)
        #expect(problems(list(), .list(.word, nonEmpty: true)) == ["1: 'it' is empty / write at least one"])
        #expect(problems(list(), .list(.word)) == [])
        #expect(problems(list(), .oneOrMany(.word)) == ["1: 'it' is empty / write one value or a list of them"])
        #expect(
            problems(list(node("1")), .integer(0...9)) == ["1: 'it' wants a whole number from 0 to 9, found a list"])
    }

    @Test("a typed value may be a variable that is known before the run")
    func variables() {
        let scope = Scope(["users": Variable("50", origin: "--var"), "bad": Variable("many", origin: "--var")])
        #expect(problems(node("{{users}}", quoted: true), .integer(1...99), scope) == [])
        #expect(
            problems(node("{{bad}}", quoted: true), .integer(1...99), scope).first?
                .hasPrefix("1: 'it' wants a whole number from 1 to 99, found the text \"{{bad}}\", which is `many`")
                == true)
        #expect(
            problems(node("{{none}}"), .integer(1...99), scope)
                == [
                    "1: 'it' must be known before the run, but 'none' is not / use a variable of the project, the environment, the suite or --var"
                ])
    }

    @Test("a shape may look at the text itself, or be made when it is needed")
    func customShapes() {
        let even = Shape.checked("an even length") { $0.count.isMultiple(of: 2) ? nil : "add a letter" }
        #expect(
            problems(node("abc"), .lazy({ even }, name: "even")) == [
                "1: 'it' wants an even length, found `abc` / add a letter"
            ])
        #expect(problems(node("ab"), even) == [])
        #expect(problems(node("x"), .scalarOr(.integer(0...1), http)).count == 1)
        #expect(problems(mapping(("url", node("x"))), .scalarOr(.integer(0...1), http)) == [])
    }
}
