import Harness
import Model
import Testing

@Suite("Suite files")
struct SuiteLoaderTests {
    @Test("a suite is read with its severities, tags, needs and times")
    func whole() throws {
        let loaded = try Workspace.suite(
            """
              - id: A
                name: "of {{user}}"
                tags: [x, own]
                steps: [{do: pass}, {other: y}]
              - {id: B, severity: info, needs: A, timeout: 5s, steps: [{do: pass}], after: [{do: pass, always: true}]}

            """, head: "suite: s\nkind: integration\ntags: [own]\nseverity: warn\n"
        ).load()
        #expect(loaded.problems == [])
        let suite = try #require(loaded.suites.first)
        #expect(suite.name == "s" && suite.kind == .integration && suite.units.count == 2)
        #expect(loaded.cases.map(\.unit.id) == ["A", "B"])
        #expect(loaded.cases.map(\.unit.name) == ["of ann", "B"])
        #expect(loaded.cases.map(\.unit.severity) == [.warn, .info])
        #expect(loaded.cases.map(\.unit.tags) == [["own", "x"], ["own"]])
        #expect(loaded.cases.map(\.needs) == [[], ["A"]])
        #expect(loaded.cases.map(\.timeout) == [nil, .seconds(5)])
        #expect(loaded.cases.map { $0.steps.count + $0.after.count } == [2, 2])
        #expect(loaded.cases[0].unit.location.line == 6)
    }

    @Test("every mistake of a file is told at once, each at its place")
    func allAtOnce() throws {
        let loaded = try Workspace.suite(
            """
              - id: A
                sevrity: warn
                timeout: 5
                steps:
                  - {do: "{{usr}}", tiemout: 1s}
                  - {do: pass, other: x}
                  - {}
              - id: "9"
                tags: x
                steps: []
              - {name: y, steps: [{do: "{{}}", timeout: 7}]}

            """, head: "suite: s\nkind: smoke\nseverty: block\n"
        ).load()
        #expect(loaded.suites.isEmpty)
        #expect(
            loaded.problems == [
                "s/s.yaml:3:1 unknown key 'severty' in 'suite'", "s/s.yaml:6:5 unknown key 'sevrity' in 'case'",
                "s/s.yaml:7:14 'timeout' wants a duration, found `5`", "s/s.yaml:9:14 no variable 'usr' is known here",
                "s/s.yaml:9:25 unknown key 'tiemout' in 'step'", "s/s.yaml:10:20 'step' has 'do' and 'other'",
                "s/s.yaml:11:9 'step' says nothing to do",
                "s/s.yaml:12:9 'id' wants a name, found the text \"9\"",
                "s/s.yaml:13:11 'tags' wants a list, found `x`",
                "s/s.yaml:14:12 'steps' is empty", "s/s.yaml:15:5 'case' lacks the key 'id'",
                "s/s.yaml:15:28 '{{}}' names no variable", "s/s.yaml:15:45 'timeout' wants a duration, found `7`",
            ])
        #expect(loaded.fixes[3].hasPrefix("did you mean '{{user}}'? known: "))
        #expect(loaded.fixes[4].hasPrefix("did you mean 'timeout'? "))
    }

    @Test(
        "the head of a suite has to be right",
        arguments: [
            ("kind: smoke\ncases: [{id: A, steps: [{do: pass}]}]\n", "s/s.yaml:1:1 'suite' lacks the key 'suite'"),
            ("suite: s\ncases: [{id: A, steps: [{do: pass}]}]\n", "s/s.yaml:1:1 'suite' lacks the key 'kind'"),
            (
                "suite: s\nkind: smok\ncases: []\n",
                "s/s.yaml:2:7 'kind' wants one of smoke, integration, performance, config, preflight, found `smok`"
            ),
            ("suite: s\nkind: smoke\n", "s/s.yaml:1:1 'suite' lacks the key 'cases'"),
            ("suite: s\nkind: smoke\ncases: []\n", "s/s.yaml:3:8 'cases' is empty"),
            ("suite: s\nkind: smoke\ncases:\n", "s/s.yaml:3:7 'cases' has no value"),
            ("[]", "s/s.yaml:1:1 'suite' wants a mapping, found a list"),
            (
                "suite: [s]\nkind: smoke\ncases: [{id: A, steps: [{do: pass}]}]\n",
                "s/s.yaml:1:8 'suite' wants a name, found a list"
            ),
            ("suite: s\nkind: smoke\ncases: {id: A}\n", "s/s.yaml:3:8 'cases' wants a list, found a mapping"),
            ("suite: s\nkind: smoke\ncases: [x]\n", "s/s.yaml:3:9 'cases' wants a mapping, found `x`"),
            ("suite: s\nkind: smoke\ncases: [{id: A, steps: x}]\n", "s/s.yaml:3:24 'steps' wants a list, found `x`"),
            (
                "suite: s\nkind: smoke\ncases: [{id: A, steps: [x]}]\n",
                "s/s.yaml:3:25 'step' wants a mapping, found `x`"
            ),
            ("suite: s\nkind: smoke\ncases: [{id: A}]\n", "s/s.yaml:3:9 'case' lacks the key 'steps'"),
            (
                "suite: s\nkind: smoke\ncases: [{id: A, needs: [], steps: [{do: pass}]}]\n",
                "s/s.yaml:3:24 'needs' is empty"
            ),
            (
                "suite: s\nkind: smoke\ncases: [{id: A, steps: [{do: pass}], after: []}]\n",
                "s/s.yaml:3:45 'after' is empty"
            ),
            ("suite: s\nkind: performance\nact: pass\ncases: []\n", "s/s.yaml:4:1 unknown key 'cases' in 'suite'"),
            ("suite: s\nkind: performance\n", "s/s.yaml:1:1 'suite' lacks the key 'act'"),
            (
                "suite: s\nkind: config\nact: \"{{nope}}\"\n",
                "s/s.yaml:3:6 'act' must be known before the run, but 'nope' is not"
            ),
        ])
    func head(text: String, problem: String) throws {
        let loaded = try Workspace(["s/s.yaml": text]).load()
        #expect(loaded.suites.isEmpty)
        #expect(loaded.problems.contains(problem), "\(loaded.problems)")
    }

    @Test("a pattern without a file is an error where it stands")
    func noFile() throws {
        let loaded = try Workspace([:]).load()
        #expect(loaded.problems == ["gonogo.yaml:3:10 no file matches 's/*.yaml'"])
    }

    @Test("files of a pattern come by name, each once, without the project file")
    func files() throws {
        func suite(_ name: String) -> String {
            "suite: \(name)\nkind: smoke\ncases: [{id: \(name), steps: [{do: pass}]}]\n"
        }
        let project = Workspace.project.replacing("s/*.yaml", with: "s/b.yaml, \"*.yaml\", s/*.yaml, s/b.yaml")
        let files = [
            "gonogo.yaml": project, "s/b.yaml": suite("b"), "s/a.yaml": suite("a"), "top.yaml": suite("top"),
            "s/c.yml": suite("c"),
        ]
        let loaded = try Workspace(files).load()
        #expect(loaded.problems == [])
        #expect(loaded.suites.map(\.name) == ["b", "top", "a"])
    }

    @Test("names of suites and ids of cases are unique in a project")
    func unique() throws {
        let loaded = try Workspace([
            "s/a.yaml":
                "suite: x\nkind: smoke\ncases:\n  - {id: A, steps: [{do: pass}]}\n  - {id: A, steps: [{do: pass}]}\n",
            "s/b.yaml":
                "suite: x\nkind: smoke\ncases:\n  - {id: B, steps: [{do: pass}]}\n  - {id: A, matrix: {rows: [{r: 1}]}, steps: [{do: pass}]}\n",
        ]).load()
        #expect(
            loaded.problems == [
                "s/a.yaml:5:5 the id 'A' stands already at s/a.yaml:4",
                "s/b.yaml:1:8 a suite 'x' stands already at s/a.yaml:1",
                "s/b.yaml:5:5 the id 'A' stands already at s/a.yaml:5",
            ])
    }

    // MARK: Variables and captures

    @Test(
        "a captured value is known to the steps that follow, and to those for cleaning up",
        arguments: [
            ("[{do: pass, capture: {t: x}}, {do: \"{{t}}\"}]", [:]), ("[{do: \"{{t}}\", capture: {t: x}}]", [:]),
            ("[{do: pass, capture: {t: x}}], after: [{do: \"{{t}}\"}]", [:]),
            ("[{do: \"{{t}}\"}, {do: pass, capture: {t: x}}]", ["s/s.yaml:4:26": "no variable 't' is known here"]),
            (
                "[{do: pass}], after: [{do: \"{{t}}\"}, {do: pass, capture: {t: x}}]",
                ["s/s.yaml:4:47": "no variable 't' is known here"]
            ),
        ] as [(String, [String: String])])
    func captures(steps: String, problems: [String: String]) throws {
        let loaded = try Workspace.suite("  - {id: A, steps: \(steps)}\n").load()
        #expect(loaded.problems == problems.map { "\($0) \($1)" })
    }

    @Test("another case's captures are unknown")
    func otherCase() throws {
        let loaded = try Workspace.suite(
            "  - {id: A, steps: [{do: pass, capture: {t: x}}]}\n  - {id: B, steps: [{do: \"{{t}}\"}]}\n"
        ).load()
        #expect(loaded.problems == ["s/s.yaml:5:26 no variable 't' is known here"])
    }

    @Test("a case's own variables come from above, and are gone behind it")
    func ownVariables() throws {
        let loaded = try Workspace.suite(
            "  - {id: A, vars: {v: \"{{w}}\"}, steps: [{do: \"{{v}}\"}]}\n  - {id: B, steps: [{do: \"{{v}}\"}]}\n",
            head: "suite: s\nkind: smoke\nvars: {w: 5}\n"
        ).load()
        #expect(loaded.problems == ["s/s.yaml:6:26 no variable 'v' is known here"])
    }

    @Test(
        "a text in braces that names nothing is an error, escaped braces are none",
        arguments: [
            ("{{a b}}", ["s/s.yaml:4:26 '{{a b}}' names no variable"]),
            ("{{}}", ["s/s.yaml:4:26 '{{}}' names no variable"]),
            ("\\\\{{x}}", []), ("{{user", ["s/s.yaml:4:26 '{{user}}' names no variable"]),
            ("{{user}} {{token}} {{base_url}}", []),
            (
                "{{nope}} {{user}} {{gone}}",
                ["s/s.yaml:4:26 no variable 'nope' is known here", "s/s.yaml:4:26 no variable 'gone' is known here"]
            ),
        ])
    func templates(text: String, problems: [String]) throws {
        #expect(try Workspace.suite("  - {id: A, steps: [{do: \"\(text)\"}]}\n").load().problems == problems)
    }

    // MARK: Defaults

    @Test("defaults of the suite beat those of the environment, these the project's, key by key")
    func defaults() throws {
        let script = Script()
        let project = """
            version: 1
            project: P
            suites: [s/*.yaml]
            defaults: {do: {a: project, b: project, c: project, inner: {x: project, z: project}}}
            environments:
              local: {defaults: {do: {b: environment, a: environment, inner: {x: environment, y: environment}}}}

            """
        let suite =
            "suite: s\nkind: smoke\ndefaults: {do: {a: suite, inner: {y: suite}}}\ncases: [{id: A, steps: [{do: pass}]}]\n"
        let loaded = try Workspace(["gonogo.yaml": project, "s/s.yaml": suite]).load(language: script.language)
        #expect(loaded.problems == [])
        #expect(
            script.defaults == [
                "a=suite", "b=environment", "c=project", "inner.x=environment", "inner.y=suite", "inner.z=project",
            ])
    }

    // MARK: Protected environments

    @Test(
        "where the environment is protected, a case with a mutating step is forbidden",
        arguments: [
            ("[{do: pass, mutating: true}]", true), ("[{do: pass}], after: [{do: pass, mutating: true}]", true),
            ("[{do: pass}]", false),
        ])
    func forbidden(steps: String, isForbidden: Bool) throws {
        let project = Workspace.project.replacing("{base_url", with: "{protected: true, base_url")
        let loaded = try Workspace.suite("  - {id: A, steps: \(steps)}\n", files: ["gonogo.yaml": project]).load()
        #expect(
            loaded.cases.first?.forbiddenReason == (isForbidden ? "changes the target, and 'local' is protected" : nil))
        let open = try Workspace.suite("  - {id: A, steps: \(steps)}\n").load()
        #expect(open.cases.first?.forbiddenReason == nil)
    }
}
