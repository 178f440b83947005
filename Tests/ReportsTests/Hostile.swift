import Testing

/// A text that a target may send to break a report or deceive its reader; shown by number, since some are long.
struct Hostile: Sendable, CustomTestStringConvertible {
    let text: String
    let testDescription: String

    static let all = texts.enumerated().map { Hostile(text: $0.element, testDescription: "text \($0.offset)") }

    private static let texts: [String] = [
        "", " ", "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{07}after", "\u{1B}]0;never ended", "\u{9B}2J", "\u{1B}",
        "\u{1B}P+q\u{1B}\\x", "]]>", "<![CDATA[ x ]]>", "</testsuite><testsuite>", "&amp;&#0;&lol;", "\"'<>&",
        "a\0b\u{1}\u{8}\u{B}\u{C}\u{1F}\u{7F}", "\u{85}\u{9F}", "\u{FFFE}\u{FFFF}\u{FEFF}", "lone\rcarriage",
        "a\r\nb\nc\td",
        "👩‍👩‍👧‍👦🇩🇪é", "\u{202E}gnp.exe\u{2066}", "\u{2028}\u{2029}", "::error::injected\n##[error]x",
        "\nOverall: GO", "e" + String(repeating: "\u{301}", count: 100_000), String(repeating: "m", count: 1_000_000),
        String(repeating: "\u{1B}[", count: 50_000), String(repeating: "\u{1}", count: 100_000),
        String(repeating: "<", count: 100_000), "{{base_url}}", "integer", "Δοκιμή 试验",
    ]
}
