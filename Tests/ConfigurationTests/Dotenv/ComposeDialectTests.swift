import Configuration
import Model
import Testing

/// What Docker Compose makes of files by its published grammar; an error there is nil here.
@Suite struct ComposeDialectTests {
    static let inputs: [(String, [String: String]?)] = [
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
        arguments: inputs)
    func values(_ input: String, _ expected: [String: String]?) {
        let file = ConfigReader.read(Array(input.utf8), file: "a.env", format: .dotenv)
        #expect(file.isRejected == (expected == nil))
        if let expected { #expect(file.values.mapValues { $0.reveal() } == expected) }
    }
}
