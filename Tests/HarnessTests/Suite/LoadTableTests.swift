import Checks
import Harness
import Load
import Model
import Testing

@Suite("Tables that feed a load")
struct LoadTableTests {
    private func loaded(
        _ data: String, url: String = "{{base_url}}/{{name}}", files: [String: String] = [:],
        flags: [(name: String, value: String)] = []
    ) throws -> Loaded {
        let suite = """
            suite: load
            kind: performance
            load: {users: 1, iterations: 1}
            data: [\(data)]
            scenarios: [{name: a, steps: [{http: {url: "\(url)"}, check: {status: 200}}]}]
            thresholds: [{expr: count(errors) < 1}]

            """
        var all = ["s/s.yaml": suite]
        for (name, text) in files { all["s/\(name)"] = text }
        return try Workspace(all).load(flags: flags, language: CheckKinds.language)
    }

    private func rows(_ loaded: Loaded) -> [[String]] {
        guard case .action(let action, _)? = loaded.suites.first?.body else { return [] }
        return (action.plannedLoad?.feeders ?? []).flatMap(\.rows).map { row in
            row.map { "\(String(decoding: $0.text, as: UTF8.self))\($0.isJSON ? " as JSON" : "")" }
        }
    }

    @Test("CSV, JSON and the suite give the same rows")
    func sources() throws {
        let files = [
            "t.csv": "name,n\nann,1\nbob,2.50\n", "t.json": #"[{"name": "ann", "n": 1}, {"name": "bob", "n": 2.50}]"#,
        ]
        for data in ["{csv: t.csv}", "{json: t.json}", "{rows: [{name: ann, n: 1}, {name: bob, n: 2.50}]}"] {
            let loaded = try loaded(data, files: files)
            #expect(loaded.problems == [])
            #expect(rows(loaded) == [["1 as JSON", "ann"], ["2.50 as JSON", "bob"]], "\(data)")
        }
    }

    @Test("what stands in the suite may refer to its variables, and flags win over columns")
    func variables() throws {
        let loaded = try loaded("{rows: [{name: \"{{user}}\"}, {name: x}]}")
        #expect(loaded.problems == [] && rows(loaded) == [["ann"], ["x"]])
        let flagged = try self.loaded("{rows: [{name: \"{{user}}\"}, {name: x}]}", flags: [("name", "cy")])
        #expect(flagged.problems == [] && rows(flagged) == [["cy"], ["cy"]])
    }

    @Test(
        "a table that is none says where",
        arguments: [
            ("{csv: gone.csv}", "s/s.yaml:4:14 s/gone.csv does not exist"),
            ("{csv: t.csv}", "s/s.yaml:4:14 s/t.csv:2: 1 cell, but the header has 2"),
            ("{json: t.json}", "s/s.yaml:4:15 s/t.json: the table is no list of objects"),
            ("{csv: e.csv}", "s/s.yaml:4:14 the table has no row"),
        ])
    func bad(data: String, problem: String) throws {
        let loaded = try loaded(data, files: ["t.csv": "name,n\nann\n", "t.json": "{}", "e.csv": "name\n"])
        #expect(loaded.suites.isEmpty)
        #expect(loaded.problems.contains(problem), "\(loaded.problems)")
    }

    @Test("a variable that nothing sets is unknown")
    func unknown() throws {
        let loaded = try loaded("{rows: [{name: a}]}", url: "{{base_url}}/{{nam}}")
        #expect(loaded.problems == ["s/s.yaml:5:44 no variable 'nam' is known here"])
        #expect(loaded.fixes.first?.hasPrefix("did you mean '{{name}}'?") == true)
    }
}
