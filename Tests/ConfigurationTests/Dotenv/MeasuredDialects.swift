import Configuration

extension DialectCase {
    /// What the programs themselves made of these files, each of them run in an empty environment.
    static let measured: [DialectCase] = [
        DialectCase(
            "space around eq", "KEY = value\n", .values(["KEY": "value"]),
            [.docker: .refused, .shell: .values([:], complains: true)]),
        DialectCase(
            "inline comment", "KEY=val # comment\n", .values(["KEY": "val"]),
            [.docker: .values(["KEY": "val # comment"])]),
        DialectCase(
            "hash first", "KEY=#abc\n", .values(["KEY": "#abc"]),
            [.node: .values(["KEY": ""]), .ruby: .values(["KEY": ""])]),
        DialectCase(
            "quoted hash", "KEY=\"p#w d\"\n", .values(["KEY": "p#w d"]), [.docker: .values(["KEY": "\"p#w d\""])]),
        DialectCase(
            "sq newline esc", "KEY='a\\nb'\n", .values(["KEY": "a\\nb"]), [.docker: .values(["KEY": "'a\\nb'"])]),
        DialectCase(
            "dq tab esc", "KEY=\"a\\tb\"\n", .values(["KEY": "a\tb"]),
            [
                .node: .values(["KEY": "a\\tb"]), .ruby: .values(["KEY": "atb"]),
                .docker: .values(["KEY": "\"a\\tb\""]), .shell: .values(["KEY": "a\\tb"]),
            ]),
        DialectCase(
            "sq escquote", "KEY='a\\'b'\n", .values(["KEY": "a'b"]),
            [
                .node: .values(["KEY": "a\\'b"]), .ruby: .values(["KEY": "a\\'b"]),
                .docker: .values(["KEY": "'a\\'b'"]), .shell: .values([:], complains: true),
            ]),
        DialectCase(
            "unq dollar", "PW=pa$$word\n", .values(["PW": "pa$$word"]),
            [
                .compose: .values(["PW": "pa$word"]), .ruby: .values([:], open: ["PW"]),
                .shell: .values([:], open: ["PW"]),
            ]),
        DialectCase(
            "brace ref", "A=1\nKEY=${A}/x\n", .values(["A": "1", "KEY": "1/x"]),
            [.node: .values(["A": "1", "KEY": "${A}/x"]), .docker: .values(["A": "1", "KEY": "${A}/x"])]),
        DialectCase(
            "sq ref", "A=1\nKEY='${A}'\n", .values(["A": "1", "KEY": "${A}"]),
            [.python: .values(["A": "1", "KEY": "1"]), .docker: .values(["A": "1", "KEY": "'${A}'"])]),
        DialectCase(
            "cmdsub", "KEY=$(echo hi)\n", .values(["KEY": "$(echo hi)"]),
            [.ruby: .values([:], open: ["KEY"]), .shell: .values([:], open: ["KEY"])]),
        DialectCase("export only", "export KEY\n", .values([:]), [.ruby: .refused, .docker: .refused]),
        DialectCase("empty", "KEY=\n", .values(["KEY": ""])),
        DialectCase("dup", "KEY=1\nKEY=2\n", .values(["KEY": "2"])),
        DialectCase(
            "multiline unq pem", "KEY=-----BEGIN X-----\nMIIabc=\n-----END X-----\nB=2\n",
            .values(["B": "2", "KEY": "-----BEGIN X-----", "MIIabc": ""]),
            [.compose: .refused, .docker: .refused, .shell: .values(["B": "2", "MIIabc": ""], complains: true)]),
        DialectCase(
            "crlf", "KEY=v\r\nB=2\r\n", .values(["B": "2", "KEY": "v"]), [.shell: .values(["B": "2\r", "KEY": "v\r"])]),
        DialectCase("spaces unq", "KEY=a b c\n", .values(["KEY": "a b c"]), [.shell: .values([:], complains: true)]),
        DialectCase("digit key", "1KEY=v\n", .values(["1KEY": "v"]), [.shell: .values([:], complains: true)]),
        DialectCase(
            "forward ref", "KEY=${LATER}\nLATER=1\n", .values(["LATER": "1"], open: ["KEY"]),
            [.node: .values(["KEY": "${LATER}", "LATER": "1"]), .docker: .values(["KEY": "${LATER}", "LATER": "1"])]),
        DialectCase(
            "two quoted", "KEY=\"a\" \"b\"\n", .values(["KEY": "a\" \"b"]),
            [
                .compose: .refused, .python: .values([:]), .docker: .values(["KEY": "\"a\" \"b\""]),
                .shell: .values([:], complains: true),
            ]),
        DialectCase(
            "quote trail garbage", "KEY=\"v\"x\n", .values(["KEY": "\"v\"x"]),
            [.compose: .values(["KEY": "v"]), .python: .values([:]), .shell: .values(["KEY": "vx"])]),
        DialectCase("trailing space", "KEY=v   \n", .values(["KEY": "v"]), [.docker: .values(["KEY": "v   "])]),
        DialectCase(
            "semicolon", "KEY=a;b\n", .values(["KEY": "a;b"]), [.shell: .values(["KEY": "a"], complains: true)]),
        DialectCase("tilde", "KEY=~/x\n", .values(["KEY": "~/x"]), [.shell: .values([:], open: ["KEY"])]),
    ]
}
