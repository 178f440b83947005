import Configuration
import Model
import Testing

@Suite struct ConfigTableTests {
    private static func table(_ a: String, _ b: String) throws -> ConfigTable {
        let tree = Tree.environments(
            ["a", "b", "c"],
            keys: [
                "SIZE": ["type": "bytes"], "PIN": ["secret": true], "PUBLIC_KEY": ["secret": false],
                "DB": ["type": "dsn"],
            ], [:])
        let suite = try #require(tree.decoded().suite)
        let files = ["a": a, "b": b, "c": "PIN=canary-c"]
        var contents: [String: Result<[UInt8], ConfigFileFailure>] = [:]
        for (name, text) in files { contents["suites/\(name).env"] = .success(Array(text.utf8)) }
        return suite.table(of: ["a", "b"], contents) { "of \($0.reveal().count)" }
    }

    @Test("values stand side by side, and quantities differ by what they say")
    func rows() throws {
        let table = try Self.table("SIZE=8MiB\nLEVEL=debug\nONLY=", "SIZE=8388608\nLEVEL=info\nexport ONLY")
        #expect(table.rows.map(\.key) == ["LEVEL", "ONLY", "SIZE"])
        #expect(table.rows.map(\.differs) == [true, true, false])
        #expect(
            table.rows[0].cells == [
                .value("debug", .init(file: "suites/a.env", line: 2, column: 7)),
                .value("info", .init(file: "suites/b.env", line: 2, column: 7)),
            ])
        #expect(table.rows[1].cells.last == .bare(.init(file: "suites/b.env", line: 3, column: 8)))
        #expect(table.gaps.isEmpty)
    }

    static let withheld = [
        "PIN=canary", "DB=redis://:canary@x", "API_TOKEN=canary", "NOTE=https://u:canary@x", "NOTE=my canary-c",
        "ID=canary4canary4canary4", "COPY=canary-c", "PIN=canary\nNOTE=$PIN",
    ]

    @Test("what is or may be a secret is a fingerprint", arguments: withheld)
    func withholds(_ env: String) throws {
        let cells = try Self.table(env, "PIN=canary-1").rows.flatMap(\.cells)
        #expect(!"\(cells)".contains("canary"))
        #expect(cells.contains { if case .fingerprint = $0 { true } else { false } })
    }

    @Test("a value that the suite calls public is shown")
    func publicValues() throws {
        let cell = try Self.table("PUBLIC_KEY=pk-1", "").rows.first?.cells.first
        #expect(cell == .value("pk-1", .init(file: "suites/a.env", line: 1, column: 12)))
    }

    @Test("a file that was not read in full is told")
    func gaps() throws {
        #expect(try Self.table("two words", "A=1").gaps == ["suites/a.env could not be read in full"])
    }
}
