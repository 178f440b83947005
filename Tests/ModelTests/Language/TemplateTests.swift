import Model
import Testing

struct TemplateTests {
    private let scope = Scope(["name": Variable("Ann", origin: "test"), "tricky": Variable("{{name}}", origin: "test")])

    @Test(
        "variables are filled in once",
        arguments: [
            ("plain", "plain"), ("{{name}}", "Ann"), ("a {{ name }} b{{name}}", "a Ann bAnn"),
            ("{{tricky}}", "{{name}}"),
            ("\\{{name}}", "{{name}}"), ("{name}", "{name}"), ("", ""),
        ])
    func resolved(text: String, result: String) { #expect(Template(text).resolvedIfKnown(in: scope) == result) }

    @Test(
        "an unknown name or nonsense in braces has no value",
        arguments: ["{{other}}", "{{}}", "{{1a}}", "{{a b}}", "{{a}}{{name}}", "{{", "{{name", "{{name}"])
    func unresolved(text: String) { #expect(Template(text).resolvedIfKnown(in: scope) == nil) }

    @Test("names are listed in order, nonsense apart")
    func names() {
        #expect(Template("{{a}} {{b.c}} {{a}} {{?}}").names == ["a", "b.c", "a"])
        #expect(Template("{{a}} {{ ? }}").malformed == "?")
        #expect(Template("{{a}}").malformed == nil)
        #expect(Template("{{a}}").soleVariable == "a")
        #expect(Template("x{{a}}").soleVariable == nil)
        #expect(!Template.mentionsVariables("{ {") && Template.mentionsVariables("a{{"))
    }

    @Test("a name is ASCII, begins with a letter and has at most 64 bytes")
    func isName() {
        for name in ["a", "_a", "a-b.c_9", String(repeating: "a", count: 64)] { #expect(Template.isName(name)) }
        for name in ["", "9", "-a", "é", "a b", String(repeating: "a", count: 65)] { #expect(!Template.isName(name)) }
    }

    @Test("of two scopes, the one laid over wins")
    func scopes() {
        let over = scope.overlaid(by: Scope(["name": Variable("Bob", origin: "--var")]))
        #expect(over["name"]?.text == "Bob")
        #expect(over.names == ["name", "tricky"])
    }
}
