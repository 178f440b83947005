import Foundation
import Harness
import Model
import TestSupport
import Testing

@Suite("Includes")
struct IncludeTests {
    private static let probe = """
        include: probe
        parameters:
          url: {description: what to ask}
          times: {default: 3}
        cases:
          - {id: A, name: "{{url}} {{times}}", steps: [{do: "{{url}}"}]}
          - {id: B, needs: A, severity: info, steps: [{do: pass}]}

        """

    private func suite(_ cases: String, head: String = "suite: s\nkind: smoke\n", _ files: [String: String] = [:])
        throws
        -> Workspace
    {
        try .suite(cases, head: head, files: files.merging(["inc/probe.yaml": Self.probe]) { given, _ in given })
    }

    @Test("a use stands for the include's cases, under its prefix, with its values, and where they really are")
    func used() throws {
        let loaded = try suite(
            """
              - {id: FIRST, steps: [{do: pass}]}
              - use: ../inc/probe.yaml
                with: {url: "{{user}}", times: 5}
                as: WEB
                severity: warn
                tags: [mine]
                needs: FIRST

            """, head: "suite: s\nkind: smoke\ntags: [all]\n"
        ).load()
        #expect(loaded.problems == [])
        #expect(loaded.cases.map(\.unit.id) == ["FIRST", "WEB-A", "WEB-B"])
        #expect(loaded.cases.map(\.unit.name) == ["FIRST", "ann 5", "WEB-B"])
        #expect(loaded.cases.map(\.unit.severity) == [.block, .warn, .info])
        #expect(loaded.cases.map(\.unit.tags) == [["all"], ["all", "mine"], ["all", "mine"]])
        #expect(loaded.cases.map(\.needs) == [[], ["FIRST"], ["WEB-A", "FIRST"]])
        #expect(loaded.cases[1].unit.location.short.hasSuffix("/inc/probe.yaml:6"))
        #expect(loaded.plan().units.count == 3)
        #expect(loaded.problems == [])
    }

    @Test("an include can be used twice, under different prefixes only")
    func twice() throws {
        let two =
            "  - {use: ../inc/probe.yaml, with: {url: a}, as: X}\n  - {use: ../inc/probe.yaml, with: {url: b}, as: Y}\n"
        let loaded = try suite(two).load()
        #expect(loaded.problems == [])
        #expect(loaded.cases.map(\.unit.id) == ["X-A", "X-B", "Y-A", "Y-B"])
        let clashing = try suite(two.replacingOccurrences(of: "as: Y", with: "as: X")).load()
        #expect(
            clashing.problems == [
                "s/s.yaml:5:11 the id 'X-A' stands already at s/s.yaml:4",
                "s/s.yaml:5:11 the id 'X-B' stands already at s/s.yaml:4",
            ])
        #expect(clashing.fixes.allSatisfy { $0.contains("as: NAME") })
    }

    @Test("an include sees its parameters and the environment, nothing else of its user")
    func hygiene() throws {
        let seen = """
            include: probe
            parameters: {given: {}}
            cases:
              - id: A
                vars: {own: "{{given}}"}
                steps: [{do: "{{given}}{{own}}{{user}}{{base_url}}{{token}}{{environment}}"}, {do: "{{NAME}}"}]

            """
        func problems(_ name: String) throws -> [String] {
            try suite(
                "  - {use: ../inc/probe.yaml, with: {given: \"{{mine}}\"}}\n",
                head: "suite: s\nkind: smoke\nvars: {mine: 1}\n",
                ["inc/probe.yaml": seen.replacingOccurrences(of: "NAME", with: name)]
            ).load(flags: [(name: "flag", value: "x")]).problems
        }
        #expect(try problems("given") == [])
        for name in ["mine", "flag"] {
            #expect(
                try problems(name) == [
                    "inc/probe.yaml:6:88 no variable '\(name)' is known here (used at s/s.yaml:5:11)"
                ])
        }
    }

    @Test("what is given wins over flags of the same name; flags still reach the environment's own names")
    func precedence() throws {
        let loaded = try suite("  - {use: ../inc/probe.yaml, with: {url: \"{{base_url}}\"}}\n").load(
            flags: [
                (name: "url", value: "flag"), (name: "times", value: "9"), (name: "base_url", value: "http://flag"),
            ])
        #expect(loaded.cases[0].unit.name == "http://flag 3")
    }

    @Test(
        "wrong parameters are told at their place, with what there is",
        arguments: [
            (
                "with: {utl: a, times: 1}",
                [
                    "s/s.yaml:4:37 the include has no parameter 'utl'",
                    "s/s.yaml:4:36 the parameter 'url' is not given",
                ]
            ),
            ("as: X", ["s/s.yaml:4:5 the parameter 'url' is not given"]),
            ("with: {url: \"{{nothing}}\"}", ["s/s.yaml:4:42 no variable 'nothing' is known here"]),
            ("with: {url: a}, wiht: {}", ["s/s.yaml:4:46 unknown key 'wiht' in 'use'"]),
        ])
    func parameters(keys: String, expected: [String]) throws {
        let loaded = try suite("  - {use: ../inc/probe.yaml, \(keys)}\n").load()
        #expect(Set(loaded.problems) == Set(expected))
        #expect(loaded.suites.isEmpty)
    }

    @Test("a misspelt use is taken for what was meant")
    func misspelt() throws {
        let loaded = try suite("  - {usee: ../inc/probe.yaml, with: {url: a}}\n").load()
        #expect(loaded.problems == ["s/s.yaml:4:6 unknown key 'usee'"])
        #expect(loaded.fixes == ["did you mean 'use'?"])
    }

    @Test("a mistake in an include is told once, with the places that led to it")
    func mistakes() throws {
        let outer = "include: outer\ncases:\n  - {use: probe.yaml, with: {url: a}}\n"
        let broken = Self.probe.replacingOccurrences(of: "severity: info", with: "sevrity: info")
        let use = "  - {use: ../inc/outer.yaml, as: X}\n  - {use: ../inc/outer.yaml, as: Y}\n"
        let loaded = try suite(use, ["inc/outer.yaml": outer, "inc/probe.yaml": broken]).load()
        #expect(
            loaded.problems == [
                "inc/probe.yaml:7:23 unknown key 'sevrity' in 'case' (used at inc/outer.yaml:3:11) "
                    + "(used at s/s.yaml:4:11)"
            ])
    }

    @Test("what can't be used is refused where it is used, and never waited for")
    func unusable() throws {
        let files = [
            "inc/self.yaml": "include: a\ncases: [{use: self.yaml}]\n",
            "inc/one.yaml": "include: a\ncases: [{use: two.yaml}]\n",
            "inc/two.yaml": "include: a\ncases: [{use: one.yaml}]\n",
            "inc/suite.yaml": "suite: x\nkind: smoke\ncases: [{id: Z, steps: [{do: pass}]}]\n",
            "inc/syntax.yaml": "include: [\n",
            "inc/needs.yaml": "include: a\ncases: [{id: A, needs: OTHER, steps: [{do: pass}]}]\n",
        ]
        func problems(_ name: String) throws -> [String] {
            let workspace = try suite("  - {use: ../inc/\(name).yaml, as: L}\n", files)
            #expect(mkfifo(workspace.folder.file("inc/pipe.yaml"), 0o600) == 0)
            let loaded = workspace.load()
            #expect(loaded.suites.isEmpty)
            return loaded.problems
        }
        #expect(try problems("missing").count == 1)
        #expect(try problems("missing")[0].hasPrefix("s/s.yaml:4:11 "))
        #expect(try problems("pipe")[0].hasPrefix("s/s.yaml:4:11 "))
        #expect(
            try problems("self") == [
                "inc/self.yaml:2:15 the include uses itself: inc/self.yaml → inc/self.yaml (used at s/s.yaml:4:11)"
            ])
        #expect(try problems("one")[0].contains("inc/one.yaml → inc/two.yaml → inc/one.yaml"))
        #expect(try problems("suite") == ["s/s.yaml:4:11 'inc/suite.yaml' is a suite, not an include"])
        #expect(try problems("syntax").contains("s/s.yaml:4:11 the include is used here"))
        #expect(try problems("needs")[0].contains("no case of this include has that id"))
    }

    @Test("includes stay within their bounds: depth, uses and the length of ids")
    func bounds() throws {
        var files: [String: String] = [:]
        for level in 0..<12 {
            let next = level == 11 ? "{id: A, steps: [{do: pass}]}" : "{use: l\(level + 1).yaml}"
            files["inc/l\(level).yaml"] = "include: l\nparameters: {}\ncases: [\(next)]\n"
        }
        #expect(try suite("  - {use: ../inc/l4.yaml}\n", files).load().problems == [])
        let deep = try suite("  - {use: ../inc/l3.yaml}\n", files).load().problems
        #expect(deep.count == 1 && deep[0].contains("more than 8 deep"))

        // Ten uses in each of ten files would be ten thousand million cases.
        for level in 0..<8 {
            let uses = (0..<10).map { "  - {use: m\(level + 1).yaml, as: X\($0)}\n" }.joined()
            files["inc/m\(level).yaml"] = "include: m\ncases:\n\(uses)"
        }
        files["inc/m8.yaml"] = "include: m\ncases: [{id: A, steps: [{do: pass}]}]\n"
        let many = try suite("  - {use: ../inc/m1.yaml}\n", files).load().problems
        #expect(many.contains { $0.contains("more than 1000 times") })

        let long = String(repeating: "x", count: 63)
        let ids = try suite("  - {use: ../inc/probe.yaml, with: {url: a}, as: \(long)}\n").load().problems
        #expect(ids.count == 2 && ids[0].contains("more than 64 characters"))
    }

    @Test("relative paths in an include start at its own folder; its defaults come before the project's only")
    func folders() throws {
        let include = """
            include: i
            defaults: {do: {a: include}}
            cases:
              - {id: A, name: "{{id}}", matrix: {csv: rows.csv}, steps: [{do: pass}]}

            """
        let script = Script()
        let loaded = try suite(
            "  - {use: ../inc/i.yaml}\n", head: "suite: s\nkind: smoke\ndefaults: {do: {a: suite, b: suite}}\n",
            ["inc/i.yaml": include, "inc/rows.csv": "id\none\ntwo\n"]
        ).load(language: script.language)
        #expect(loaded.problems == [])
        #expect(loaded.cases.map(\.unit.id) == ["A[one]", "A[two]"])
        #expect(script.defaults == ["a=include"])
    }

    @Test("defaults of the environment keep their meaning in an include that doesn't see their variables")
    func defaults() throws {
        let project = """
            version: 1
            project: P
            suites: [s/*.yaml]
            vars: {of_project: one, odd: '\\{{x'}
            environments:
              local: {defaults: {do: {a: "{{of_project}}", b: "{{flag}}", c: "{{odd}}"}}}

            """
        let script = Script()
        let loaded = try suite(
            "  - {use: ../inc/i.yaml}\n",
            ["gonogo.yaml": project, "inc/i.yaml": "include: i\ncases: [{id: A, steps: [{do: pass}]}]\n"]
        ).load(flags: [(name: "flag", value: "two")], language: script.language)
        #expect(loaded.problems == [])
        #expect(script.defaults == ["a=one", "b=two", "c=\\{{x"])
    }

    @Test("active cases are skipped where the environment is protected, with a reason and a note")
    func active() async throws {
        let project = """
            version: 1
            project: P
            suites: [s/*.yaml]
            environments:
              local: {vars: {user: ann}, secrets: {token: s3cret-token}}
              production: {protected: true, vars: {user: ann}, secrets: {token: s3cret-token}}

            """
        let files = [
            "gonogo.yaml": project, "inc/outer.yaml": "include: o\nactive: true\ncases: [{use: quiet.yaml}]\n",
            "inc/quiet.yaml": "include: q\ncases: [{id: INNER, steps: [{do: pass}]}]\n",
        ]
        let workspace = try suite(
            """
              - {id: PLAIN, steps: [{do: pass}]}
              - {id: PROBE, active: true, steps: [{do: pass}]}
              - {use: ../inc/outer.yaml}

            """, files)
        let there = await Running().run(workspace.load(environment: "local"))
        #expect(there.lines == ["s/PLAIN passed", "s/PROBE passed", "s/INNER passed"])
        let protected = workspace.load(environment: "production")
        let reason = "probes the target actively, and 'production' is protected"
        #expect(
            await Running().run(protected).lines == [
                "s/PLAIN passed", "s/PROBE skipped: \(reason)", "s/INNER skipped: \(reason)",
            ])
        #expect(protected.plan().notes == ["active probes left out: the environment is protected"])
        #expect(workspace.load(environment: "local").plan().notes == [])
    }

    @Test("an include among the project's suites is told to be one")
    func notASuite() throws {
        let loaded = try Workspace(["s/probe.yaml": Self.probe]).load()
        #expect(loaded.problems == ["s/probe.yaml:1:10 this is an include, not a suite"])
    }
}
