import Configuration
import Model
import Testing

@Suite struct DotenvReaderTests {
    private func read(_ text: String) -> ConfigFile {
        ConfigReader.read(Array(text.utf8), file: "a.env", format: .dotenv)
    }

    private func place(_ line: Int, _ column: Int) -> Model.SourceLocation {
        Model.SourceLocation(file: "a.env", line: line, column: column)
    }

    @Test("every key and value knows its line and column, counted in characters")
    func places() {
        let entries = read("# ä\n  export A = \"ö\" \nB='x\ny'\n\nÄ=1").entries
        #expect(entries.map(\.keyLocation) == [place(2, 10), place(3, 1), place(6, 1)])
        #expect(entries.map(\.valueLocation) == [place(2, 14), place(3, 3), place(6, 3)])
        #expect(entries.map(\.hadQuotes) == [true, true, false])
    }

    @Test(
        "a problem is found at its place, and those after it are found too",
        arguments: [
            ("A=1\nB=\"x\nC=2", ConfigProblem.Kind.unterminatedQuote, 2, 3),
            ("A=1\nA=2", .duplicateKey, 2, 1),
            ("A=1\n  hello world\nB=2", .noKey, 2, 3),
            ("A=\"v\" junk\n", .trailingText, 1, 7),
            ("A=1\nB=`date`", .commandSubstitution, 2, 3),
            ("A=\"x $(date)\"", .commandSubstitution, 1, 3),
            ("A=1\rB=2\n", .carriageReturn, 1, 3),
            ("A=1\nB=${", .badReference, 2, 3),
            ("A=1\nB=\u{0}", .nul, 2, 3),
            (#"A="\0000""#, .nul, 1, 3),
            ("=1", .noKey, 1, 1),
            ("A?=1", .noKey, 1, 2),
        ])
    func problems(_ text: String, _ kind: ConfigProblem.Kind, _ line: Int, _ column: Int) {
        let problems = read(text).problems
        #expect(problems.map(\.kind) == [kind])
        #expect(problems.first?.location == place(line, column))
    }

    @Test("all problems of a file are reported at once, and the good lines are read")
    func allAtOnce() {
        let file = read("A=1\nhello world\nA=2\nB=${\nC=3\nD='")
        #expect(file.problems.map(\.kind) == [.noKey, .duplicateKey, .badReference, .unterminatedQuote])
        #expect(file.entries.map(\.key) == ["A", "A", "C"])
        #expect(file.problems[1].otherLocation == place(1, 1))
    }

    @Test(
        "what nobody executes is no command",
        arguments: ["A='`date`'", "A='$(date)'", "A=$$(date)", #"A="\`x\`""#, "# `date`"])
    func noCommand(_ text: String) { #expect(read(text).problems.isEmpty) }

    @Test("a key named alone has no value, only a place")
    func bareKey() {
        let file = read("export A\nB\nC=1")
        #expect(file.bareKeys.map(\.key) == ["A", "B"])
        #expect(file.entries.map(\.key) == ["C"])
    }

    @Test("a value knows what it refers to, and what of it nothing settles")
    func references() {
        let entries = read("A=1\nB=${A}${C:-x}$D\nE=$B").entries
        #expect(entries[1].references == ["A", "C", "D"])
        #expect(entries[1].unresolved == ["D"])
        #expect(entries[2].unresolved == ["B"])
    }

    @Test(
        "bytes that are no UTF-8 text are refused with their place",
        arguments: [
            ([0x41, 0x3D, 0x31, 0x0A, 0x42, 0x3D, 0xC3, 0x28], 2, 3),
            ([0xFF, 0xFE, 0x41, 0x00], 1, 1),
            ([0xED, 0xA0, 0x80], 1, 1),
        ] as [([UInt8], Int, Int)])
    func encoding(_ bytes: [UInt8], _ line: Int, _ column: Int) {
        let file = ConfigReader.read(bytes, file: "a.env", format: .dotenv)
        #expect(file.problems.map(\.kind) == [.encoding])
        #expect(file.problems.first?.location == place(line, column))
        #expect(file.isRejected)
    }

    @Test("no print, dump or mirror of an entry shows its value")
    func secrecy() {
        let file = read("A=canary-4711")
        var dumped = ""
        dump(file, to: &dumped)
        #expect(!"\(file)\(String(reflecting: file))\(dumped)".contains("canary"))
    }
}
