import Harness
import Model
import Testing

@Suite("Matrices")
struct MatrixTests {
    private func loaded(_ matrix: String, files: [String: String] = [:]) throws -> Loaded {
        let files = Dictionary(uniqueKeysWithValues: files.map { ("s/\($0)", $1) })
        return try Workspace.suite(
            "  - {id: A, name: \"of {{id}}\", matrix: \(matrix), steps: [{do: pass}]}\n", files: files
        ).load()
    }

    /// Ids of the cases, and the value of `v` in each.
    private func rows(_ loaded: Loaded) -> [String] {
        loaded.cases.map { "\($0.unit.id) \($0.scope["v"]?.text ?? "-")" }
    }

    @Test(
        "CSV is read after RFC 4180",
        arguments: [
            ("id,v\na,1\nb,2\n", ["A[a] 1", "A[b] 2"]), ("id,v\r\na,1\r\nb,2", ["A[a] 1", "A[b] 2"]),
            ("\u{FEFF}id,v\na,1\n", ["A[a] 1"]),
            ("id,v\na,\"x,y\"\n", ["A[a] x,y"]), ("id,v\na,\"x\"\"y\"\n", ["A[a] x\"y"]),
            ("id,v\na,\"x\r\ny\"\nb,2\n", ["A[a] x\r\ny", "A[b] 2"]),
            ("\"id\",\"v\"\n\"a\",\"\"\n", ["A[a] "]), ("id,v\na,\n", ["A[a] "]), ("id,v\n\na,1\n\n", ["A[a] 1"]),
            ("id,v\na, x \n", ["A[a]  x "]),
            ("id,v\na,{{user}}\n", ["A[a] {{user}}"]), ("v,id\nü😀,é\n", ["A[é] ü😀"]), ("id,v\na,x\"y\n", ["A[a] x\"y"]),
            ("id,v\na,\"\"\"\"\n", ["A[a] \""]),
            ("id,v\na,1\na,2\n", ["A[a] 1", "A[a#2] 2"]),
        ])
    func csv(text: String, rows: [String]) throws {
        let loaded = try loaded("{csv: t.csv}", files: ["t.csv": text])
        #expect(loaded.problems == [])
        #expect(self.rows(loaded) == rows)
    }

    @Test(
        "a table that is none says where",
        arguments: [
            ("", "t.csv:1: the file has no header line"), ("id,v\n", "the matrix has no row"),
            ("id,v\na,1,2\n", "t.csv:2: 3 cells, but the header has 2"),
            ("id,v\na,1\nb\n", "t.csv:3: 1 cell, but the header has 2"),
            ("id,v,id\na,1,b\n", "t.csv:1: a column name stands twice in the header"),
            ("id,v v\na,1\n", "t.csv:1: the column 'v v' is no name for a variable"),
            ("id,v\na,\"x\nb,2\n", "t.csv:2: a quote is not closed"),
            ("id,v\na,\"x\"y\n", "t.csv:2: text behind the closing quote of a cell"),
            ("id,v\na,\"1\n2\"\nb\n", "t.csv:4: 1 cell, but the header has 2"),
            ("id,\na,1\n", "t.csv:1: the column '' is no name for a variable"),
        ])
    func badCSV(text: String, problem: String) throws {
        let loaded = try loaded("{csv: t.csv}", files: ["t.csv": text])
        #expect(loaded.cases.isEmpty)
        #expect(loaded.problems.first == "s/s.yaml:4:46 \(problem.hasPrefix("t.csv") ? "s/" : "")\(problem)")
    }

    @Test("JSON rows keep the type and every digit of their values")
    func json() throws {
        let loaded = try loaded(
            "{json: t.json}",
            files: [
                "t.json":
                    #"[{"id": "a", "v": 9007199254740993}, {"id": 2, "v": 1.50}, {"v": null}, {"v": "5"}, {"v": [1, {"x": true}]}]"#
            ])
        #expect(loaded.problems == ["s/s.yaml:4:19 no variable 'id' is known here"])
        let fine = try Workspace.suite(
            "  - {id: A, matrix: {json: t.json}, steps: [{do: pass}]}\n",
            files: [
                "s/t.json":
                    #"[{"id": "a", "v": 9007199254740993}, {"id": 2, "v": 1.50}, {"v": null}, {"v": "5"}, {"v": [1, {"x": true}]}]"#
            ]
        ).load()
        #expect(fine.problems == [])
        #expect(rows(fine) == ["A[a] 9007199254740993", "A[2] 1.50", "A[3] null", "A[4] 5", "A[5] [1,{\"x\":true}]"])
        #expect(
            fine.cases.map { $0.scope["v"]?.json } == ["9007199254740993", "1.50", "null", nil, "[1,{\"x\":true}]"])
    }

    @Test(
        "JSON that is no table says so",
        arguments: [
            ("{}", "s/t.json: the matrix is no list of objects"), ("[]", "the matrix has no row"),
            ("[{\"id\": 1}, 2]", "s/t.json: row 2 is not an object"),
        ])
    func badJSON(text: String, problem: String) throws {
        #expect(try loaded("{json: t.json}", files: ["t.json": text]).problems.contains { $0.hasSuffix(problem) })
    }

    @Test(
        "broken JSON, a missing table and one outside of every bound are errors at the suite's line",
        arguments: ["{json: t.json}", "{csv: gone.csv}"])
    func unreadable(matrix: String) throws {
        let loaded = try loaded(matrix, files: ["t.json": "[{\"id\": 1},"])
        #expect(loaded.cases.isEmpty)
        #expect(loaded.problems.first?.hasPrefix("s/s.yaml:4:") == true)
    }

    @Test("rows may stand in the suite, refer to known variables and carry numbers")
    func rows() throws {
        let loaded = try loaded("{rows: [{id: x, v: \"{{user}}\"}, {id: y, v: 5}, {id: y, v: '5'}]}")
        #expect(loaded.problems == [])
        #expect(rows(loaded) == ["A[x] ann", "A[y] 5", "A[y#3] 5"])
        #expect(loaded.cases.map { $0.scope["v"]?.json } == [nil, "5", nil])
        #expect(loaded.cases.map(\.unit.name) == ["of x", "of y", "of y"])
        #expect(loaded.cases.map(\.declaredID) == ["A", "A", "A"])
    }

    @Test("ids stay unique whatever the rows are called")
    func collidingLabels() throws {
        let loaded = try loaded("{rows: [{id: \"a#3\"}, {id: a}, {id: a}, {id: \"a#3\"}]}")
        #expect(Set(loaded.cases.map(\.unit.id)).count == 4)
    }

    @Test(
        "a matrix has exactly one source of at most ten thousand rows",
        arguments: [
            ("{}", "'matrix' says nothing to do"), ("{csv: t.csv, rows: [{id: x}]}", "'matrix' has 'csv' and 'rows'"),
            ("{rows: []}", "'rows' is empty"),
            ("{rows: [x]}", "'rows' wants a mapping, found `x`"), ("{csv: big.csv}", "the matrix has 10001 rows"),
        ])
    func sources(matrix: String, problem: String) throws {
        let files = ["t.csv": "id\nx\n", "big.csv": "id\n" + String(repeating: "x\n", count: 10_001)]
        #expect(try loaded(matrix, files: files).problems.contains { $0.hasSuffix(problem) })
    }
}
