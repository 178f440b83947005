import Configuration
import Model
import Testing

/// What Docker Compose makes of files, measured with the real program; an error there is nil here.
@Suite struct ComposeDialectTests {
    static let measured: [(String, [String: String]?)] = [
        ("KEY = value\n", ["KEY": "value"]),
        ("KEY=val # comment\n", ["KEY": "val"]),
        ("KEY=#abc\n", ["KEY": "#abc"]),
        ("KEY=\"p#w d\"\n", ["KEY": "p#w d"]),
        (#"KEY='a\nb'"# + "\n", ["KEY": #"a\nb"#]),
        (#"KEY="a\tb""# + "\n", ["KEY": "a\tb"]),
        (#"KEY='a\'b'"# + "\n", ["KEY": "a'b"]),
        ("PW=pa$$word\n", ["PW": "pa$word"]),
        ("A=1\nKEY=${A}/x\n", ["A": "1", "KEY": "1/x"]),
        ("A=1\nKEY='${A}'\n", ["A": "1", "KEY": "${A}"]),
        ("KEY=$(echo hi)\n", ["KEY": "$(echo hi)"]),
        ("export KEY\n", [:]),
        ("KEY=\n", ["KEY": ""]),
        ("KEY=1\nKEY=2\n", ["KEY": "2"]),
        ("KEY=-----BEGIN X-----\nMIIabc=\n-----END X-----\nB=2\n", nil),
        ("KEY=v\r\nB=2\r\n", ["KEY": "v", "B": "2"]),
        ("KEY=a b c\n", ["KEY": "a b c"]),
        ("1KEY=v\n", ["1KEY": "v"]),
        ("KEY=${LATER}\nLATER=1\n", ["KEY": "", "LATER": "1"]),
        ("KEY=\"a\" \"b\"\n", nil),
        ("KEY=\"v\"x\n", ["KEY": "v"]),
        ("KEY=v   \n", ["KEY": "v"]),
        ("KEY=a;b\n", ["KEY": "a;b"]),
        ("KEY=~/x\n", ["KEY": "~/x"]),
    ]

    /// What Compose's published grammar says beyond the measured inputs.
    static let furtherInputs: [(String, [String: String]?)] = [
        ("", [:]),
        ("# only a comment", [:]),
        ("\u{FEFF}KEY=v", ["KEY": "v"]),
        ("export KEY=v", ["KEY": "v"]),
        ("exported=v", ["exported": "v"]),
        ("KEY: v\n", ["KEY": "v"]),
        ("KEY=\"v\" # comment\nB=2", ["KEY": "v", "B": "2"]),
        ("KEY=a#b", ["KEY": "a#b"]),
        ("KEY=\"a\nb\"\nB=2", ["KEY": "a\nb", "B": "2"]),
        (#"KEY="a\"b\\""#, ["KEY": #"a"b\"#]),
        (#"KEY="\$A""#, ["KEY": "$A"]),
        (#"KEY="\0101\q""#, ["KEY": #"A\q"#]),
        ("KEY=$5 and $", ["KEY": "$5 and $"]),
        ("A=1\nKEY=${A:-x}${B:-y}${C-z}", ["A": "1", "KEY": "1yz"]),
        ("A=\nKEY=${A:-x}${A-y}${A:+z}${A+w}", ["A": "", "KEY": "xw"]),
        ("KEY=${A:-${B:-deep}}", ["KEY": "deep"]),
        ("A=${B}\nB=${A}", ["A": "", "B": ""]),
        ("KEY=${A:?must be set}", nil),
        ("KEY=${}", nil),
        ("KEY=${A", nil),
        ("KEY=\"open\nB=2", nil),
        ("=v", nil),
        ("two words\n", nil),
        ("KEY!=v", nil),
    ]

    @Test(
        "a file gives the values that Compose gives, or is refused as Compose refuses it",
        arguments: measured + furtherInputs)
    func values(_ input: String, _ expected: [String: String]?) {
        let file = ConfigReader.read(Array(input.utf8), file: "a.env", format: .dotenv)
        #expect(file.isRejected == (expected == nil))
        if let expected { #expect(file.values.mapValues { $0.reveal() } == expected) }
    }

    @Test("the table has the 24 measured inputs")
    func isComplete() { #expect(Self.measured.count == 24) }
}
