/// Response heads full of cookies, proper and not. The first two bytes hold the options.
enum CookieGrammar {
    private static let names: [StaticString] = [
        "a", "b", "session", "__Host-x", "", " ", "\"q\"", "\u{e4}", "a b", "a\u{1}",
    ]
    private static let values: [StaticString] = [
        "1", "", "b=c==", "\"x y\"", " padded ", "\u{ff}", "a,b", "\u{1}", "a\rb", "\0",
    ]
    private static let attributes: [StaticString] = [
        "Path=/", "path=/a", "Path=/a/b", "PATH = /a/ ", "Path=", "Path", "Path=//", "Path=relative", "Max-Age=0",
        "max-age=-1", "Max-Age=60", "Max-Age=", "Max-Age=-", "Max-Age=99999999999999999999", "Domain=.example.org",
        "Domain=", "Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Secure", "HttpOnly", "SameSite=Lax", "", "=", "==", "=x",
        "\u{130}=x",
    ]

    static func input(_ dice: inout Dice) -> [UInt8] {
        var bytes = [dice.byte(), dice.byte()]
        bytes.add("HTTP/1.1 204 No Content\r\n")
        for _ in 0..<dice.below(dice.once(in: 40) ? 70 : 6) {
            bytes.add(dice.once(in: 10) ? "SET-COOKIE:" : dice.once(in: 20) ? "Set-Cookie" : "Set-Cookie: ")
            if dice.once(in: 3) { bytes.append(contentsOf: "\(dice.below(80))".utf8) }
            bytes.add(dice.pick(names))
            if !dice.once(in: 10) { bytes.add("=") }
            bytes.add(values[dice.below(dice.once(in: 4) ? values.count : 6)])
            for _ in 0..<dice.below(4) {
                bytes.add(dice.once(in: 8) ? " ;" : "; ")
                bytes.add(dice.pick(attributes))
            }
            if dice.once(in: 300) {
                bytes.append(contentsOf: repeatElement(UInt8(ascii: "v"), count: 4000 + dice.below(200)))
            }
            bytes.add(dice.once(in: 8) ? "\n" : "\r\n")
            if dice.once(in: 20) { bytes.add("\t; Path=/folded\r\n") }
        }
        bytes.add("\r\n")
        if dice.once(in: 2) { Mutation.damage(&bytes, after: 2, &dice) }
        return bytes
    }
}
