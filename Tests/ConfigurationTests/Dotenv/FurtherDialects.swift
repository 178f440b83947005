import Configuration

extension DialectCase {
    /// More files on which the programs differ; compared with them when this table was written, but for Compose.
    static let further: [DialectCase] = [
        DialectCase(
            "space after the sign", "KEY= value\n", .values(["KEY": "value"]),
            [.docker: .values(["KEY": " value"]), .shell: .values([:], complains: true)]),
        DialectCase(
            "a comment sign inside", "KEY=val#x\n", .values(["KEY": "val#x"]),
            [.node: .values(["KEY": "val"]), .ruby: .values(["KEY": "val"])]),
        DialectCase(
            "single quotes around a sign", "KEY='p#w d'\n", .values(["KEY": "p#w d"]),
            [.docker: .values(["KEY": "'p#w d'"])]),
        DialectCase(
            "an escaped line break", "KEY=\"a\\nb\"\n", .values(["KEY": "a\nb"]),
            [
                .ruby: .values(["KEY": "a\\nb"]), .docker: .values(["KEY": "\"a\\nb\""]),
                .shell: .values(["KEY": "a\\nb"]),
            ]),
        DialectCase(
            "an escaped quote", "KEY=\"a\\\"b\"\n", .values(["KEY": "a\"b"]),
            [.node: .values(["KEY": "a\\\"b"]), .docker: .values(["KEY": "\"a\\\"b\""])]),
        DialectCase(
            "two dollars in double quotes", "PW=\"pa$$word\"\n", .values(["PW": "pa$$word"]),
            [
                .compose: .values(["PW": "pa$word"]), .ruby: .values([:], open: ["PW"]),
                .docker: .values(["PW": "\"pa$$word\""]), .shell: .values([:], open: ["PW"]),
            ]),
        DialectCase(
            "two dollars in single quotes", "PW='pa$$word'\n", .values(["PW": "pa$$word"]),
            [.docker: .values(["PW": "'pa$$word'"])]),
        DialectCase(
            "a reference", "A=1\nKEY=$A/x\n", .values(["A": "1", "KEY": "1/x"]),
            [
                .node: .values(["A": "1", "KEY": "$A/x"]), .python: .values(["A": "1", "KEY": "$A/x"]),
                .docker: .values(["A": "1", "KEY": "$A/x"]),
            ]),
        DialectCase(
            "a reference in double quotes", "A=1\nKEY=\"${A}/x\"\n", .values(["A": "1", "KEY": "1/x"]),
            [.node: .values(["A": "1", "KEY": "${A}/x"]), .docker: .values(["A": "1", "KEY": "\"${A}/x\""])]),
        DialectCase(
            "a default", "KEY=${NOPE:-d}\n", .values(["KEY": "d"]),
            [
                .node: .values(["KEY": "${NOPE:-d}"]), .ruby: .values([:], open: ["KEY"]),
                .docker: .values(["KEY": "${NOPE:-d}"]),
            ]),
        DialectCase(
            "a default for what is empty", "A=\nKEY=${A:-d}\n", .values(["A": "", "KEY": "d"]),
            [
                .node: .values(["A": "", "KEY": "${A:-d}"]), .python: .values(["A": "", "KEY": ""]),
                .ruby: .values(["A": "", "KEY": ":-d}"]), .docker: .values(["A": "", "KEY": "${A:-d}"]),
            ]),
        DialectCase(
            "an escaped dollar", "KEY=\"\\$A\"\n", .values(["KEY": "$A"]),
            [.node: .values(["KEY": "\\$A"]), .python: .values(["KEY": "\\$A"]), .docker: .values(["KEY": "\"\\$A\""])]),
        DialectCase(
            "backticks", "KEY=`echo hi`\n", .values(["KEY": "`echo hi`"]),
            [.node: .values(["KEY": "echo hi"]), .shell: .values([:], open: ["KEY"])]),
        DialectCase("export", "export KEY=v\n", .values(["KEY": "v"]), [.docker: .refused]),
        DialectCase(
            "a key alone", "KEY\nB=2\n", .values(["B": "2"]),
            [
                .node: .values(["B": "2"], complains: true), .ruby: .values(["B": "2", "KEY": ""]),
                .shell: .values(["B": "2"], complains: true),
            ]),
        DialectCase(
            "several lines", "KEY=\"a\nb\"\nB=2\n", .values(["B": "2", "KEY": "a\nb"]),
            [.docker: .values(["B": "2", "KEY": "\"a"])]),
        DialectCase(
            "several lines in single quotes", "KEY='a\nb'\nB=2\n", .values(["B": "2", "KEY": "a\nb"]),
            [.docker: .values(["B": "2", "KEY": "'a"])]),
        DialectCase(
            "byte order mark", "\u{FEFF}KEY=v\nB=2\n", .values(["B": "2", "KEY": "v"]),
            [.shell: .values(["B": "2"], complains: true)]),
        DialectCase("a dot in a key", "A.B=v\n", .values(["A.B": "v"]), [.shell: .values([:], complains: true)]),
        DialectCase(
            "a dash in a key", "A-B=v\n", .values(["A-B": "v"]),
            [.ruby: .values([:], complains: true), .shell: .values([:], complains: true)]),
        DialectCase(
            "itself", "KEY=${KEY}x\n", .values([:], open: ["KEY"]),
            [.node: .values(["KEY": "${KEY}x"]), .docker: .values(["KEY": "${KEY}x"])]),
        DialectCase(
            "a backslash", "KEY=a\\b\n", .values(["KEY": "a\\b"]),
            [.ruby: .values(["KEY": "ab"]), .shell: .values(["KEY": "ab"])]),
        DialectCase(
            "a backslash before a blank", "KEY=a\\ b\n", .values(["KEY": "a\\ b"]),
            [.ruby: .values(["KEY": "a b"]), .shell: .values(["KEY": "a b"])]),
        DialectCase(
            "quotes side by side", "KEY=\"a\"'b'\n", .values(["KEY": "\"a\"'b'"], complains: true),
            [
                .compose: .refused, .python: .values([:], complains: true), .docker: .values(["KEY": "\"a\"'b'"]),
                .shell: .values(["KEY": "ab"]),
            ]),
        DialectCase("blank before the key", "  KEY=v\n", .values(["KEY": "v"])),
        DialectCase(
            "an ampersand", "URL=http://h/?a=1&b=2\n", .values(["URL": "http://h/?a=1&b=2"]),
            [.shell: .values(["b": "2"], complains: true)]),
        DialectCase("a star", "KEY=*\n", .values(["KEY": "*"])),
        DialectCase(
            "a colon", "KEY: v\n", .values(["KEY": "v"]),
            [.python: .values([:], complains: true), .docker: .refused, .shell: .values([:], complains: true)]),
        DialectCase("quotes inside", "KEY=a\"b\"c\n", .values(["KEY": "a\"b\"c"]), [.shell: .values(["KEY": "abc"])]),
        DialectCase("an apostrophe", "KEY=it's\n", .values(["KEY": "it's"]), [.shell: .refused]),
        DialectCase(
            "a double quote alone", "KEY=\"open\nB=2\n", .refused,
            [
                .node: .values(["B": "2", "KEY": "\"open"], complains: true),
                .python: .values(["B": "2"], complains: true),
                .ruby: .values(["B": "2", "KEY": "\"open"], complains: true),
                .docker: .values(["B": "2", "KEY": "\"open"]),
            ]),
        DialectCase(
            "blanks in quotes", "KEY=\"  v  \"\n", .values(["KEY": "  v  "]), [.docker: .values(["KEY": "\"  v  \""])]),
        DialectCase("empty quotes", "KEY=\"\"\n", .values(["KEY": ""]), [.docker: .values(["KEY": "\"\""])]),
        DialectCase(
            "carriage return alone", "A=1\rB=2\n", .values(["A": "1\rB=2"]),
            [
                .node: .values(["A": "1", "B": "2"]), .python: .values(["A": "1", "B": "2"]),
                .ruby: .values(["A": "1", "B": "2"]),
            ]),
        DialectCase(
            "CRLF in quotes", "KEY=\"a\r\nb\"\r\n", .values(["KEY": "a\nb"]),
            [
                .compose: .values(["KEY": "a\r\nb"]), .docker: .values(["KEY": "\"a"]),
                .shell: .values(["KEY": "a\r\nb\r"]),
            ]),
        DialectCase(
            "a comment behind quotes", "KEY=\"v\" # c\n", .values(["KEY": "v"]),
            [.docker: .values(["KEY": "\"v\" # c"])]),
        DialectCase(
            "a comment right behind quotes", "KEY=\"v\"#c\n", .values(["KEY": "v"]),
            [.docker: .values(["KEY": "\"v\"#c"]), .shell: .values(["KEY": "v#c"])]),
        DialectCase(
            "a comment behind an empty value", "KEY= # c\n", .values(["KEY": ""]),
            [.compose: .values(["KEY": "# c"]), .docker: .values(["KEY": " # c"])]),
        DialectCase(
            "a tab before a comment", "KEY=v\t# c\n", .values(["KEY": "v"]),
            [.compose: .values(["KEY": "v\t# c"]), .docker: .values(["KEY": "v\t# c"])]),
        DialectCase(
            "joined lines", "KEY=a\\\nb\n", .values(["KEY": "a\\"]),
            [
                .node: .values(["KEY": "a\\"], complains: true), .ruby: .values(["KEY": "a\\", "b": ""]),
                .shell: .values(["KEY": "ab"]),
            ]),
        DialectCase("two assignments", "A=1 B=2\n", .values(["A": "1 B=2"]), [.shell: .values(["A": "1", "B": "2"])]),
        DialectCase(
            "a brace never closed", "KEY=${A\n", .values(["KEY": "${A"]),
            [.compose: .refused, .ruby: .values([:], open: ["KEY"]), .shell: .refused]),
        DialectCase("a parenthesis", "KEY=a(b)\n", .values(["KEY": "a(b)"]), [.shell: .refused]),
        DialectCase("redirection", "KEY=a>b\n", .values(["KEY": "a>b"]), [.shell: .refused]),
        DialectCase(
            "an exclamation mark", "KEY=\"a!b\"\n", .values(["KEY": "a!b"]), [.docker: .values(["KEY": "\"a!b\""])]),
        DialectCase(
            "no-break space", "KEY=\u{A0}v\n", .values(["KEY": "v"]),
            [
                .ruby: .values(["KEY": "\u{A0}v"]), .docker: .values(["KEY": "\u{A0}v"]),
                .shell: .values(["KEY": "\u{A0}v"]),
            ]),
        DialectCase(
            "an odd key", "K!=v\n", .values([:], complains: true),
            [
                .compose: .refused, .python: .values(["K!": "v"], complains: true),
                .docker: .values(["K!": "v"], complains: true),
            ]),
        DialectCase("no key", "=v\n", .values([:], complains: true), [.compose: .refused, .docker: .refused]),
        DialectCase(
            "JSON", "KEY={\"a\": 1}\n", .values(["KEY": "{\"a\": 1}"]), [.shell: .values([:], complains: true)]),
        DialectCase(
            "value on the next line", "KEY=\n'x'\n", .values(["KEY": "x"]),
            [
                .compose: .refused, .python: .values(["KEY": ""]), .docker: .values(["KEY": ""]),
                .shell: .values(["KEY": ""], complains: true),
            ]),
        DialectCase("dollar at the end", "KEY=a$\n", .values(["KEY": "a$"])),
        DialectCase(
            "a positional parameter", "KEY=a$1\n", .values(["KEY": "a$1"]),
            [.ruby: .values([:], open: ["KEY"]), .shell: .values([:], open: ["KEY"])]),
        DialectCase(
            "single quotes with a backslash", "KEY='a\\\\b'\n", .values(["KEY": "a\\\\b"]),
            [.python: .values(["KEY": "a\\b"]), .docker: .values(["KEY": "'a\\\\b'"])]),
        DialectCase(
            "appended", "A=1\nA+=2\n", .values(["A": "1"], complains: true),
            [
                .compose: .refused, .python: .values(["A": "1", "A+": "2"], complains: true),
                .docker: .values(["A": "1", "A+": "2"], complains: true), .shell: .values(["A": "12"]),
            ]),
    ]
}
