import Configuration
import Model
import Testing

/// Files made to exhaust a reader; each has to end soon, and with the right answer.
@Suite(.timeLimit(.minutes(1))) struct HostileDotenvTests {
    private func read(_ text: String) -> ConfigFile {
        ConfigReader.read(Array(text.utf8), file: "a.env", format: .dotenv)
    }

    private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test("a line of 100 000 characters is a value")
    func longLine() {
        let file = read("A=" + repeated("x", 100_000))
        #expect(file.problems.isEmpty)
        #expect(file.entries.first?.value.reveal().utf8.count == 100_000)
    }

    @Test("a file of 1 MiB is read, and one byte more is refused")
    func largestFile() {
        let text = "A=" + repeated("x", ConfigReader.maximumBytes - 2)
        #expect(read(text).problems.isEmpty)
        #expect(read(text + "x").problems.map(\.kind) == [.tooLarge])
    }

    @Test("more than 10 000 keys are refused")
    func manyKeys() {
        let keys = (0..<ConfigReader.maximumKeys).map { "K\($0)=" }.joined(separator: "\n")
        #expect(read(keys).problems.isEmpty)
        #expect(read(keys + "\nONE_MORE=").problems.map(\.kind) == [.tooManyKeys])
    }

    @Test("references nested without end are refused", arguments: ["${", "${A:-", "${A-${"])
    func deepReferences(_ opening: String) {
        #expect(read("A=" + repeated(opening, 100_000)).isRejected)
        #expect(read("A=" + repeated(opening, 100_000) + repeated("}", 200_000)).isRejected)
    }

    @Test("values that double from line to line stop at the limit")
    func doubling() {
        let lines = (1...60).map { "A\($0)=$A\($0 - 1)$A\($0 - 1)" }
        let file = read("A0=0123456789\n" + lines.joined(separator: "\n"))
        #expect(file.problems.map(\.kind).allSatisfy { $0 == .expansionTooLarge })
        #expect(file.isRejected)
        #expect(file.entries.reduce(0) { $0 + $1.value.reveal().utf8.count } <= 4 * 1_048_576)
    }

    @Test("a circle of references is empty text")
    func circle() {
        let file = read("A=${B}\nB=${A}\nC=${C}")
        #expect(file.entries.map { $0.value.reveal() } == ["", "", ""])
        #expect(file.entries.allSatisfy { !$0.unresolved.isEmpty })
    }

    @Test(
        "thousands of mistakes are counted, not all kept",
        arguments: ["a b\n", "A=\"x\" y\n", "A=`\n", "=\n", "A=1\n", "A='x\\\n"])
    func manyMistakes(_ line: String) {
        let file = read(repeated(line, 9_000))
        #expect(file.problems.count == 100)
        #expect(file.furtherProblems > 1_000)
    }

    @Test("statements on one line do not make their places slow to find")
    func oneLine() {
        let file = read((0..<9_999).map { "K\($0)=\"x\"" }.joined(separator: " "))
        #expect(file.entries.count == 9_999)
        #expect(file.entries.last?.keyLocation.line == 1)
    }

    @Test("500 random files never stop a reader", arguments: DotenvDialect.allCases)
    func noise(_ dialect: DotenvDialect) {
        var state: UInt64 = 42
        let alphabet = Array("AB=:#'\"\\$`{}()-?+ \t\r\n0x~;&|<>![".utf8)
        for _ in 0..<500 {
            let bytes = (0..<80).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            }
            let file = ConfigReader.read(bytes, file: "a.env", format: .dotenv, dialect: dialect)
            #expect(file.entries.allSatisfy { !$0.key.isEmpty && $0.keyLocation.column >= 1 })
        }
    }

    /// Made to be searched again and again: each has to end in one pass or few.
    private static let traps = [
        "\n", "A=\"\n", "A='\\'\n", "A=\"\\\"", "$(", "A=$(\n", "A=${", "A=${A:-\n", "`", "A=`\n", "\\\n", "A=\"$(",
        "export ",
        "A=~:~\n", "A=$A$A\n", "'", "K=\"\" ", "\r", "A=((", ")", "A\n", "A\nA=\n", "A= #\n", "\u{FEFF}", "\u{2028}A=b",
    ]

    @Test("many of one trap are read or refused by each dialect", arguments: DotenvDialect.allCases)
    func traps(_ dialect: DotenvDialect) {
        for trap in Self.traps {
            let count = 30_000 / trap.utf8.count
            let bytes = Array(repeated(trap, count).utf8)
            let file = ConfigReader.read(bytes, file: "a.env", format: .dotenv, dialect: dialect)
            #expect(file.entries.count <= ConfigReader.maximumKeys)
            #expect(file.problems.count <= 100)
        }
    }

    @Test("more than 10 000 keys are refused by each dialect", arguments: DotenvDialect.allCases)
    func manyKeys(_ dialect: DotenvDialect) {
        let keys = (0...ConfigReader.maximumKeys).map { "K\($0)=v\n" }.joined()
        let file = ConfigReader.read(Array(keys.utf8), file: "a.env", format: .dotenv, dialect: dialect)
        #expect(file.problems.map(\.kind) == [.tooManyKeys])
        #expect(file.entries.count == ConfigReader.maximumKeys)
    }

    @Test(
        "what is no text is refused by each dialect", arguments: DotenvDialect.allCases,
        [([0x41, 0x3D, 0xFF], .encoding), ([0x41, 0x3D, 0x00], .nul), ([0xFE, 0xFF, 0x00, 0x41], .encoding)]
            as [([UInt8], ConfigProblem.Kind)])
    func noText(_ dialect: DotenvDialect, _ input: (bytes: [UInt8], kind: ConfigProblem.Kind)) {
        let file = ConfigReader.read(input.bytes, file: "a.env", format: .dotenv, dialect: dialect)
        #expect(file.problems.map(\.kind) == [input.kind])
        #expect(file.isRejected && file.entries.isEmpty)
    }
}
