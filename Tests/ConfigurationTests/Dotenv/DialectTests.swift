import Configuration
import Model
import Testing

@Suite struct DialectTests {
    @Test(
        "a file gives the values that the program reads, or is refused as the program refuses it",
        arguments: DialectCase.measured + DialectCase.further, DotenvDialect.allCases)
    func values(_ test: DialectCase, _ dialect: DotenvDialect) {
        let file = ConfigReader.read(Array(test.input.utf8), file: "a.env", format: .dotenv, dialect: dialect)
        let expected = test.reading(dialect)
        // What a program complains of, or runs, may be refused here: nothing is guessed.
        #expect(file.isRejected == (expected.values == nil) || expected.complains, "\(file.problems)")
        guard let values = expected.values else { return }
        let open = Set(file.entries.filter { !$0.unresolved.isEmpty }.map(\.key))
        #expect(open == expected.open)
        #expect(file.values.mapValues { $0.reveal() }.filter { !open.contains($0.key) } == values)
        if expected.complains { #expect(!file.problems.isEmpty) }
    }

    @Test("the tables are whole: 24 files that were measured, each read in six ways")
    func isComplete() {
        #expect(DialectCase.measured.count == 24)
        #expect(DotenvDialect.allCases.count == 6)
    }

    static let problems: [(DotenvDialect, String, ConfigProblem.Kind, Int, Int)] = [
        (.node, "A=1\n  hello world\nB=2", .ignored, 2, 3),
        (.node, "A=\"open", .looseQuote, 1, 3),
        (.node, "A=1\r\nB=`date`\r\n", .commandSubstitution, 2, 3),
        (.node, "A=1\nA=2", .duplicateKey, 2, 1),
        (.python, "A=1\n B=\"v\"x\nC=2", .ignored, 2, 7),
        (.python, "A=1\nB='open\nC=2", .ignored, 2, 3),
        (.python, "A=1\nA", .duplicateKey, 2, 1),
        (.python, "A!=1", .junkKey, 1, 1),
        (.ruby, "A=1\nexport B", .syntax, 2, 8),
        (.ruby, "A=1\n-----END X-----", .ignored, 2, 1),
        (.ruby, "A=1\nB=x$(date)", .commandSubstitution, 2, 3),
        (.docker, "A=1\n  B C=2", .noKey, 2, 4),
        (.docker, "A=1\n=2", .noKey, 2, 1),
        (.docker, "A=1\nB=`x`", .commandSubstitution, 2, 3),
        (.shell, "A=1\nB=a b c", .runsCommand, 2, 5),
        (.shell, "A=1\n1B=2", .runsCommand, 2, 1),
        (.shell, "A=1\nB=a&", .ignored, 2, 4),
        (.shell, "A=1\nB=a)", .syntax, 2, 4),
        (.shell, "A=1\nB='x", .unterminatedQuote, 2, 3),
        (.shell, "A=1\nB=\"${C", .unterminatedQuote, 2, 4),
        (.shell, "A=1\nexport 1B=2", .ignored, 2, 8),
        (.shell, "A=1\nunset A", .shellProgram, 2, 1),
        (.shell, "A=1\nif true; then A=2; fi", .shellProgram, 2, 1),
        (.shell, "A=1\nB=$(date)", .commandSubstitution, 2, 3),
        (.shell, "A=1\r\nB=2\r\n", .carriageReturn, 1, 4),
        (.shell, "A=1\nB=(x y)", .ignored, 2, 1),
        (.shell, "\u{FEFF}A=1\nB=2", .ignored, 1, 1),
    ]

    @Test("a line that a program drops, refuses or runs is a problem at its place", arguments: problems)
    func places(_ problem: (dialect: DotenvDialect, text: String, kind: ConfigProblem.Kind, line: Int, column: Int)) {
        let file = ConfigReader.read(Array(problem.text.utf8), file: "a.env", format: .dotenv, dialect: problem.dialect)
        #expect(file.problems.map(\.kind) == [problem.kind])
        #expect(
            file.problems.first?.location == SourceLocation(file: "a.env", line: problem.line, column: problem.column))
    }

    @Test("every key and value knows its place, behind line ends of any kind", arguments: DotenvDialect.allCases)
    func positions(_ dialect: DotenvDialect) {
        let end = dialect == .shell ? "\n" : "\r\n"
        let text = "# ä\(end)AB=1\(end)\(end)  C=ö\(end)"
        let file = ConfigReader.read(Array(text.utf8), file: "a.env", format: .dotenv, dialect: dialect)
        #expect(file.entries.map(\.keyLocation.description) == ["a.env:2:1", "a.env:4:3"])
        #expect(file.entries.map(\.valueLocation.description) == ["a.env:2:4", "a.env:4:5"])
    }

    @Test("a line of 64 KiB is too long for docker alone")
    func dockerLine() {
        let text = "A=" + String(repeating: "x", count: 65_534)
        func isRefused(_ dialect: DotenvDialect) -> Bool {
            ConfigReader.read(Array(text.utf8), file: "a.env", format: .dotenv, dialect: dialect).isRejected
        }
        #expect(DotenvDialect.allCases.filter(isRefused) == [.docker])
    }
}
